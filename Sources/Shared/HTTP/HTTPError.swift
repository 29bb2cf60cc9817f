/// A failure of the server, the client or one of the parsers, with a sentence that says what is wrong and what is
/// expected. Two errors are equal when their codes are.
public struct HTTPError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure a caller may want to tell apart.
    public enum Code: Sendable, Equatable {
        // What a caller hands in.
        case malformedURL, malformedRoute, malformedSetting, malformedClientRequest
        // What arrives in a request; `status` says what to answer.
        case malformedRequest, requestTooLarge, notImplemented, malformedForm
        // Sockets.
        case cannotListen, nameNotFound, refused, unreachable, timeout, connectionLost
        // TLS.
        case unusableCertificateFile, tlsFailed, certificateNotTrusted, certificateForAnotherHost, certificateExpired
        // What arrives in a response.
        case proxyRefused, malformedResponse, responseTruncated, responseTooLarge
        // A response body that does not keep its promise.
        case bodyLengthMismatch, unreadableFile
    }

    public let code: Code
    /// A sentence in plain English; never holds bytes a client sent, so it may be shown to one.
    public let reason: String
    /// The status that answers a refused request; nil for all other failures.
    public let status: Int?

    public init(_ code: Code, _ reason: String, status: Int? = nil) {
        self.code = code
        self.reason = reason
        self.status = status
    }

    public var description: String { reason }

    public static func == (left: HTTPError, right: HTTPError) -> Bool { left.code == right.code }

    static func badRequest(_ reason: String) -> HTTPError { HTTPError(.malformedRequest, reason, status: 400) }
}
