import Database

/// Supports on disk: one for each device and idea. How many there are is counted by triggers.
public enum SupportStore {
    /// What a device is known by in a process, see `PublicTurn.device`.
    static func purpose(_ process: Int64) -> String { "process \(process)" }

    static func add(_ device: [UInt8], to contribution: Int64, at seconds: Int64, _ connection: borrowing Connection)
        throws
    {
        try connection.execute(
            "INSERT INTO support (contribution, device, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            .integer(contribution), .blob(device), .integer(seconds))
    }

    static func take(_ device: [UInt8], from contribution: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            "DELETE FROM support WHERE contribution = ? AND device = ?", .integer(contribution), .blob(device))
    }

    static func has(_ device: [UInt8], _ contribution: Int64, _ connection: borrowing Connection) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM support WHERE contribution = ? AND device = ?", .integer(contribution), .blob(device),
            row: { try $0.int(0) }) != nil
    }

    /// Counted here, without those that came along from elsewhere.
    public static func count(_ contribution: Int64, _ connection: borrowing Connection) throws -> Int64 {
        try connection.first(
            "SELECT supports FROM contribution_tally WHERE contribution = ?", .integer(contribution),
            row: { try $0.int64(0) }) ?? 0
    }
}
