import Database
import Pages

/// One reading of a participation file: what it is about, what was taken in, what is wrong.
///
/// Everything happens in one transaction of the caller. Each thing has an identifier in the file and is taken once: read
/// again, what is known is left alone, what is new is added, and what reads differently is refused, because people may
/// have worked on it since.
public final class Filing {
    public enum Kind: String, Sendable, CaseIterable {
        case process, pilot, event, documentation, conversation, contribution, comment, supports, act, ballot, votes,
            sheet
        case release, document, version, remark
    }

    /// The file's own name, by which its things are known again.
    public let file: String
    /// The office in whose name things are decided where nothing else is said.
    public let office: String
    /// True where all of it is written for a demonstration.
    public let isExample: Bool
    /// Seconds since 1970.
    public let now: Int64
    public let strategy: TownStrategy
    public private(set) var outcome = FilingOutcome()
    private var seen: Set<String> = []
    private var failed: Set<String> = []
    private var later: [(at: Int64, place: Int, run: (borrowing Connection) throws -> Void)] = []
    private var laterCount = 0
    private var isSorted = true

    public var today: CivilDay { .of(now) }

    public init(file: String, office: String, isExample: Bool, now: Int64, strategy: TownStrategy) {
        self.file = file
        self.office = office
        self.isExample = isExample
        self.now = now
        self.strategy = strategy
    }

    /// Takes a thing in, unless it was taken before.
    ///
    /// - Parameters:
    ///   - left: members that are things of their own and may be added to.
    ///   - insert: writes it; nil where something is wrong, which then stands at its place.
    /// - Returns: the number of the thing here; nil where something is wrong with it.
    public func take(
        _ kind: Kind, _ key: String, at place: FilePlace, without left: Set<String> = [],
        _ connection: borrowing Connection, insert: (borrowing Connection) throws -> Int64?
    ) throws -> Int64? {
        let name = "\(kind.rawValue) \(key)"
        guard seen.insert(name).inserted else {
            place.refuse(
                Phrase(
                    de: "Die Kennung „\(key)“ steht schon weiter oben. Bitte geben Sie jedem Eintrag eine eigene.",
                    en: "The identifier \"\(key)\" stands further up already. Please give each entry its own."))
            return nil
        }
        let digest = place.digest(without: left)
        if let known = try FiledThings.find(file, kind, key, connection) {
            if known.digest == digest {
                outcome.count(kind, isNew: false)
            } else {
                let day = CivilDay.of(known.at).description
                place.refuse(
                    Phrase(
                        de:
                            "Dieser Eintrag wurde am \(DateFormat.date(day, .german)) übernommen und lautet jetzt anders. "
                            + "Übernommenes ändern Sie im Browser; für etwas Neues nehmen Sie bitte eine neue Kennung.",
                        en:
                            "This entry was taken in on \(DateFormat.date(day, .english)) and reads differently now. What "
                            + "was taken in is changed in the browser; for something new please use a new identifier."))
            }
            return known.target
        }
        guard let target = try insert(connection) else {
            failed.insert(name)
            return nil
        }
        try FiledThings.add(file, kind, key, target: target, digest: digest, at: now, connection)
        outcome.count(kind, isNew: true)
        return target
    }

    /// The thing that is meant by an identifier; what is wrong with that one itself is not said twice.
    public func find(_ kind: Kind, _ place: FilePlace, _ connection: borrowing Connection) throws -> Int64? {
        let key = place.text()
        if let known = try FiledThings.find(file, kind, key, connection) { return known.target }
        guard !failed.contains("\(kind.rawValue) \(key)") else { return nil }
        place.refuse(
            key.isEmpty
                ? Phrase(
                    de: "Hier fehlt eine Kennung, die weiter oben in der Datei steht.",
                    en: "An identifier that stands further up in the file is missing here.")
                : Phrase(
                    de:
                        "„\(key.prefix(60))“ gibt es in dieser Datei nicht. Erwartet wird eine Kennung, die in ihr steht.",
                    en: "There is no \"\(key.prefix(60))\" in this file. Expected is an identifier that stands in it."))
        return nil
    }

