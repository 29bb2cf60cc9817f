import Database
import Pages

/// What one can follow.
public enum FollowedSubject: Sendable, Hashable {
    /// Everything of the house.
    case all
    case process(Int64)
    case contribution(Int64)

    /// As it is stored and stands in forms: "all", "process:3", "contribution:12".
    public var name: String {
        switch self {
        case .all: "all"
        case .process(let id): "process:\(id)"
        case .contribution(let id): "contribution:\(id)"
        }
    }

    public init?(_ name: String) {
        if name == "all" {
            self = .all
            return
        }
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = Int64(parts[1]), id > 0, String(id) == parts[1] else { return nil }
        switch parts[0] {
        case "process": self = .process(id)
        case "contribution": self = .contribution(id)
        default: return nil
        }
    }

    /// Its title, where the public may see it.
    func title(_ language: Language, _ connection: borrowing Connection) throws -> String? {
        switch self {
        case .all: return Phrase(de: "Alles zum Mitmachen", en: "Everything to take part in")(language)
        case .process(let id):
            return try ProcessStore.read(id, connection).flatMap { $0.isPublished ? $0.title : nil }
        case .contribution(let id):
            return try ContributionStore.read(id, connection).flatMap {
                $0.visibility == .published ? $0.title : nil
            }
        }
    }
}

/// Something that happened and that the public may know.
public struct NewsEntry: Sendable, Hashable {
    /// Unique and never changed, such as `step 12`.
    public let name: String
    public let at: Int64
    public let title: Phrase
    /// Empty where the title says it all.
    public let text: String
    /// Where it is read in full.
    public let path: String

    public init(name: String, at: Int64, title: Phrase, text: String, path: String) {
        self.name = name
        self.at = at
        self.title = title
        self.text = text
        self.path = path
    }
}

