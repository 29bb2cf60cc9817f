import Accounts
import Crypto
import Database
import Pages

/// Votes of a participation file: the question, what was given online, what was counted by hand by two, the release.
public enum BallotFiling {
    private static let members = [
        "id", "process", "title", "description", "method", "allowance", "exact", "access", "published", "measures",
        "ideas", "statements",
    ]
    private static let parts = ["online", "sheets", "released"]

    public static func take(_ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection) throws {
        guard place.hasOnly(members + parts), let key = place["id"].identifier() else { return }
        let id = try filing.take(.ballot, key, at: place, without: Set(parts), connection) { connection in
            guard let process = try filing.process(place["process"], connection),
                let ballot = try read(place, process, filing, connection),
                let id = try BallotStore.write(ballot, at: filing.now, connection)
            else { return nil }
            try Journal.record(
                "participation.ballot-saved", object: "\(id)", detail: ballot.title, by: nil, at: filing.now, connection
            )
            return id
        }
        guard let id, let ballot = try BallotStore.read(id, connection),
            let process = try ProcessStore.read(ballot.process, connection)
        else { return }
        try votes(ballot, key, place["online"], filing, connection)
        for sheet in place["sheets"].list(most: 200) { try self.sheet(ballot, key, sheet, filing, connection) }
        try release(ballot, key, process, place["released"], filing, connection)
    }

    private static func read(
        _ place: FilePlace, _ process: Process, _ filing: Filing, _ connection: borrowing Connection
    ) throws -> Ballot? {
        var form = FiledForm(place)
        for name in ["title", "description", "allowance"] { form.put(name, place[name]) }
        form.put("process", process.slug, at: place["process"])
        let method: Ballot.Method? = place["method"].word()
        form.put("method", method?.rawValue ?? "choice", at: place["method"])
        let access: Ballot.Access? = place["access"].word(.device)
        form.put("access", access?.rawValue ?? "device", at: place["access"])
        form.put("exact", place["exact"].flag() ? "yes" : "", at: place["exact"])
        form.put("published", place["published"].flag() ? "yes" : "", at: place["published"])
        for measure in place["measures"].list(most: Ballot.mostOptions) {
            guard filing.strategy.measures.contains(where: { $0.id == measure.text() }) else {
                let known = filing.strategy.measures.map(\.id).joined(separator: ", ")
                measure.refuse(
                    Phrase(
                        de: "Eine Maßnahme dieser Kennung gibt es nicht. Es gibt: \(known).",
                        en: "There is no measure of this identifier. There are: \(known)."))
                return nil
            }
            form.put("measures", measure)
        }
        let named = place["ideas"].list(most: Ballot.mostOptions)
        let ideas = try named.compactMap { try filing.find(.contribution, $0, connection) }
        guard ideas.count == named.count else { return nil }
        form.put("ideas", ideas.map { "\($0)" }.joined(separator: ", "), at: place["ideas"])
        form.put("statements", place["statements"].texts().joined(separator: "\n"), at: place["statements"])
        var input = form.input
        let ballot = try BallotForm.ballot(
            &input, present: nil, processes: [process], strategy: filing.strategy, isFixed: false
        ) { id in try IdeaLineage.shown(id, connection)?.title }
        return form.report(input) && method != nil && access != nil ? ballot : nil
    }

    // MARK: Online

