import Federation
import Pages

/// Words of the strategy, one name for each thing on every page.
enum StrategyWords {
    static let strategy = Phrase(de: "Strategie", en: "Strategy")
    static let vision = Phrase(de: "Vision", en: "Vision")
    static let fields = Phrase(de: "Handlungsfelder", en: "Fields of action")
    static let field = Phrase(de: "Handlungsfeld", en: "Field of action")
    static let goals = Phrase(de: "Ziele", en: "Goals")
    static let goal = Phrase(de: "Ziel", en: "Goal")
    static let measures = Phrase(de: "Maßnahmen", en: "Measures")
    static let measure = Phrase(de: "Maßnahme", en: "Measure")
    static let code = Phrase(de: "Kürzel", en: "Code")
    static let title = Phrase(de: "Titel", en: "Title")
    static let description = Phrase(de: "Beschreibung", en: "Description")
    static let lead = Phrase(de: "Federführung", en: "Lead")
    static let partners = Phrase(de: "Beteiligte", en: "Partners")
    static let links = Phrase(de: "Verweise", en: "Links")
    static let start = Phrase(de: "Beginn", en: "Start")
    static let end = Phrase(de: "Ende", en: "End")
    static let reuse = Phrase(de: "Was andere nachnutzen können", en: "What others may reuse")
    static let components = Phrase(de: "Bausteine", en: "Components")
    static let component = Phrase(de: "Baustein", en: "Component")
    static let owner = Phrase(de: "Zuständig", en: "Owner")
    static let milestones = Phrase(de: "Meilensteine", en: "Milestones")
    static let milestone = Phrase(de: "Meilenstein", en: "Milestone")
    static let progress = Phrase(de: "Fortschritt", en: "Progress")
    static let costs = Phrase(de: "Kosten", en: "Costs")
    static let year = Phrase(de: "Jahr", en: "Year")
    static let source = Phrase(de: "Herkunft der Mittel", en: "Source of funds")
    static let planned = Phrase(de: "geplant", en: "planned")
    static let spent = Phrase(de: "ausgegeben", en: "spent")
    static let ownShare = Phrase(de: "davon Eigenanteil", en: "of this own share")
    static let bundle = Phrase(de: "Maßnahmenbündel oder Leitprojekt der Region", en: "Regional bundle or lead project")
    static let guidelines = Phrase(de: "Leitlinien der Smart City Charta", en: "Guidelines of the Smart City Charta")
    static let assignment = Phrase(de: "Zuordnung", en: "Assignment")
    static let sum = Phrase(de: "Summe", en: "Total")
    static let unmapped = Phrase(de: "nicht zugeordnet", en: "not mapped")
    static let change = Phrase(de: "Ändern", en: "Change")
    static let delete = Phrase(de: "Löschen", en: "Delete")
    static let unknown = Phrase(de: "nicht angegeben", en: "not given")
    static let done = Phrase(de: "erreicht", en: "reached")
    static let until = Phrase(de: "bis", en: "by")
    static let sources = Phrase(de: "Öffentliche Quellen", en: "Public sources")

    static func title(_ part: StrategyThing.Part) -> Phrase {
        switch part {
        case .basics: Phrase(de: "Angaben zur Maßnahme", en: "About the measure")
        case .assignment: assignment
        case .components: components
        case .milestones: milestones
        case .progress: progress
        case .costs: costs
        }
    }

    static func title(_ kind: Removed.Kind) -> Phrase {
        switch kind {
        case .field: field
        case .goal: goal
        case .measure: measure
        }
    }

    static func guideline(_ guideline: Measure.Guideline) -> Phrase {
        switch guideline {
        case .goals: Phrase(de: "Ziele, Strategien und Strukturen", en: "Goals, strategies and structures")
        case .transparency:
            Phrase(
                de: "Transparenz, Teilhabe und Mitgestaltung", en: "Transparency, participation and co-design")
        case .infrastructure:
            Phrase(de: "Infrastrukturen, Daten und Dienstleistungen", en: "Infrastructures, data and services")
        case .resources:
            Phrase(
                de: "Ressourcen, Kompetenzen und Kooperationen", en: "Resources, skills and cooperation")
        }
    }

    static func shape(_ status: MeasureStatus) -> StatusBadge.Shape {
        switch status {
        case .done: .done
        case .running: .half
        case .planned, .proposed: .open
        case .conditional: .attention
        case .stopped: .stopped
        case .unknown: .paused
        }
    }

    /// In the order of a measure's life.
    static let statuses: [MeasureStatus] = [.proposed, .conditional, .planned, .running, .done, .stopped, .unknown]

    static func badge(_ status: MeasureStatus, _ language: Pages.Language) -> HTML {
        StatusBadge(shape(status), status.word(language)).html()
    }

    static func euro(_ amount: ExactDecimal?, _ language: Pages.Language) -> DataTable.Cell {
        guard let amount else { return .missing }
        return .number(euroText(amount, language))
    }

    static func euroText(_ amount: ExactDecimal, _ language: Pages.Language) -> String {
        let text = amount.description
        return NumberFormat.euro(text.hasSuffix(".00") ? String(text.dropLast(3)) : text, language)
    }

    static func period(_ start: PartialDate?, _ end: PartialDate?, _ language: Pages.Language) -> String {
        let from = start.map { DateFormat.date($0.description, language) }
        let to = end.map { DateFormat.date($0.description, language) }
        switch (from, to) {
        case (nil, nil): return unknown(language)
        case (let from?, nil): return Phrase(de: "ab \(from)", en: "from \(from)")(language)
        case (nil, let to?): return Phrase(de: "bis \(to)", en: "until \(to)")(language)
        case (let from?, let to?): return Phrase(de: "\(from) bis \(to)", en: "\(from) to \(to)")(language)
        }
    }

    static func decision(_ decision: Decision, _ language: Pages.Language) -> HTML {
        var parts: [HTML] = []
        if !decision.body.isEmpty { parts.append(.text(decision.body)) }
        if let date = decision.date { parts.append(.text(DateFormat.date(date.description, language))) }
        if !decision.number.isEmpty { parts.append(.text(Phrase(de: "Nr. ", en: "no. ")(language) + decision.number)) }
        if !decision.link.isEmpty, let address = try? Address(decision.link) {
            parts.append(.a(address, .text(Phrase(de: "Beschluss", en: "Decision")(language))))
        }
        guard !parts.isEmpty else { return .text(unknown(language)) }
        return .fragment(parts.enumerated().flatMap { $0 == 0 ? [$1] : [.text(", "), $1] })
    }

    /// A link out, with the beginning of its address as label.
    static func link(_ text: String) -> HTML {
        guard let address = try? Address(text) else { return .text(text) }
        var shown = text[...]
        for scheme in ["https://", "http://", "www."] where shown.hasPrefix(scheme) {
            shown = shown.dropFirst(scheme.count)
        }
        if shown.hasSuffix("/") { shown = shown.dropLast() }
        return .a(address, .text(shown.count > 60 ? shown.prefix(58) + "…" : String(shown)))
    }

    static func moment(_ seconds: Int64, _ language: Pages.Language) -> String {
        DateFormat.timestamp("\(Instant(secondsSince1970: seconds))", language)
    }
}
