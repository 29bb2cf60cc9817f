import Crypto
import Database
import Synchronization

/// What somebody wrote about the pages.
public struct Feedback: Sendable, Equatable {
    public enum Subject: String, Sendable, CaseIterable {
        case barrier, other
    }

    public let id: Int64
    /// Seconds since 1970.
    public let received: Int64
    public let subject: Subject
    /// The page it is about, as far as it is known.
    public let page: String
    public let message: String
    /// How to answer; empty where no answer is wished.
    public let contact: String
    public let isDone: Bool
}

public enum FeedbackStore {
    /// More than this is no feedback but an attack; it is refused until some has been deleted.
    static let maximumCount: Int64 = 5000

    /// - Returns: false where there is too much already.
    static func insert(
        subject: Feedback.Subject, page: String, message: String, contact: String, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Bool {
        let count = try connection.first("SELECT count(*) FROM feedback") { try $0.int64(0) } ?? 0
        guard count < maximumCount else { return false }
        try connection.execute(
            "INSERT INTO feedback (received, subject, page, message, contact) VALUES (?, ?, ?, ?, ?)",
            .integer(seconds), .text(subject.rawValue), .text(page), .text(message), .text(contact))
        return true
    }

    /// The newest first.
    public static func all(_ connection: borrowing Connection) throws -> [Feedback] {
        try connection.query(
            "SELECT id, received, subject, page, message, contact, is_done FROM feedback ORDER BY id DESC"
        ) { row in
            guard let subject = Feedback.Subject(rawValue: try row.text(2)) else {
                throw DatabaseError(
                    .corrupt, "The database holds a subject of feedback that this program does not know.")
            }
            return Feedback(
                id: try row.int64(0), received: try row.int64(1), subject: subject, page: try row.text(3),
                message: try row.text(4), contact: try row.text(5), isDone: try row.boolean(6))
        }
    }

    public static func openCount(_ connection: borrowing Connection) throws -> Int64 {
        try connection.first("SELECT count(*) FROM feedback WHERE is_done = 0") { try $0.int64(0) } ?? 0
    }

    static func mark(_ id: Int64, isDone: Bool, _ connection: borrowing Connection) throws -> Bool {
        try connection.execute("UPDATE feedback SET is_done = ? WHERE id = ?", Value(isDone), .integer(id)) == 1
    }

    static func delete(_ id: Int64, _ connection: borrowing Connection) throws -> Bool {
        try connection.execute("DELETE FROM feedback WHERE id = ?", .integer(id)) == 1
    }
}

/// Proves that a form was drawn by this program and when: so a program that only posts gets nowhere.
///
/// The key lives as long as the process; a form from before a restart comes back filled and is sent once more.
struct FormToken: Sendable {
    enum Verdict { case good, tooFast, stale }

    /// A person needs longer than this to write a sentence.
    static let leastSeconds: Int64 = 3
    static let mostSeconds: Int64 = 86_400

    private let key: [UInt8]

    init(key: [UInt8]) { self.key = key }

    func issue(at seconds: Int64) -> String { "\(seconds)-\(seal(seconds))" }

    func check(_ token: String, at now: Int64) -> Verdict {
        let parts = token.split(separator: "-")
        guard parts.count == 2, let issued = Int64(parts[0]), String(issued) == parts[0],
            constantTimeEqual(Array(parts[1].utf8), Array(seal(issued).utf8)), issued <= now,
            now - issued <= Self.mostSeconds
        else { return .stale }
        return now - issued < Self.leastSeconds ? .tooFast : .good
    }

    /// The message has one fixed length, so hashing it behind the key is enough.
    private func seal(_ seconds: Int64) -> String {
        let time = (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * Int64($0))) }
        return SHA256.digest(key + Array("rahmenwerk-feedback".utf8) + time).hex
    }
}

/// How often one address may write; addresses are kept in memory only.
final class FeedbackLimiter: Sendable {
    static let perHour = 5

    private let seen = Mutex<[String: [UInt64]]>([:])

    /// Counts one message; false where this address has written too often.
    func allows(_ address: String, at now: UInt64) -> Bool {
        let hour: UInt64 = 3_600_000_000_000
        return seen.withLock { seen in
            if seen.count > 10_000 { seen = seen.filter { $0.value.contains { now &- $0 < hour } } }
            let recent = (seen[address] ?? []).filter { now &- $0 < hour }
            guard recent.count < Self.perHour, seen.count <= 10_000 else { return false }
            seen[address] = recent + [now]
            return true
        }
    }
}