    /// Votes as they were given: how many people gave the same marks, and what each gave.
    private static func votes(
        _ ballot: Ballot, _ key: String, _ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection
    ) throws {
        guard !place.isMissing, filing.isForDemonstration(place) else { return }
        guard ballot.access == .device else {
            return place.refuse(
                Phrase(
                    de: "Hier zählt jeder Einmal-Code einzeln; eine Datei kann keine Codes einlösen.",
                    en: "Each one-time code counts by itself here; a file cannot use codes."))
        }
        _ = try filing.take(.votes, key, at: place, connection) { connection in
            var number: Int64 = 0
            for line in place.list(most: 10_000) {
                guard line.hasOnly(["voters", "marks"]), let voters = line["voters"].integer(1...10_000) else {
                    continue
                }
                var form = FiledForm(line["marks"])
                for (name, mark) in line["marks"].members() {
                    guard let option = try self.option(name, mark, ballot, filing, connection),
                        let given = mark.integer(1...Int64(Ballot.mostAllowance))
                    else { continue }
                    form.put("points-\(option)", "\(given)", at: mark)
                    form.put("rating-\(option)", "\(given)", at: mark)
                    form.put("choice", "\(option)", at: mark)
                    if ballot.method == .choice, given != 1 { mark.refuse(one) }
                }
                var input = form.input
                let marks = VoteForm(ballot: ballot, language: .german).marks(&input)
                guard form.report(input), let marks else { continue }
                for _ in 0..<voters {
                    number += 1
                    let name = "file \(filing.file) ballot \(key) \(number)"
                    let device = SHA256.digest(Array(name.utf8)).bytes
                    _ = try VoteStore.cast(
                        marks, ballot: ballot.id, code: nil, device: device, form: name, connection)
                }
            }
            return number
        }
    }

    /// The option that is meant: by its number on the paper, the measure's code or the idea's identifier in the file.
    private static func option(
        _ name: String, _ place: FilePlace, _ ballot: Ballot, _ filing: Filing, _ connection: borrowing Connection
    ) throws -> Int? {
        let idea = try FiledThings.find(filing.file, .contribution, name, connection)?.target
        let found = ballot.options.first { option in
            switch option.kind {
            case .statement: "\(option.number)" == name
            case .measure: option.reference == name || "\(option.number)" == name
            case .idea: idea.map { "\($0)" == option.reference } ?? ("\(option.number)" == name)
            }
        }
        if let found { return found.number }
        place.refuse(
            Phrase(
                de:
                    "„\(name.prefix(60))“ steht nicht zur Wahl. Erwartet wird die Kennung einer Maßnahme oder Idee dieser "
                    + "Abstimmung oder eine Nummer von 1 bis \(ballot.options.count).",
                en:
                    "\"\(name.prefix(60))\" is not to be chosen from. Expected is the identifier of a measure or idea of "
                    + "this vote, or a number from 1 to \(ballot.options.count)."))
        return nil
    }

    private static let one = Phrase(
        de: "Bei einer Auswahl steht bei jeder gewählten Nummer eine 1.",
        en: "With a choice, a 1 stands at each number that was chosen.")

    // MARK: By hand

    /// A sheet with the counts of two different people. Unequal counts stay to be cleared in the browser.
    private static func sheet(
        _ ballot: Ballot, _ key: String, _ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection
    ) throws {
        guard place.hasOnly(["id", "place", "channel", "on", "counts"]), let name = place["id"].identifier() else {
            return
        }
        _ = try filing.take(.sheet, "\(key)/\(name)", at: place, connection) { connection in
            var form = FiledForm(place)
            form.put("place", place["place"])
            var input = form.input
            let site = input.line("place", limit: 160, isRequired: true)
            let channel: Channel? = place["channel"].word()
            if let channel, !Sheet.channels.contains(channel) {
                let known = Sheet.channels.map(\.rawValue).joined(separator: ", ")
                place["channel"].refuse(
                    Phrase(
                        de: "Von Hand gezählt wird auf diesen Wegen: \(known).",
                        en: "These channels are counted by hand: \(known)."))
                return nil
            }
            let on = place["on"].moment(latest: filing.now)
            let counts = try self.counts(ballot, place["counts"], filing, connection)
            guard form.report(input), let channel, let on, let counts else { return nil }
            let present = try SheetStore.all(of: ballot.id, connection)
            guard !present.contains(where: { $0.withdrawn == nil && $0.place == site && $0.channel == channel }) else {
                place["place"].refuse(
                    Phrase(
                        de: "Für diesen Ort gibt es schon einen Zählbogen; die Urne würde zweimal gezählt.",
                        en: "There is a sheet for this place already; the urn would be counted twice."))
                return nil
            }
            guard ballot.released == nil else {
                place.refuse(
                    Phrase(
                        de: "Das Ergebnis ist veröffentlicht; danach kommen keine Bögen hinzu.",
                        en: "The result is published; no sheets are added afterwards."))
                return nil
            }
            let id = try SheetStore.add(ballot: ballot.id, channel: channel, place: site, at: on, connection)
            for (number, count) in counts.enumerated() {
                // No account has counted; the two are kept apart so that nobody later becomes both counters.
                let counter = Account(
                    id: -Int64(number + 1), login: "", name: count.by, function: count.by, roles: [], isActive: false)
                _ = try SheetStore.count(
                    count.numbers, sheet: id, counter: number + 1, by: counter, reason: "", seen: 0, at: on, connection)
                try Journal.record(
                    "participation.sheet-counted", object: "\(ballot.id)",
                    detail: "\(site), \(number + 1), \(count.by)", by: nil, at: on, connection)
            }
            return id
        }
    }

