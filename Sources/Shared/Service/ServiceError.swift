import Glibc

/// Why a settings file, a command line, a file operation or another service of this target failed; two errors are
/// equal when their codes are.
public struct ServiceError: Error, Equatable, CustomStringConvertible, Sendable {
    public enum Code: Sendable, Hashable {
        // Settings
        case malformed, duplicateKey, unknownKey, missingKey, wrongType, outOfRange
        // Command line
        case usage
        // Files
        case alreadyExists, notFound, notPermitted, tooLarge, diskFull, inputOutput
        // Others
        case badTimestamp, metric, thread
    }

    public let code: Code
    /// A sentence that says what is wrong and what is expected.
    public let reason: String
    /// A key path of the settings, a file path or an option, where one is concerned.
    public let location: String?

    public init(_ code: Code, _ reason: String, at location: String? = nil) {
        self.code = code
        self.reason = reason
        self.location = location
    }

    public var description: String {
        guard let location else { return reason }
        return "\(location): \(reason)"
    }

    public static func == (left: ServiceError, right: ServiceError) -> Bool { left.code == right.code }
}

extension ServiceError {
    /// The error for a system call that has just set `errno`.
    static func system(_ what: String, at path: String?, number: Int32 = errno) -> ServiceError {
        let code: Code =
            switch number {
            case EEXIST: .alreadyExists
            case ENOENT, ENOTDIR: .notFound
            case EACCES, EPERM, EROFS: .notPermitted
            case ENOSPC, EDQUOT: .diskFull
            case EFBIG: .tooLarge
            default: .inputOutput
            }
        let message = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        return ServiceError(code, "\(what): \(message).", at: path)
    }
}
