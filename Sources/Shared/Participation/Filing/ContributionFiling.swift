import Accounts
import Crypto
import Database
import Pages

/// Ideas of a participation file, and what happens to any contribution: shown or not, supported, discussed, answered,
/// decided, tried out, merged.
public enum ContributionFiling {
    /// What can stand at any contribution beside what it says; each may be added to.
    public static let life = [
        "shown", "supports", "comments", "answers", "decisions", "leads_to",
    ]
    private static let members = [
        "id", "process", "title", "text", "theme", "place", "name", "group", "channel", "recorder", "on",
    ]

    /// Ways that an idea itself can come; cards and conversations have sections of their own.
    private enum Way: String, CaseIterable { case online, paper }

    public static func take(_ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection) throws {
        guard place.hasOnly(members + life), let key = place["id"].identifier() else { return }
        let id = try filing.take(.contribution, key, at: place, without: Set(life), connection) { connection in
            guard let process = try filing.process(place["process"], connection),
                let contribution = read(place, process, filing)
            else { return nil }
            return try ContributionStore.insert(contribution, form: "file \(filing.file) \(key)", connection).id
        }
        if let id { try live(id, key, place, filing, connection) }
    }

    private static func read(_ place: FilePlace, _ process: Process, _ filing: Filing) -> Contribution? {
        var form = FiledForm(place)
        let names = [
            ("title", "title"), ("text", "text"), ("topic", "theme"), ("place-name", "place"), ("pseudonym", "name"),
            ("group", "group"), ("recorder", "recorder"),
        ]
        for (name, member) in names { form.put(name, place[member]) }
        var input = form.input
        let way: Way? = place["channel"].word(.online)
        let on = place["on"].moment(latest: filing.now)
        var contribution = IdeaForm(process: process, places: []).read(&input, at: on ?? filing.now)
        let recorder = input.line("recorder", limit: IdeaDecision.officeLimit, isRequired: way == .paper)
        guard form.report(input), let way, let on else { return nil }
        // On paper something may come in later than it was written.
        if way == .online, process.phase(on: .of(on))?.kind != .collect {
            place["on"].refuse(
                Phrase(
                    de: "An diesem Tag nahm das Verfahren keine Ideen an; es war in keinem Abschnitt „collect“.",
                    en: "The process took no ideas on that day; it was in no phase \"collect\"."))
            return nil
        }
        contribution.origin = Origin(
            way == .online ? .online : .paper, group: contribution.origin.group, recorder: recorder)
        contribution.isExample = filing.isExample
        return contribution
    }

    /// Gives a contribution the theme that stands in the file; none where nothing stands there.
    /// - Returns: false where the process has no such theme.
    public static func setTopic(
        _ place: FilePlace, of id: Int64, _ filing: Filing, _ connection: borrowing Connection
    ) throws -> Bool {
        guard !place.isMissing else { return true }
        guard let contribution = try ContributionStore.read(id, connection),
            let process = try ProcessStore.read(contribution.process, connection)
        else { return false }
        guard process.topic(place.text()) != nil else {
            let known = process.topics.map(\.code).joined(separator: ", ")
            place.refuse(
                Phrase(
                    de: "Dieses Thema hat das Verfahren nicht. Es hat: \(known).",
                    en: "The process has no such theme. It has: \(known)."))
            return false
        }
        return try IdeaDecision.topic(
            place.text(), of: id, seen: contribution.version, by: nil, at: contribution.received, connection)
    }

    // MARK: What happens to it

    private enum Shown: String, CaseIterable { case yes, waiting, withheld, removed }