/// What happened, read from the histories themselves: nothing has to be noted twice, and nothing is missed because the
/// machine slept.
public enum News {
    /// Tells something of another room, such as a new version of a document.
    public static func add(
        at seconds: Int64, process: Int64?, title: Phrase, text: String, path: String,
        _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "INSERT INTO news_item (at, process, title_de, title_en, text, path) VALUES (?, ?, ?, ?, ?, ?)",
            .integer(seconds), Value(process), .text(title(.german)), .text(title(.english)), .text(text),
            .text(path))
    }

    /// After `start` up to and with `end`, the newest first, at most `limit`.
    static func entries(
        _ subject: FollowedSubject, after start: Int64, through end: Int64, limit: Int,
        _ connection: borrowing Connection
    ) throws -> [NewsEntry] {
        var entries = try steps(subject, start, end, limit, connection)
        if case .contribution = subject {
        } else {
            entries += try phases(subject, start, end, connection) + items(subject, start, end, limit, connection)
        }
        return Array(entries.sorted { ($0.at, $0.name) > ($1.at, $1.name) }.prefix(limit))
    }

    // MARK: Contributions

    private static func steps(
        _ subject: FollowedSubject, _ start: Int64, _ end: Int64, _ limit: Int, _ connection: borrowing Connection
    ) throws -> [NewsEntry] {
        let (condition, number): (String, Int64) =
            switch subject {
            case .all: ("?3 = 0", 0)
            case .process(let id): ("c.process = ?3", id)
            case .contribution(let id): ("c.id = ?3", id)
            }
        return try connection.query(
            """
            SELECT s.id, s.at, s.act, s.detail, s.decided_by, s.reason, c.id, c.title
            FROM contribution_step AS s JOIN contribution AS c ON c.id = s.contribution
            JOIN process AS p ON p.id = c.process
            WHERE s.at > ?1 AND s.at <= ?2 AND c.visibility = 'published' AND p.is_published = 1 AND \(condition)
            ORDER BY s.at DESC, s.id DESC LIMIT ?4
            """, .integer(start), .integer(end), .integer(number), Value(limit)
        ) { row -> NewsEntry? in
            guard let act = ContributionStep.Act(rawValue: try row.text(2)) else { return nil }
            let step = ContributionStep(
                at: try row.int64(1), act: act, detail: try row.text(3), decidedBy: try row.text(4),
                reason: try row.text(5))
            return NewsEntry(
                name: "step \(try row.int64(0))", at: step.at, title: sentence(step, try row.text(7)),
                text: [step.reason, step.decidedBy].filter { !$0.isEmpty }.joined(separator: "\n"),
                path: "\(ParticipationRooms.path)/ideas/\(try row.int64(6))")
        }.compactMap { $0 }
    }

    private static func sentence(_ step: ContributionStep, _ title: String) -> Phrase {
        let status = ContributionStatus(rawValue: step.detail)
        let word =
            switch step.act {
            case .published: Phrase(de: "neuer Beitrag", en: "new contribution")
            case .withheld, .removed: Phrase(de: "nicht mehr gezeigt", en: "no longer shown")
            case .status: status?.word ?? Phrase(de: step.detail, en: step.detail)
            case .answered: Phrase(de: "beantwortet", en: "answered")
            case .merged: Phrase(de: "zusammengeführt", en: "merged")
            case .unmerged: Phrase(de: "wieder getrennt", en: "separated again")
            case .linked: Phrase(de: "führte zu \(step.detail)", en: "led to \(step.detail)")
            case .unlinked: Phrase(de: "nicht mehr verbunden", en: "no longer linked")
            }
        return Phrase(de: "\(title): \(word(.german))", en: "\(title): \(word(.english))")
    }

    // MARK: Phases

    /// Phases that began on a day after that of `start` up to that of `end`.
    private static func phases(
        _ subject: FollowedSubject, _ start: Int64, _ end: Int64, _ connection: borrowing Connection
    ) throws -> [NewsEntry] {
        let first = CivilDay.of(start).description
        let last = CivilDay.of(end).description
        let only: Int64 = if case .process(let id) = subject { id } else { 0 }
        let processes = try connection.query(
            """
            SELECT DISTINCT p.id FROM process AS p JOIN phase AS f ON f.process = p.id
            WHERE p.is_published = 1 AND f.first_day > ?1 AND f.first_day <= ?2 AND (?3 = 0 OR p.id = ?3)
            ORDER BY f.first_day DESC LIMIT 200
            """, .text(first), .text(last), .integer(only)
        ) { try $0.int64(0) }
        return try processes.compactMap { try ProcessStore.read($0, connection) }.flatMap { process in
            process.phases.filter { $0.firstDay.description > first && $0.firstDay.description <= last }.map { phase in
                NewsEntry(
                    name: "phase \(process.id) \(phase.firstDay) \(phase.kind.rawValue)", at: phase.firstDay.start,
                    title: Phrase(
                        de: "\(process.title): \(phase.name(.german))", en: "\(process.title): \(phase.name(.english))"),
                    text: phase.description, path: "\(ParticipationRooms.path)/\(process.slug)")
            }
        }
    }

    // MARK: Other rooms

    private static func items(
        _ subject: FollowedSubject, _ start: Int64, _ end: Int64, _ limit: Int, _ connection: borrowing Connection
    ) throws -> [NewsEntry] {
        let only: Int64 = if case .process(let id) = subject { id } else { 0 }
        return try connection.query(
            """
            SELECT id, at, title_de, title_en, text, path FROM news_item
            WHERE at > ?1 AND at <= ?2 AND (?3 = 0 OR process = ?3) ORDER BY at DESC, id DESC LIMIT ?4
            """, .integer(start), .integer(end), .integer(only), Value(limit)
        ) { row in
            NewsEntry(
                name: "item \(try row.int64(0))", at: try row.int64(1),
                title: Phrase(de: try row.text(2), en: try row.text(3)), text: try row.text(4), path: try row.text(5))
        }
    }
}
