import Database

/// A step in the life of a contribution, as the public reads it.
public struct ContributionStep: Sendable, Hashable {
    public enum Act: String, Sendable, CaseIterable {
        case published, withheld, removed, status, answered, merged, unmerged, linked, unlinked
    }

    public let at: Int64
    public let act: Act
    /// The new status, or what the act was about.
    public let detail: String
    /// The office or body that decided, never a person's name.
    public let decidedBy: String
    public let reason: String

    public init(at: Int64, act: Act, detail: String = "", decidedBy: String = "", reason: String = "") {
        self.at = at
        self.act = act
        self.detail = detail
        self.decidedBy = decidedBy
        self.reason = reason
    }
}

/// The history of contributions on disk; it only grows.
public enum StepStore {
    public static func add(
        _ step: ContributionStep, to contribution: Int64, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO contribution_step (contribution, at, act, detail, decided_by, reason) VALUES (?, ?, ?, ?, ?, ?)
            """, .integer(contribution), .integer(step.at), .text(step.act.rawValue), .text(step.detail),
            .text(step.decidedBy), .text(step.reason))
    }

    /// From the first on.
    public static func all(of contribution: Int64, _ connection: borrowing Connection) throws -> [ContributionStep] {
        try connection.query(
            """
            SELECT at, act, detail, decided_by, reason FROM contribution_step WHERE contribution = ? ORDER BY id
            """, .integer(contribution)
        ) { row in
            guard let act = ContributionStep.Act(rawValue: try row.text(1)) else {
                throw DatabaseError(.corrupt, "The database holds a step that this program does not know.")
            }
            return ContributionStep(
                at: try row.int64(0), act: act, detail: try row.text(2), decidedBy: try row.text(3),
                reason: try row.text(4))
        }
    }
}
