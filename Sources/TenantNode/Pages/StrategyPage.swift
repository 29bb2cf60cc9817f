import AccountPages
import Federation
import Pages

/// The strategy as it stands in the node: fields with their mapping, and measures.
struct StrategyPage: Sendable {
    let status: NodeStatus

    func content(_ language: Pages.Language) -> StaffPage {
        let strategy = status.strategy
        guard !strategy.fields.isEmpty || !strategy.measures.isEmpty else {
            return StaffPage(
                title: Phrase(de: "Strategie", en: "Strategy")(language),
                body: [
                    EmptyState(
                        Phrase(de: "Noch keine Strategie", en: "No strategy yet")(language),
                        explanation: Phrase(
                            de: "Sie wird mit „rahmenwerk-node import strategy ORDNER“ eingelesen.",
                            en: "It is read with \"rahmenwerk-node import strategy FOLDER\".")(language)
                    ).html()
                ])
        }
        let unmapped = strategy.fields.count { strategy.mapped(.field, $0.id).isEmpty }
        let lead = Phrase(
            de: "\(strategy.fields.count) Handlungsfelder (\(unmapped) ohne Zuordnung zur Rahmenstrategie), "
                + "\(strategy.measures.count) Maßnahmen.",
            en: "\(strategy.fields.count) fields of action (\(unmapped) not mapped to the framework), "
                + "\(strategy.measures.count) measures.")
        return StaffPage(
            title: strategy.title.isEmpty ? Phrase(de: "Strategie", en: "Strategy")(language) : strategy.title,
            lead: .text(lead(language)), body: [fields(language), measures(language)])
    }

    private func fields(_ language: Pages.Language) -> HTML {
        let names = Dictionary(
            status.federations.flatMap { $0.state.frameworks.flatMap(\.value.fields) }
                .map { ($0.id, $0.name.text(language)) }, uniquingKeysWith: { _, newer in newer })
        let rows = status.strategy.fields.map { field -> [DataTable.Cell] in
            let mapped = status.strategy.mapped(.field, field.id).map { names[$0] ?? $0.text }
            return [
                .text(field.name),
                .text(
                    mapped.isEmpty
                        ? Phrase(de: "nicht zugeordnet", en: "not mapped")(language) : mapped.joined(separator: ", ")),
            ]
        }
        return DataTable(
            caption: Phrase(de: "Handlungsfelder und ihre Zuordnung", en: "Fields of action and their mapping")(
                language),
            columns: [
                DataTable.Column(Phrase(de: "Handlungsfeld", en: "Field of action")(language)),
                DataTable.Column(Phrase(de: "in der Rahmenstrategie", en: "in the framework strategy")(language)),
            ], rows: rows
        ).html(language)
    }

    private func measures(_ language: Pages.Language) -> HTML {
        let fields = Dictionary(
            status.strategy.fields.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let rows = status.strategy.measures.map { measure -> [DataTable.Cell] in
            [
                .text(measure.title), .text(measure.code), .text(measure.status.word(language)),
                .text(measure.fields.map { fields[$0] ?? $0.text }.joined(separator: ", ")),
            ]
        }
        return DataTable(
            caption: Phrase(de: "Maßnahmen", en: "Measures")(language),
            columns: [
                DataTable.Column(Phrase(de: "Maßnahme", en: "Measure")(language)),
                DataTable.Column(Phrase(de: "Kürzel", en: "Code")(language)), DataTable.Column(Phrase.status(language)),
                DataTable.Column(Phrase(de: "Handlungsfelder", en: "Fields of action")(language)),
            ], rows: rows
        ).html(language)
    }
}

/// Every statement that has its receipt, with what proves it.
struct ReceiptsPage: Sendable {
    let status: NodeStatus

    func content(_ language: Pages.Language) -> StaffPage {
        let count = status.federations.reduce(0) { $0 + $1.delivered.count }
        let lead = Phrase(
            de: "\(count) Erklärungen stehen nachweislich im Protokoll.",
            en: "\(count) statements stand in the log, and it can be proven.")
        return StaffPage(
            title: Phrase(de: "Quittungen", en: "Receipts")(language), lead: .text(lead(language)),
            body: status.federations.map { table($0, language) })
    }

    private func table(_ federation: NodeStatus.OfFederation, _ language: Pages.Language) -> HTML {
        let name = federation.membership.name
        let rows = federation.delivered.reversed().map { own -> [DataTable.Cell] in
            [
                .text("\(own.sequence)"), .text(own.kind.word(language)),
                .text(DateFormat.timestamp("\(Instant(secondsSince1970: own.signed))", language)),
                .link(
                    Phrase.logEntry(language) + " \(own.position ?? 0)",
                    Address(path: "/staff/receipts/\(name)/\(own.sequence)")),
                .html(HashText(own.sha256.hex).html(language)),
            ]
        }
        return DataTable(
            caption: federation.state.founding?.value.name.text(language) ?? name,
            columns: [
                DataTable.Column(Phrase(de: "Nummer", en: "Number")(language)), DataTable.Column(Phrase.kind(language)),
                DataTable.Column(Phrase(de: "unterschrieben", en: "signed")(language)),
                DataTable.Column(Phrase.receipt(language)), DataTable.Column(Phrase.digest(language)),
            ], rows: rows
        ).html(language)
    }
}

/// What a summary would send now: the same content as `summary preview`.
struct SummaryPage: Sendable {
    let preview: SummaryDesk.Preview

    func content(_ language: Pages.Language) -> StaffPage {
        let text = PreviewText(preview: preview, language: language)
        let rows = preview.outcome.summary.observations.map { observation -> [DataTable.Cell] in
            [
                .text(text.name(of: observation.indicator)),
                .text(DateFormat.period("\(observation.period)", language)),
                .text(text.value(of: observation)),
            ]
        }
        let period = DateFormat.period("\(preview.outcome.summary.period)", language)
        let lead = Phrase(
            de:
                "\(rows.count) Werte und \(preview.outcome.summary.measures.count) Maßnahmen würden gemeldet. "
                + "Nur Zahlen "
                + "und Kennungen verlassen das Haus.",
            en: "\(rows.count) values and \(preview.outcome.summary.measures.count) measures would be reported. Only "
                + "numbers and codes leave the house.")
        return StaffPage(
            title: Phrase(de: "Vorschau der Meldung für \(period)", en: "Preview of the summary for \(period)")(
                language),
            lead: .text(lead(language)),
            body: [
                DataTable(
                    caption: Phrase(de: "Kennzahlen", en: "Indicators")(language),
                    columns: [
                        DataTable.Column(Phrase(de: "Kennzahl", en: "Indicator")(language)),
                        DataTable.Column(Phrase.period(language)),
                        DataTable.Column(Phrase(de: "Wert", en: "Value")(language)),
                    ], rows: rows
                ).html(language),
                Details(
                    Phrase(de: "Alles als Text", en: "Everything as text")(language),
                    [.element(.pre, [], [.text(text.lines.joined(separator: "\n"))])]
                ).html(),
            ])
    }
}
