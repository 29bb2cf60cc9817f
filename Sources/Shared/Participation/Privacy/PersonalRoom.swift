import Database
import Pages

/// What one room keeps of people, and how it forgets it. Each room that takes something from the public has one.
public protocol PersonalRoom: Sendable {
    /// What came with the author's link whose secret has this digest; nil where nothing did.
    func record(_ digest: [UInt8], _ connection: borrowing Connection) throws -> PersonalRecord?

    /// Cuts the link and forgets name and group; with `removesText` what was written as well, and a stub stays.
    /// - Returns: false where nothing came with that link.
    func erase(
        _ digest: [UInt8], removesText: Bool, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool

    /// - Returns: how much was forgotten.
    func expire(_ task: RetentionTask, _ connection: borrowing Connection) throws -> Int
}

/// What has been kept long enough.
public enum RetentionTask: Sendable {
    /// Of a process that ended.
    case names(process: Int64)
    case groups(process: Int64)
    case devices(process: Int64)
    /// Texts that were decided not to be shown before that moment.
    case withheld(before: Int64)
    /// Of what belongs to no process and was over before that day.
    case looseNames(before: CivilDay)
    case looseGroups(before: CivilDay)
    /// The words of reports that were decided before that moment.
    case reports(before: Int64)
}

/// Everything that is kept of what somebody wrote.
public struct PersonalRecord: Sendable {
    public struct Field: Sendable {
        /// In the file for programs.
        public let name: String
        public let label: Phrase
        public let value: String
        /// The value for people, where the file has a code or a moment for it.
        public let words: Phrase?

        public init(_ name: String, _ label: Phrase, _ value: String, words: Phrase? = nil) {
            self.name = name
            self.label = label
            self.value = value
            self.words = words
        }

        public static func channel(_ channel: Channel) -> Field {
            Field("channel", Phrase(de: "Weg", en: "channel"), channel.rawValue, words: channel.word)
        }

        public static func group(_ group: Group?) -> Field {
            Field("group", Phrase(de: "Gruppe", en: "group"), group?.rawValue ?? "", words: group?.word)
        }

        public static func visibility(_ visibility: Visibility) -> Field {
            Field(
                "visibility", Phrase(de: "Sichtbarkeit", en: "visibility"), visibility.rawValue, words: visibility.word)
        }

        static func moment(_ name: String, _ label: Phrase, _ seconds: Int64) -> Field {
            Field(name, label, Moment.text(seconds), words: Moment.words(seconds))
        }
    }

    /// Something that happened to it: one line of the file, and the same for people.
    public struct Event: Sendable {
        public let value: String
        public let words: Phrase

        public init(_ value: String, words: Phrase) {
            self.value = value
            self.words = words
        }
    }

    /// What it is, such as "Idee".
    public let kind: Phrase
    public let title: String
    public let fields: [Field]
    /// What happened to it, line by line.
    public let history: [Event]
    /// What became of it, for the page behind the link.
    public let standing: Phrase
    /// Where the public sees it; nil where it does not.
    public let path: String?

    public init(
        kind: Phrase, title: String, fields: [Field], history: [Event] = [], standing: Phrase, path: String?
    ) {
        self.kind = kind
        self.title = title
        self.fields = fields
        self.history = history
        self.standing = standing
        self.path = path
    }
}

/// What stands in place of what its author took back.
public enum PersonalStub {
    public static let title = "Zurückgezogener Beitrag"
    public static let reason = "Von der Person zurückgezogen, von der es stammt."

    /// Whether nothing is left of a contribution that could be shown.
    static func isAllOf(_ contribution: Contribution) -> Bool {
        contribution.title == title && contribution.text.isEmpty
    }

