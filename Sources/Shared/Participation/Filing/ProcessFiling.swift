import Accounts
import Database
import Pages

/// Processes and pilots of a participation file, checked by the forms of the pages.
public enum ProcessFiling {
    private static let members = [
        "id", "title", "question", "description", "next", "result", "review", "published", "phases", "themes",
    ]

    public static func take(_ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection) throws {
        guard place.hasOnly(members), let slug = place["id"].identifier() else { return }
        _ = try filing.take(.process, slug, at: place, connection) { connection in
            guard let strategy = usable(slug, place, filing, try ProcessStore.find(slug: slug, connection)),
                var process = read(place, filing, strategy)
            else { return nil }
            process.slug = slug
            process.isExample = filing.isExample
            guard let id = try ProcessStore.write(process, at: filing.now, connection) else { return nil }
            try Journal.record(
                "participation.process-saved", object: slug, detail: process.title, by: nil, at: filing.now, connection)
            return id
        }
    }

    private static func usable(_ slug: String, _ place: FilePlace, _ filing: Filing, _ present: Process?)
        -> TownStrategy?
    {
        if ProcessEditing.reserved.contains(slug) || present != nil {
            place["id"].refuse(
                Phrase(
                    de: "Unter dieser Adresse gibt es hier schon etwas. Bitte nehmen Sie eine andere Kennung.",
                    en: "There is something at this address here already. Please use another identifier."))
            return nil
        }
        return filing.strategy
    }

    private static func read(_ place: FilePlace, _ filing: Filing, _ strategy: TownStrategy) -> Process? {
        var form = FiledForm(place)
        for name in ["title", "question", "description", "next", "result"] { form.put(name, place[name]) }
        form.put("published", place["published"].flag() ? "yes" : "", at: place["published"])
        let review: Review? = place["review"].word(.first)
        form.put("reviewed", review == .atOnce ? "at-once" : "first", at: place["review"])
        form.put("phases", "", at: place["phases"])
        for (number, phase) in place["phases"].list(most: 50).enumerated() {
            guard phase.hasOnly(["kind", "title", "description", "from", "to"]) else { continue }
            let names = [
                ("kind", "kind"), ("title", "title"), ("description", "description"), ("first", "from"), ("last", "to"),
            ]
            for (column, member) in names { form.put("phase-\(number + 1)-\(column)", phase[member]) }
            // A row without anything in it would be skipped by the form.
            if phase["kind"].isMissing { _ = phase["kind"].word(PhaseKind?.none) }
        }
        for (number, theme) in place["themes"].list(most: 60).enumerated() {
            guard theme.hasOnly(["id", "name", "field"]), let code = theme["id"].identifier() else { continue }
            form.put("topic-\(number + 1)-code", code, at: theme["id"])
            for member in ["name", "field"] { form.put("topic-\(number + 1)-\(member)", theme[member]) }
        }
        var input = form.input
        let process = ProcessForm.process(&input, present: nil, strategy: strategy)
        let codes = process?.topics.map(\.code) ?? []
        if Set(codes).count < codes.count {
            place["themes"].refuse(
                Phrase(de: "Eine Kennung steht hier zweimal.", en: "An identifier stands here twice."))
            return nil
        }
        return form.report(input) ? process : nil
    }

    /// When contributions appear.
    enum Review: String, CaseIterable {
        case first
        case atOnce = "at_once"
    }
}

public enum PilotFiling {
    private static let members = [
        "id", "title", "tried", "place", "from", "to", "learned", "decision", "by", "why", "measures", "published",
    ]

    public static func take(_ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection) throws {
        guard place.hasOnly(members), let key = place["id"].identifier() else { return }
        _ = try filing.take(.pilot, key, at: place, connection) { connection in
            var form = FiledForm(place)
            let names = [
                ("title", "title"), ("tried", "tried"), ("place", "place"), ("first", "from"), ("last", "to"),
                ("learned", "learned"), ("reason", "why"), ("decided-by", "by"),
            ]
            for (name, member) in names { form.put(name, place[member]) }
            let decision: Pilot.Decision? = place["decision"].word(.open)
            form.put("decision", decision?.rawValue ?? "open", at: place["decision"])
            form.put("published", place["published"].flag() ? "yes" : "", at: place["published"])
            for measure in place["measures"].list() { form.put("measures", measure) }
            var input = form.input
            let measures = MeasureChoice.chosen(&input, filing.strategy, linked: [])
            let pilot = PilotForm.pilot(&input, present: nil)
            guard form.report(input), decision != nil, let pilot,
                let id = try PilotStore.write(pilot, by: filing.office, at: filing.now, connection)
            else { return nil }
            try LineageStore.set(pilot: id, measures: measures, at: filing.now, connection)
            try Journal.record(
                "participation.pilot-saved", object: "\(id)", detail: pilot.title, by: nil, at: filing.now, connection)
            return id
        }
    }
}