    /// Whether a thing was taken in, now or earlier.
    public func has(_ kind: Kind, _ key: String, _ connection: borrowing Connection) throws -> Bool {
        try FiledThings.find(file, kind, key, connection) != nil
    }

    /// The process that is meant: one of the file, or one that is here already.
    public func process(_ place: FilePlace, _ connection: borrowing Connection) throws -> Process? {
        if let known = try FiledThings.find(file, .process, place.text(), connection) {
            return try ProcessStore.read(known.target, connection)
        }
        if let process = try ProcessStore.find(slug: place.text(), connection) { return process }
        _ = try find(.process, place, connection)
        return nil
    }

    /// Something that happens to what was taken in: done in the order of the days once everything is there.
    public func afterwards(at moment: Int64, _ run: @escaping (borrowing Connection) throws -> Void) {
        laterCount += 1
        later.append((moment, laterCount, run))
        isSorted = false
    }

    /// Does what was left for later, the earliest first; what that leaves in turn, too.
    public func finish(_ connection: borrowing Connection) throws {
        while !later.isEmpty {
            // The next one stands last.
            if !isSorted { later.sort { ($0.at, $0.place) > ($1.at, $1.place) } }
            isSorted = true
            try later.removeLast().run(connection)
        }
        try IdeaText.catchUp(connection)
    }

    /// Something that one file cannot do in the name of many people, but for a demonstration.
    /// - Returns: false where it is refused.
    func isForDemonstration(_ place: FilePlace) -> Bool {
        guard !place.isMissing, !isExample else { return true }
        place.refuse(
            Phrase(
                de:
                    "Stimmen und Unterstützungen im Netz geben die Menschen selbst ab. Eine Datei kann sie nur für eine "
                    + "Vorführung enthalten (example: true); auf Papier Gezähltes gehört in „sheets“.",
                en:
                    "People give votes and supports online themselves. A file can hold them for a demonstration only "
                    + "(example: true); what was counted on paper belongs into \"sheets\"."))
        return false
    }
}

/// How much a reading has added, and how much was there already.
public struct FilingOutcome: Sendable, Hashable {
    public private(set) var added: [Filing.Kind: Int] = [:]
    public private(set) var unchanged: [Filing.Kind: Int] = [:]

    public init() {}

    public var isNothing: Bool { added.isEmpty }

    mutating func count(_ kind: Filing.Kind, isNew: Bool) {
        if isNew { added[kind, default: 0] += 1 } else { unchanged[kind, default: 0] += 1 }
    }
}

/// What was taken in from files, on disk.
public enum FiledThings {
    public static let sql = """
        -- What was taken in from participation files: read again, a thing is known and taken once.
        CREATE TABLE filed_thing (
            file TEXT NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            -- Its number in the table of its kind.
            target INTEGER NOT NULL,
            -- SHA-256 of what stood in the file.
            digest BLOB NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (file, kind, key)
        ) STRICT, WITHOUT ROWID;
        """

    static func find(
        _ file: String, _ kind: Filing.Kind, _ key: String, _ connection: borrowing Connection
    ) throws -> (target: Int64, digest: [UInt8], at: Int64)? {
        try connection.first(
            "SELECT target, digest, at FROM filed_thing WHERE file = ? AND kind = ? AND key = ?", .text(file),
            .text(kind.rawValue), .text(key)
        ) { (target: try $0.int64(0), digest: try $0.blob(1), at: try $0.int64(2)) }
    }

    static func add(
        _ file: String, _ kind: Filing.Kind, _ key: String, target: Int64, digest: [UInt8], at seconds: Int64,
        _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "INSERT INTO filed_thing (file, kind, key, target, digest, at) VALUES (?, ?, ?, ?, ?, ?)", .text(file),
            .text(kind.rawValue), .text(key), .integer(target), .blob(digest), .integer(seconds))
    }
}