    /// Puts the stub in place of a contribution's words, and says so in its history.
    public static func takeBack(_ id: Int64, at seconds: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            UPDATE contribution SET title = ?, text = '', place = '', place_name = '', visibility = 'removed', reviewed = ?
            WHERE id = ?
            """, .text(title), .integer(seconds), .integer(id))
        try StepStore.add(ContributionStep(at: seconds, act: .removed, reason: reason), to: id, connection)
    }
}

/// Contributions.
struct ContributionRoom: PersonalRoom {
    func record(_ digest: [UInt8], _ connection: borrowing Connection) throws -> PersonalRecord? {
        guard
            let id = try connection.first(
                "SELECT id FROM contribution WHERE author = ?", .blob(digest), row: { try $0.int64(0) }),
            let found = try ContributionStore.read(id, connection)
        else { return nil }
        let process = try ProcessStore.read(found.process, connection)
        return PersonalRecord(
            kind: Phrase(de: "Beitrag", en: "contribution"), title: found.title,
            fields: [
                PersonalRecord.Field("id", Phrase(de: "Nummer", en: "number"), "\(id)"),
                PersonalRecord.Field("process", Phrase(de: "Verfahren", en: "process"), process?.title ?? ""),
                PersonalRecord.Field("title", Phrase(de: "Titel", en: "title"), found.title),
                PersonalRecord.Field("text", Phrase(de: "Text", en: "text"), found.text),
                PersonalRecord.Field(
                    "topic", Phrase(de: "Thema", en: "theme"), found.topic,
                    words: process?.topic(found.topic).map { Phrase(de: $0.name, en: $0.name) }),
                PersonalRecord.Field("name", Phrase(de: "Name", en: "name"), found.pseudonym),
                .channel(found.origin.channel), .group(found.origin.group),
                PersonalRecord.Field("place", Phrase(de: "Ort, gerundet", en: "place, rounded"), found.place),
                PersonalRecord.Field("place_name", Phrase(de: "Ort", en: "place"), found.placeName),
                .moment("received", Phrase(de: "Eingegangen", en: "received"), found.received),
                .visibility(found.visibility),
                PersonalRecord.Field(
                    "status", Phrase(de: "Stand", en: "standing"), found.status.rawValue, words: found.status.word),
            ], history: try StepStore.all(of: id, connection).map(Self.event), standing: found.status.word,
            path: found.visibility == .published ? "\(ParticipationRooms.path)/ideas/\(id)" : nil)
    }

    private static func event(_ step: ContributionStep) -> PersonalRecord.Event {
        let codes = [Moment.text(step.at), step.act.rawValue, step.detail, step.decidedBy, step.reason]
        let by = [step.decidedBy, step.reason].filter { !$0.isEmpty }.joined(separator: ": ")
        func words(_ language: Language) -> String {
            let sentence = "\(Moment.words(step.at)(language)): \(StepWords.sentence(step, language))"
            return by.isEmpty ? sentence : "\(sentence) \(by)"
        }
        return PersonalRecord.Event(
            codes.filter { !$0.isEmpty }.joined(separator: " · "),
            words: Phrase(de: words(.german), en: words(.english)))
    }

    func erase(
        _ digest: [UInt8], removesText: Bool, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        guard
            let id = try connection.first(
                "SELECT id FROM contribution WHERE author = ?", .blob(digest), row: { try $0.int64(0) })
        else { return false }
        try connection.execute(
            "UPDATE contribution SET author = NULL, pseudonym = '', grouping = '', version = version + 1 WHERE id = ?",
            .integer(id))
        if removesText { try PersonalStub.takeBack(id, at: seconds, connection) }
        return true
    }

    func expire(_ task: RetentionTask, _ connection: borrowing Connection) throws -> Int {
        switch task {
        case .names(let process):
            return try connection.execute(
                """
                UPDATE contribution SET pseudonym = '', recorder = ''
                WHERE process = ? AND (pseudonym <> '' OR recorder <> '')
                """, .integer(process))
        case .groups(let process):
            try GroupTally.keep(process, connection)
            return try connection.execute(
                "UPDATE contribution SET grouping = '' WHERE process = ? AND grouping <> ''", .integer(process))
        case .devices(let process):
            // Chance in place of the mark: the count stays, and nobody can be found by it any more. A mark by chance
            // is known by its moment, so that it is not drawn anew each day.
            return try connection.execute(
                """
                UPDATE support SET device = randomblob(32), at = 0
                WHERE at <> 0 AND contribution IN (SELECT id FROM contribution WHERE process = ?)
                """, .integer(process))
        case .withheld(let moment):
            return try connection.execute(
                """
                UPDATE contribution SET title = ?1, text = '', pseudonym = '', place = '', place_name = ''
                WHERE visibility IN ('withheld', 'removed') AND coalesce(reviewed, received) < ?2
                    AND (text <> '' OR title <> ?1)
                """, .text(PersonalStub.title), .integer(moment))
        case .looseNames, .looseGroups, .reports: return 0
        }
    }
}

/// Comments.
struct CommentRoom: PersonalRoom {
    func record(_ digest: [UInt8], _ connection: borrowing Connection) throws -> PersonalRecord? {
        try connection.first(
            """
            SELECT k.id, k.text, k.pseudonym, k.channel, k.grouping, k.visibility, k.received, c.id, c.title
            FROM comment AS k JOIN contribution AS c ON c.id = k.contribution WHERE k.author = ?
            """, .blob(digest),
            row: { row in
                let visibility = Visibility(rawValue: try row.text(5)) ?? .received
                return PersonalRecord(
                    kind: Phrase(de: "Kommentar", en: "comment"), title: try row.text(8),
                    fields: [
                        PersonalRecord.Field("id", Phrase(de: "Nummer", en: "number"), "\(try row.int64(0))"),
                        PersonalRecord.Field("text", Phrase(de: "Text", en: "text"), try row.text(1)),
                        PersonalRecord.Field("name", Phrase(de: "Name", en: "name"), try row.text(2)),
                        .channel(Channel(rawValue: try row.text(3)) ?? .online),
                        .group(Group(rawValue: try row.text(4))),
                        .moment("received", Phrase(de: "Eingegangen", en: "received"), try row.int64(6)),
                        .visibility(visibility),
                    ], standing: visibility.word,
                    path: visibility == .published ? "\(ParticipationRooms.path)/ideas/\(try row.int64(7))" : nil)
            })
    }

    func erase(
        _ digest: [UInt8], removesText: Bool, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        guard
            let id = try connection.first(
                "SELECT id FROM comment WHERE author = ?", .blob(digest), row: { try $0.int64(0) })
        else { return false }
        try connection.execute(
            "UPDATE comment SET author = NULL, pseudonym = '', grouping = '' WHERE id = ?", .integer(id))
        if removesText {
            try connection.execute(
                "UPDATE comment SET text = '', visibility = 'removed' WHERE id = ?", .integer(id))
        }
        return true
    }

    func expire(_ task: RetentionTask, _ connection: borrowing Connection) throws -> Int {
        switch task {
        case .names(let process):
            try connection.execute(
                """
                UPDATE comment SET pseudonym = '' WHERE pseudonym <> ''
                    AND contribution IN (SELECT id FROM contribution WHERE process = ?)
                """, .integer(process))
        case .groups(let process):
            try connection.execute(
                """
                UPDATE comment SET grouping = '' WHERE grouping <> ''
                    AND contribution IN (SELECT id FROM contribution WHERE process = ?)
                """, .integer(process))
        case .devices, .looseNames, .looseGroups, .reports: 0
        case .withheld(let moment):
            try connection.execute(
                """
                UPDATE comment SET text = '', pseudonym = ''
                WHERE visibility IN ('withheld', 'removed') AND coalesce(reviewed, received) < ? AND text <> ''
                """, .integer(moment))
        }
    }
}
