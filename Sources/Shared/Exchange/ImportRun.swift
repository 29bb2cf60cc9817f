import Crypto
import Database
import Participation
import PlatformImport

/// Compares what a file brings with what is here, and writes it step by step. A run that broke off is finished by another one
/// over the same file: what it has written is found to be the same.
///
/// A record is known by its source and its number there. What people here have decided since, such as visibility, status
/// and merging, is never touched by importing again; supports and comments given here stay and are counted apart.
struct ImportRun {
    let plan: ImportPlan
    let process: Process
    let options: ImportOptions
    let now: Int64
    /// Records done so far, of all.
    let progress: (_ done: Int, _ total: Int) -> Void

    var outcome = ImportOutcome()
    private var done = 0
    /// Numbers of contributions that are not written: removed here, or in another process.
    var excluded: Set<String> = []
    /// Numbers of the contributions that the file holds.
    private var present: Set<String> = []

    init(
        _ plan: ImportPlan, process: Process, options: ImportOptions, now: Int64,
        progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) {
        self.plan = plan
        self.process = process
        self.options = options
        self.now = now
        self.progress = progress
    }

    static func total(_ plan: ImportPlan) -> Int {
        plan.contributions.count + plan.comments.count + plan.results.count + plan.meetings.count
    }

    /// What would happen; nothing is written.
    mutating func compare(_ connection: borrowing Connection) throws -> ImportOutcome {
        try walk(connection, writes: false)
        return outcome
    }

    /// Writes everything, in one transaction where that takes no longer than `pace` allows, and otherwise in several.
    /// - Parameters:
    ///   - begun: is called in the first transaction where it is not the last one.
    ///   - finished: is called in the last transaction.
    mutating func take(
        _ store: Store, _ pace: ImportPace, begun: (borrowing Connection) throws -> Void,
        finished: (ImportOutcome, borrowing Connection) throws -> Void
    ) throws -> ImportOutcome {
        start()
        var next = 0
        while true {
            let isFirst = next == 0
            let isOver = try store.write { connection in
                let end = ContinuousClock.now + pace.work
                repeat {
                    if next < steps {
                        try walk(next, connection, writes: true)
                        next += 1
                    } else if try IdeaText.catchUp(limit: Self.textsAtOnce, connection) < Self.textsAtOnce {
                        try finished(outcome, connection)
                        return true
                    }
                } while ContinuousClock.now < end
                if isFirst { try begun(connection) }
                return false
            }
            if isOver { return outcome }
            pace.rest()
        }
    }

    /// Texts taken over into the search before the time is looked at again.
    private static let textsAtOnce = 20

    private mutating func walk(_ connection: borrowing Connection, writes: Bool) throws {
        start()
        for place in 0..<steps { try walk(place, connection, writes: writes) }
    }

    private mutating func start() {
        outcome = ImportOutcome()
        done = 0
        excluded = []
        present = Set(plan.contributions.map(\.id))
    }

    /// A reply may stand before what it replies to, so comments are gone through twice.
    private var steps: Int {
        plan.contributions.count + 2 * plan.comments.count + plan.results.count + plan.meetings.count
    }

    private mutating func walk(_ place: Int, _ connection: borrowing Connection, writes: Bool) throws {
        var place = place
        if place < plan.contributions.count { return try walk(plan.contributions[place], connection, writes) }
        place -= plan.contributions.count
        if place < plan.comments.count { return try walk(plan.comments[place], present, connection, writes) }
        place -= plan.comments.count
        if place < plan.comments.count {
            if writes { try join(plan.comments[place], connection) }
            return
        }
        place -= plan.comments.count
        if place < plan.results.count { return try walk(plan.results[place], connection, writes) }
        place -= plan.results.count
        try walk(plan.meetings[place], connection, writes)
    }

    mutating func step() {
        done += 1
        if done % 100 == 0 { progress(done, Self.total(plan)) }
    }

    /// What stands for a record at this process's tables: whether it is new, changed, the same, or gone.
    enum Standing {
        case new, same, changed, gone
    }

    mutating func count(_ standing: Standing, _ kind: ImportOutcome.Kind) {
        var tally = outcome[kind]
        switch standing {
        case .new: tally.added += 1
        case .same: tally.unchanged += 1
        case .changed: tally.changed += 1
        case .gone: tally.gone += 1
        }
        outcome.tallies[kind] = tally
    }

    func standing(
        _ kind: ImportOutcome.Kind, _ id: String, _ digest: [UInt8], isHere: Bool, _ connection: borrowing Connection
    ) throws -> Standing {
        let known = try connection.first(
            "SELECT digest FROM imported_record WHERE kind = ? AND source = ? AND source_id = ?", .text(kind.rawValue),
            .text(plan.source), .text(id)
        ) { try $0.blob(0) }
        guard let known else { return isHere ? .changed : .new }
        guard isHere else { return .gone }
        return known == digest ? .same : .changed
    }