    /// Everything that happens to a contribution after it has come.
    /// - Parameter key: its identifier in the file.
    public static func live(
        _ id: Int64, _ key: String, _ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection
    ) throws {
        guard let contribution = try ContributionStore.read(id, connection),
            let process = try ProcessStore.read(contribution.process, connection)
        else { return }
        try show(contribution, key, place["shown"], filing, connection)
        try support(contribution, key, process, place["supports"], filing, connection)
        for (number, comment) in place["comments"].list(most: 1000).enumerated() {
            try self.comment(contribution, "\(key)/\(number + 1)", key, process, comment, filing, connection)
        }
        for (number, answer) in place["answers"].list(most: 100).enumerated() {
            self.answer(id, "\(key)/answer/\(number + 1)", answer, filing)
        }
        for (number, decision) in place["decisions"].list(most: 100).enumerated() {
            decide(id, "\(key)/decision/\(number + 1)", decision, filing)
        }
        for (number, links) in place["leads_to"].list(most: 100).enumerated() {
            link(id, "\(key)/leads-to/\(number + 1)", links, filing)
        }
    }

    /// Missing: shown from the day it came. A word, or a section with the rule that it broke.
    private static func show(
        _ contribution: Contribution, _ key: String, _ place: FilePlace, _ filing: Filing,
        _ connection: borrowing Connection
    ) throws {
        try show(
            .contribution(contribution.id), "\(key)/shown", contribution.visibility, contribution.received,
            [contribution.title, contribution.text, contribution.pseudonym, contribution.placeName], place, filing,
            connection)
    }

    private static func show(
        _ subject: ModerationSubject, _ key: String, _ now: Visibility, _ received: Int64, _ texts: [String],
        _ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection
    ) throws {
        var standing: Shown? = .yes
        var rule: ModerationRule?
        var (reason, moment) = ("", received)
        if !place["standing"].isMissing || !place["rule"].isMissing {
            guard place.hasOnly(["standing", "rule", "why", "on"]) else { return }
            standing = place["standing"].word()
            rule = place["rule"].word(ModerationRule?.none)
            reason = place["why"].text()
            moment = place["on"].isMissing ? received : place["on"].moment(latest: filing.now) ?? received
            if reason.utf8.count > QueueForm.reasonLimit {
                place["why"].refuse(
                    .textTooLong(by: reason.utf8.count - QueueForm.reasonLimit, limit: QueueForm.reasonLimit))
            }
            if rule == .other, reason.isEmpty { place["why"].refuse(.textRequired) }
        } else {
            standing = place.word(.yes)
            if standing == .withheld || standing == .removed {
                place.refuse(
                    Phrase(
                        de: "Bitte sagen Sie auch, warum: {standing: \"withheld\", rule: \"personal\", why: \"…\"}.",
                        en: "Please say why, too: {standing: \"withheld\", rule: \"personal\", why: \"…\"}."))
                return
            }
        }
        guard let standing, standing != .waiting else { return }
        if standing == .yes, texts.contains(where: { PersonalData.isSurelyIn($0) }) {
            place.refuse(
                Phrase(
                    de:
                        "Hierin steht etwas wie eine Adresse, Telefon- oder Kontonummer. Das liest zuerst jemand: bitte "
                        + "shown: \"waiting\".",
                    en:
                        "Something like an address, phone or account number stands in this. Somebody reads that first: "
                        + "please use shown: \"waiting\"."))
            return
        }
        _ = try filing.take(.act, key, at: place, connection) { connection in
            var seen = now
            // What was taken down was shown before.
            if standing == .yes || standing == .removed, seen != .published {
                _ = try ModerationStore.decide(
                    .publish, subject, seen: seen, by: nil, at: received, connection)
                seen = .published
            }
            if standing != .yes, let rule {
                _ = try ModerationStore.decide(
                    .withhold(rule, reason: reason), subject, seen: seen, by: nil, at: moment, connection)
            }
            return 0
        }
    }

    private static func support(
        _ contribution: Contribution, _ key: String, _ process: Process, _ place: FilePlace, _ filing: Filing,
        _ connection: borrowing Connection
    ) throws {
        guard !place.isMissing, filing.isForDemonstration(place), let count = place.integer(0...10_000) else { return }
        _ = try filing.take(.supports, key, at: place, connection) { connection in
            // The devices of a demonstration: neighbours in a row, so that ideas share some of them and merging counts once.
            let first = Int64(SHA256.digest(Array(key.utf8)).bytes[0] % 40)
            for number in first..<first + count {
                let device = SHA256.digest(Array("file \(filing.file) \(process.slug) device \(number)".utf8)).bytes
                try SupportStore.add(device, to: contribution.id, at: contribution.received, connection)
            }
            return count
        }
    }

