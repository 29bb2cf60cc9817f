/// What a house demands of its accounts; from the settings of the program.
public struct AccountPolicy: Sendable {
    /// After how long without a request a session ends, in seconds.
    public var idle: Int64
    /// After how long it ends in any case, in seconds.
    public var absolute: Int64
    /// Who has one of these roles does nothing before a second factor is set up.
    public var secondFactorRoles: [StaffRole]
    /// How long log-ins and log-outs are kept in the journal, in days; nil keeps them for ever.
    public var securityLogDays: Int64?

    public init(
        idle: Int64 = 3600, absolute: Int64 = 12 * 3600, secondFactorRoles: [StaffRole] = [],
        securityLogDays: Int64? = 730
    ) {
        self.idle = idle
        self.absolute = absolute
        self.secondFactorRoles = secondFactorRoles
        self.securityLogDays = securityLogDays
    }

    /// Whoever may act in one of the roles: an admin may act in all of them.
    func demandsSecondFactor(_ account: Account) -> Bool { secondFactorRoles.contains { account.has($0) } }
}

extension AccountDesk {
    /// Whether this account has to set up a second factor before it does anything else.
    public func lacksSecondFactor(_ account: Account) -> Bool {
        !account.hasSecondFactor && policy.demandsSecondFactor(account)
    }
}
