import Database

/// Where a contribution is made use of, such as a section of a charter: so that each page of it can lead there.
///
/// The room that makes use of it writes this, because what it is called and where it is found is the room's own business.
public struct ContributionUse: Sendable, Hashable {
    public let contribution: Int64
    /// Where it is found, such as `/participation/documents/charter`.
    public let path: String
    /// The place on that page; empty for its top.
    public let fragment: String
    /// What it is called there.
    public let title: String

    public init(contribution: Int64, path: String, fragment: String = "", title: String) {
        self.contribution = contribution
        self.path = path
        self.fragment = fragment
        self.title = title
    }
}

public enum ContributionUses {
    public static let sql = """
        -- Where contributions are made use of; path and fragment are an address of this house.
        CREATE TABLE contribution_use (
            contribution INTEGER NOT NULL REFERENCES contribution (id),
            path TEXT NOT NULL,
            fragment TEXT NOT NULL,
            title TEXT NOT NULL,
            PRIMARY KEY (contribution, path, fragment)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX contribution_use_at ON contribution_use (path);
        """

    /// What is used at `path` from now on.
    /// - Returns: the contributions that were not used there before.
    public static func replace(
        at path: String, with uses: [ContributionUse], _ connection: borrowing Connection
    ) throws -> Set<Int64> {
        let before = try connection.query(
            "SELECT DISTINCT contribution FROM contribution_use WHERE path = ?", .text(path)
        ) { try $0.int64(0) }
        try connection.execute("DELETE FROM contribution_use WHERE path = ?", .text(path))
        for use in Set(uses) where use.path == path {
            try connection.execute(
                """
                INSERT INTO contribution_use (contribution, path, fragment, title) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """, .integer(use.contribution), .text(path), .text(use.fragment), .text(use.title))
        }
        return Set(uses.map(\.contribution)).subtracting(before)
    }

    public static func all(of contribution: Int64, _ connection: borrowing Connection) throws -> [ContributionUse] {
        try connection.query(
            "SELECT path, fragment, title FROM contribution_use WHERE contribution = ? ORDER BY path, fragment",
            .integer(contribution)
        ) { row in
            ContributionUse(
                contribution: contribution, path: try row.text(0), fragment: try row.text(1), title: try row.text(2))
        }
    }
}