    private static func counts(
        _ ballot: Ballot, _ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection
    ) throws -> [(by: String, numbers: Sheet.Numbers)]? {
        let lines = place.list(most: 2)
        guard lines.count == 2 else {
            place.refuse(
                Phrase(
                    de: "Erwartet werden zwei Zählungen von zwei verschiedenen Personen oder Stellen.",
                    en: "Expected are two counts by two different people or offices."))
            return nil
        }
        var counts: [(by: String, numbers: Sheet.Numbers)] = []
        let fields = SheetFields(ballot: ballot)
        for line in lines {
            guard line.hasOnly(["by", "handed_out", "valid", "invalid", "marks"]) else { return nil }
            var form = FiledForm(line)
            form.put("by", line["by"])
            form.put("handed", line["handed_out"])
            form.put("voters", line["valid"])
            form.put("invalid", line["invalid"])
            for (name, mark) in line["marks"].members() {
                guard let option = try self.option(name, mark, ballot, filing, connection) else { continue }
                guard ballot.method == .rating else {
                    form.put("count-\(option)", mark)
                    continue
                }
                for (level, count) in zip(Ballot.levels, mark.list(most: Ballot.levels.count)) {
                    form.put("count-\(option)-\(level)", count)
                }
            }
            var input = form.input
            let by = input.line("by", limit: IdeaDecision.officeLimit, isRequired: true)
            let numbers = fields.read(&input)
            guard form.report(input), let numbers else { return nil }
            if counts.contains(where: { $0.by == by }) {
                line["by"].refuse(
                    Phrase(
                        de: "Die zweite Zählung muss von jemand anderem stammen als die erste.",
                        en: "The second count must come from somebody else than the first."))
                return nil
            }
            counts.append((by, numbers))
        }
        return counts
    }

    // MARK: Release

    private static func release(
        _ ballot: Ballot, _ key: String, _ process: Process, _ place: FilePlace, _ filing: Filing,
        _ connection: borrowing Connection
    ) throws {
        guard !place.isMissing, let on = place.moment(latest: filing.now) else { return }
        _ = try filing.take(.release, key, at: place, connection) { connection in
            let sheets = try SheetStore.all(of: ballot.id, connection)
            if let obstacle = BallotEditing.obstacle(ballot, process, sheets, on: .of(on)) {
                place.refuse(obstacle)
                return nil
            }
            guard try BallotStore.release(ballot.id, at: on, connection) else { return nil }
            try Journal.record(
                "participation.result-released", object: "\(ballot.id)", detail: ballot.title, by: nil, at: on,
                connection)
            return ballot.id
        }
    }
}
