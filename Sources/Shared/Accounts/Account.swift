/// What somebody may do. An admin may do everything, but never approves work of their own.
public enum StaffRole: String, Sendable, CaseIterable {
    /// Sees the staff pages.
    case reader
    /// Writes strategy, indicators, drafts.
    case author
    /// Approves what an author has written.
    case approver
    /// Takes care of contributions by the public.
    case moderator
    /// Accounts and settings, and all of the above.
    case admin
}

/// Somebody who can log in at this machine. Accounts are deactivated, never deleted: the journal names them.
public struct Account: Sendable, Hashable {
    public let id: Int64
    /// Lower case letters, digits and `. - _ @`; unique.
    public let login: String
    public let name: String
    /// What the person does in the house, such as "Projektleitung"; may be empty.
    public let function: String
    public let roles: Set<StaffRole>
    public let isActive: Bool
    public let hasSecondFactor: Bool
    /// Grows with each change; who changes an account says which version they saw.
    public let version: Int64

    public init(
        id: Int64, login: String, name: String, function: String, roles: Set<StaffRole>, isActive: Bool,
        hasSecondFactor: Bool = false, version: Int64 = 1
    ) {
        self.id = id
        self.login = login
        self.name = name
        self.function = function
        self.roles = roles
        self.isActive = isActive
        self.hasSecondFactor = hasSecondFactor
        self.version = version
    }

    /// Whether the account may act in that role: it has it, or is an admin; whoever has any role may read.
    public func has(_ role: StaffRole) -> Bool {
        isActive && (roles.contains(role) || roles.contains(.admin) || (role == .reader && !roles.isEmpty))
    }
}