    private static func comment(
        _ contribution: Contribution, _ path: String, _ key: String, _ process: Process, _ place: FilePlace,
        _ filing: Filing, _ connection: borrowing Connection
    ) throws {
        guard place.hasOnly(["on", "text", "name", "reply_to", "shown"]) else { return }
        let id = try filing.take(.comment, path, at: place, without: ["shown"], connection) { connection in
            var form = FiledForm(place)
            form.put("comment", place["text"])
            form.put("pseudonym", place["name"])
            var input = form.input
            let text = input.text("comment", limit: Comment.textLimit, isRequired: true)
            let pseudonym = input.line("pseudonym", limit: Contribution.pseudonymLimit)
            let on = place["on"].moment(latest: filing.now)
            var parent: Int64?
            if let number = place["reply_to"].integer(1...1000) {
                parent = try FiledThings.find(filing.file, .comment, "\(key)/\(number)", connection)?.target
                if parent == nil {
                    place["reply_to"].refuse(
                        Phrase(
                            de: "Erwartet wird die Nummer eines früheren Kommentars dieses Beitrags.",
                            en: "Expected is the number of an earlier comment on this contribution."))
                    return nil
                }
            }
            guard form.report(input), let on else { return nil }
            let kind = process.phase(on: .of(on))?.kind
            guard on >= contribution.received, kind == .collect || kind == .discuss else {
                place["on"].refuse(
                    Phrase(
                        de: "An diesem Tag nahm das Verfahren zu diesem Beitrag keine Kommentare an.",
                        en: "The process took no comments on this contribution on that day."))
                return nil
            }
            return try CommentStore.insert(
                Comment(contribution: contribution.id, parent: parent, text: text, pseudonym: pseudonym, received: on),
                form: "file \(filing.file) \(path)", connection
            ).id
        }
        guard let id, let comment = try CommentStore.read(id, connection) else { return }
        try show(
            .comment(id), "\(path)/shown", comment.visibility, comment.received, [comment.text, comment.pseudonym],
            place["shown"], filing, connection)
    }

    // MARK: What the town says

    private static func answer(_ id: Int64, _ path: String, _ place: FilePlace, _ filing: Filing) {
        guard place.hasOnly(["on", "by", "text"]), let on = place["on"].moment(latest: filing.now) else { return }
        var form = FiledForm(place)
        form.put("office", place["by"].isMissing ? filing.office : place["by"].text(), at: place["by"])
        form.put("answer", place["text"])
        var input = form.input
        let office = input.line("office", limit: IdeaDecision.officeLimit, isRequired: true)
        let text = input.text("answer", limit: Comment.textLimit, isRequired: true)
        guard form.report(input) else { return }
        act(id, path, place, on, filing) { version, connection in
            try IdeaDecision.answer(
                text, to: id, seen: version, office: office, form: "file \(filing.file) \(path)", by: nil, at: on,
                connection)
        }
    }

    private static func decide(_ id: Int64, _ path: String, _ place: FilePlace, _ filing: Filing) {
        guard place.hasOnly(["on", "status", "by", "why"]), let on = place["on"].moment(latest: filing.now),
            let status: ContributionStatus = place["status"].word()
        else { return }
        var form = FiledForm(place)
        form.put("decided-by", place["by"].isMissing ? filing.office : place["by"].text(), at: place["by"])
        form.put("why", place["why"])
        var input = form.input
        let office = input.line("decided-by", limit: IdeaDecision.officeLimit, isRequired: true)
        let reason = input.text("why", limit: IdeaDecision.reasonLimit, isRequired: true)
        guard form.report(input) else { return }
        act(id, path, place, on, filing) { version, connection in
            try IdeaDecision.status(
                status, of: id, seen: version, decidedBy: office, reason: reason, by: nil, at: on, connection)
        }
    }

