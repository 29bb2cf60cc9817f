/// What the target refuses: an address, a colour.
///
/// Two errors are equal when their codes are.
public struct PagesError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of refusal.
    public enum Code: String, Sendable {
        case addressRefused, colourMalformed, contrastTooLow
    }

    public let code: Code
    /// A sentence that says what is wrong and what is expected.
    public let reason: String

    public var description: String { "\(code.rawValue): \(reason)" }

    public static func == (left: PagesError, right: PagesError) -> Bool { left.code == right.code }
}
