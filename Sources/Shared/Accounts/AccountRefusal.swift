/// Why something about accounts was not done, as the person reads it; two refusals are equal when their codes are.
public struct AccountRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable, Hashable {
        // Logging in.
        case wrongCredentials, throttled, busy, wrongCode, usedCode, notPending
        // Links.
        case unknownLink, usedLink, expiredLink, accountsExist
        // What was typed.
        case login, loginTaken, name, function, password, passwordRepeated, roles
        // Administration.
        case notFound, lastAdmin, changed, inactive, notAllowed
        // What the house demands.
        case secondFactorDemanded, tooRecent
        // Four eyes.
        case notApprover, ownWork
    }

    public let code: Code
    /// A whole sentence that says what is wrong and what to do.
    public let de: String
    public let en: String
    /// How long to wait, where waiting helps.
    public let waitSeconds: Int64?

    public init(_ code: Code, de: String, en: String, waitSeconds: Int64? = nil) {
        self.code = code
        self.de = de
        self.en = en
        self.waitSeconds = waitSeconds
    }

    public var description: String { en }

    public static func == (left: AccountRefusal, right: AccountRefusal) -> Bool { left.code == right.code }
}

/// Everything that is wrong with what was typed, so that nobody corrects one field after the other.
public struct AccountRefusals: Error, Sendable, CustomStringConvertible {
    public let all: [AccountRefusal]

    public var description: String { all.map(\.description).joined(separator: " ") }

    public func callAsFunction(_ codes: AccountRefusal.Code...) -> AccountRefusal? {
        all.first { codes.contains($0.code) }
    }
}