    private static func link(_ id: Int64, _ path: String, _ place: FilePlace, _ filing: Filing) {
        guard place.hasOnly(["on", "pilots", "measures", "by", "why"]),
            let on = place["on"].moment(latest: filing.now)
        else { return }
        var form = FiledForm(place)
        for measure in place["measures"].list() { form.put("measures", measure) }
        form.put("decided-by", place["by"].isMissing ? filing.office : place["by"].text(), at: place["by"])
        form.put("link-reason", place["why"])
        var input = form.input
        let measures = MeasureChoice.chosen(&input, filing.strategy, linked: [])
        let office = input.line("decided-by", limit: IdeaDecision.officeLimit, isRequired: true)
        let reason = input.text("link-reason", limit: 1000)
        guard form.report(input) else { return }
        act(id, path, place, on, filing) { _, connection in
            var pilots: [Pilot] = []
            for named in place["pilots"].list() {
                guard let pilot = try filing.find(.pilot, named, connection),
                    let read = try PilotStore.read(pilot, connection)
                else { return false }
                pilots.append(read)
            }
            // What it led to before stays.
            let before = try LineageStore.pilots(of: id, connection).compactMap { try PilotStore.read($0, connection) }
            let known = try LineageStore.measures(of: id, connection)
            try LineageStore.set(
                id, pilots: before + pilots.filter { new in !before.contains { $0.id == new.id } },
                measures: known + measures.filter { new in !known.contains { $0.id == new.id } }, decidedBy: office,
                reason: reason, at: on, connection)
            try Journal.record(
                "participation.linked", object: "\(id)",
                detail: (pilots.map(\.title) + measures.map(\.title)).joined(separator: ", "), by: nil, at: on,
                connection)
            return true
        }
    }

    /// A step in a contribution's life, taken in its turn.
    private static func act(
        _ id: Int64, _ path: String, _ place: FilePlace, _ on: Int64, _ filing: Filing,
        _ write: @escaping (_ version: Int64, borrowing Connection) throws -> Bool
    ) {
        filing.afterwards(at: on) { connection in
            _ = try filing.take(.act, path, at: place, connection) { connection in
                guard let contribution = try ContributionStore.read(id, connection) else { return nil }
                guard contribution.received <= on else {
                    place["on"].refuse(
                        Phrase(
                            de: "Da war der Beitrag noch nicht eingegangen.",
                            en: "The contribution had not come by then."))
                    return nil
                }
                return try write(contribution.version, connection) ? id : nil
            }
        }
    }

    // MARK: Merging

    public static func merge(_ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection) throws {
        guard place.hasOnly(["id", "into", "ideas", "on", "by", "why"]), let key = place["id"].identifier(),
            let on = place["on"].moment(latest: filing.now)
        else { return }
        var form = FiledForm(place)
        form.put("decided-by", place["by"].isMissing ? filing.office : place["by"].text(), at: place["by"])
        form.put("reason", place["why"])
        var input = form.input
        let office = input.line("decided-by", limit: IdeaDecision.officeLimit, isRequired: true)
        let reason = input.text("reason", limit: 1000, isRequired: true)
        if place["ideas"].list(most: 50).isEmpty { place["ideas"].refuse(.textRequired) }
        guard form.report(input), let target = try filing.find(.contribution, place["into"], connection) else { return }
        let ideas = try place["ideas"].list(most: 50).compactMap { try filing.find(.contribution, $0, connection) }
        filing.afterwards(at: on) { connection in
            _ = try filing.take(.act, "merge/\(key)", at: place, connection) { connection in
                do {
                    try MergeStore.merge(ideas, into: target, decidedBy: office, reason: reason, at: on, connection)
                } catch let refusal as MergeRefusal {
                    place.refuse(refusal.sentence)
                    return nil
                }
                try Journal.record(
                    "participation.merged", object: "\(target)",
                    detail: ideas.map { "\($0)" }.joined(separator: ", "), by: nil, at: on, connection)
                return target
            }
        }
    }
}
