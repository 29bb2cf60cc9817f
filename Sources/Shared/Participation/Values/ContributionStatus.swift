/// What the town has decided about a contribution.
public enum ContributionStatus: String, Sendable, CaseIterable {
    case open, examining, trying, accepted, partly, declined, done

    /// Whether the town has answered: anything but waiting.
    public var isAnswered: Bool { self != .open && self != .examining }
    /// Whether something follows from the contribution.
    public var hasConsequence: Bool { isAnswered && self != .declined }
}

/// Where a contribution or a comment stands on its way to the public. Received, reviewed and published are separate.
public enum Visibility: String, Sendable, CaseIterable {
    /// Nobody has looked at it yet.
    case received
    /// Somebody has looked at it and left it for another decision.
    case reviewed
    case published
    /// Not shown, with a reason that its author can read.
    case withheld
    /// Taken down after it had been shown.
    case removed
}

/// What people do in a phase of a process.
public enum PhaseKind: String, Sendable, CaseIterable {
    case collect, discuss, prioritise, tryOut = "try_out", decide, evaluate
}