    func remember(
        _ kind: ImportOutcome.Kind, _ id: String, _ digest: [UInt8], _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO imported_record (kind, source, source_id, digest, taken) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET digest = excluded.digest, taken = excluded.taken
            """, .text(kind.rawValue), .text(plan.source), .text(id), .blob(digest), .integer(now))
    }

    static func digest(_ pieces: [String?]) -> [UInt8] {
        // The lengths keep neighbouring pieces apart.
        let text = pieces.map { piece in piece.map { "\($0.utf8.count):\($0)" } ?? "-" }.joined()
        return SHA256.digest(Array(text.utf8)).bytes
    }

    // MARK: Contributions

    private mutating func walk(
        _ record: ImportedContribution, _ connection: borrowing Connection, _ writes: Bool
    ) throws {
        step()
        let topic = topic(of: record)
        if topic.isEmpty, !record.category.isEmpty { outcome.categories[record.category, default: 0] += 1 }
        let facts = ImportedFacts.of(record)
        let place = CoarsePlace.cell(latitude: record.latitude, longitude: record.longitude)
        let digest = Self.digest(
            [
                record.title, record.text, topic, record.placeName, place, record.status, record.answer, record.address,
                record.created.map(String.init), record.published.map(String.init),
            ] + facts.flatMap { [$0.kind, $0.name, $0.value] })
        let here = try connection.first(
            "SELECT id, process FROM contribution WHERE source = ? AND source_id = ?", .text(plan.source),
            .text(record.id)
        ) { (id: try $0.int64(0), process: try $0.int64(1)) }
        if let here, here.process != process.id {
            outcome.elsewhere += 1
            excluded.insert(record.id)
            return
        }
        let standing = try standing(.contribution, record.id, digest, isHere: here != nil, connection)
        count(standing, .contribution)
        if standing == .gone { excluded.insert(record.id) }
        guard writes else { return }
        switch standing {
        case .same, .gone: return
        case .new:
            let id = try insert(record, topic: topic, place: place, connection)
            try ImportedFacts.write(facts, of: id, connection)
            if !record.answer.isEmpty { try addAnswer(record, to: id, connection) }
        case .changed:
            guard let here else { return }
            try update(here.id, record, topic: topic, place: place, connection)
            try ImportedFacts.write(facts, of: here.id, connection)
            let answer = try connection.first(
                "SELECT reason FROM contribution_step WHERE contribution = ? AND act = ? ORDER BY id DESC LIMIT 1",
                .integer(here.id), .text(ContributionStep.Act.answered.rawValue)
            ) { try $0.text(0) }
            if !record.answer.isEmpty, answer != record.answer { try addAnswer(record, to: here.id, connection) }
        }
        try remember(.contribution, record.id, digest, connection)
    }

    private func topic(of record: ImportedContribution) -> String {
        guard !record.category.isEmpty else { return "" }
        let name = record.category.lowercased()
        return process.topics.first { $0.name.lowercased() == name || $0.code == name }?.code ?? ""
    }

    private func insert(
        _ record: ImportedContribution, topic: String, place: String, _ connection: borrowing Connection
    ) throws -> Int64 {
        let published = record.published ?? record.created ?? now
        let id = try ContributionStore.insert(
            Contribution(
                process: process.id, topic: topic, title: record.title, text: record.text, origin: Origin(.imported),
                place: place, placeName: Self.cut(record.placeName, Contribution.placeNameLimit),
                visibility: options.isPublished ? .published : .received,
                received: record.created ?? record.published ?? now, published: options.isPublished ? published : nil,
                source: Contribution.Source(
                    name: plan.source, id: record.id, address: record.address,
                    supports: record.count(.supports) ?? 0, comments: record.count(.comments) ?? 0,
                    status: record.status)),
            connection
        ).id
        if options.isPublished {
            try StepStore.add(ContributionStep(at: published, act: .published), to: id, connection)
        }
        return id
    }

    private func update(
        _ id: Int64, _ record: ImportedContribution, topic: String, place: String, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            UPDATE contribution SET title = ?, text = ?, topic = CASE WHEN ? = '' THEN topic ELSE ? END, place = ?,
                place_name = ?, source_address = ?, imported_supports = ?, imported_comments = ?, imported_status = ?,
                version = version + 1
            WHERE id = ?
            """, .text(record.title), .text(record.text), .text(topic), .text(topic), .text(place),
            .text(Self.cut(record.placeName, Contribution.placeNameLimit)), .text(record.address),
            .integer(record.count(.supports) ?? 0), .integer(record.count(.comments) ?? 0), .text(record.status),
            .integer(id))
    }

    private func addAnswer(
        _ record: ImportedContribution, to id: Int64, _ connection: borrowing Connection
    ) throws {
        try StepStore.add(
            ContributionStep(at: record.answered ?? now, act: .answered, detail: record.status, reason: record.answer),
            to: id, connection)
    }

    static func cut(_ text: String, _ limit: Int) -> String {
        var rest = text[...]
        while rest.utf8.count > limit { rest.removeLast() }
        return String(rest)
    }
}
