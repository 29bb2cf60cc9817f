import Database

/// Nobody approves their own work, unless the house has allowed it; then the approval says so.
public enum FourEyes {
    public enum Decision: Sendable, Equatable {
        case allowed
        /// Allowed by the house's setting; what is approved has to be marked as approved by its author.
        case allowedAsSelfApproved
        case refused(AccountRefusal)
    }

    /// - Parameters:
    ///   - authors: everybody who has written what is to be approved since it was last approved; empty where it was
    ///     made on the command line, by somebody who has no account.
    public static func decide(
        authors: Set<Int64>, approver: Account, isSelfApprovalAllowed: Bool
    ) -> Decision {
        guard approver.has(.approver) else {
            return .refused(
                AccountRefusal(
                    .notApprover,
                    de: "Zum Freigeben fehlt Ihnen die Rolle Freigabe. Eine Administration kann sie geben.",
                    en: "You need the role of approver to approve this. An admin can give it to you."))
        }
        guard authors.contains(approver.id) else { return .allowed }
        guard isSelfApprovalAllowed else {
            return .refused(
                AccountRefusal(
                    .ownWork,
                    de: "Daran haben Sie selbst gearbeitet. Bitte lassen Sie es von einer anderen Person freigeben.",
                    en: "You have worked on this yourself. Please have it approved by somebody else."))
        }
        return .allowedAsSelfApproved
    }

    public static func decide(author: Int64, approver: Account, isSelfApprovalAllowed: Bool) -> Decision {
        decide(authors: [author], approver: approver, isSelfApprovalAllowed: isSelfApprovalAllowed)
    }

    /// The setting of the house; off until an admin turns it on.
    public static func isSelfApprovalAllowed(_ connection: borrowing Connection) throws -> Bool {
        try AccountSetting.read(.selfApproval, connection) == [1]
    }
}

/// What the house has set, and the machine's own secrets for accounts.
enum AccountSetting: String {
    /// One byte: 1 where authors may approve their own work.
    case selfApproval
    /// 32 random bytes, made when first needed: keys the digests of the throttle and of known devices.
    case siteKey

    static func read(_ setting: AccountSetting, _ connection: borrowing Connection) throws -> [UInt8]? {
        try connection.first("SELECT value FROM account_setting WHERE name = ?", .text(setting.rawValue)) {
            try $0.blob(0)
        }
    }

    static func write(_ setting: AccountSetting, _ value: [UInt8], _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            INSERT INTO account_setting (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """,
            .text(setting.rawValue), .blob(value))
    }
}
