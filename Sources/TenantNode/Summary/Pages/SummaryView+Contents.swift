import AccountPages
import Crypto
import Federation
import Pages

/// What leaves the house, what is held back and why.
extension SummaryView {
    var leaves: HTML {
        let text = PreviewText(preview: preview, language: language)
        let rows = summary.observations.map { observation -> [DataTable.Cell] in
            [
                .text(text.name(of: observation.indicator)),
                .text(DateFormat.period("\(observation.period)", language)), .text(text.value(of: observation)),
            ]
        }
        let measures = summary.measures.map { state -> [DataTable.Cell] in
            [.text(state.id.text), .text(state.words(language))]
        }
        return .section(
            .h2(.text(turn.say("Was verlässt das Haus?", "What leaves the house?"))),
            DataTable(
                caption: turn.say("Werte", "Values"),
                columns: [
                    DataTable.Column(turn(.indicator)), DataTable.Column(turn(.period)), DataTable.Column(turn(.value)),
                ], rows: rows,
                emptyText: turn.say("Noch keine Werte für diesen Zeitraum.", "No values for this period yet.")
            ).html(language),
            .when(
                !measures.isEmpty,
                DataTable(
                    caption: turn.say("Maßnahmen, nach Kennung", "Measures, by identifier"),
                    columns: [
                        DataTable.Column(turn.say("Maßnahme", "Measure")), DataTable.Column(turn.say("Stand", "State")),
                    ], rows: measures
                ).html(language)),
            list(turn.say("Beteiligung", "Participation"), text.participation))
    }

    var difference: HTML {
        guard let last = preview.last else { return .empty }
        let rows = SummaryDifference(from: last, to: summary, in: preview.framework, language).rows
        return .section(
            .h2(
                .text(
                    turn.say(
                        "Was ist anders als in Fassung \(last.revision)?",
                        "What differs from revision \(last.revision)?"))
            ),
            rows.isEmpty
                ? .p(.text(turn.say("Nichts.", "Nothing.")))
                : DataTable(
                    caption: turn.say("Unterschiede", "Differences"),
                    columns: [
                        DataTable.Column(turn.say("Angabe", "Entry")),
                        DataTable.Column(turn.say("bisher", "until now")),
                        DataTable.Column(turn.say("neu", "new")),
                    ], rows: rows.map { [.text($0.name), .text($0.before), .text($0.now)] }, hidesCaption: true
                ).html(language))
    }

    var suppression: HTML {
        let rows = PreviewText(preview: preview, language: language).suppressed
        guard !rows.isEmpty else { return .empty }
        return .section(
            .h2(.text(turn.say("Was wird gesperrt, und warum?", "What is suppressed, and why?"))),
            .p(.text(turn(.suppressedExplained))), .ul(rows.map { .li(.text($0)) }))
    }

    var gaps: HTML {
        let text = PreviewText(preview: preview, language: language)
        let outcome = preview.outcome
        let parts = [
            list(turn.say("Kernkennzahlen ohne Angabe", "Core indicators without a value"), text.missing),
            list(
                turn.say("Maßnahmen ohne Zuordnung zur Rahmenstrategie", "Measures not mapped to the framework"),
                outcome.unmappedMeasures.map(\.text)),
            list(
                turn.say(
                    "Kennzahlen, die diese Rahmenstrategie nicht hat: sie bleiben hier",
                    "Indicators this framework does not have: they stay here"), outcome.unknownIndicators.map(\.text)),
            list(
                turn.say("Das steht einer Freigabe entgegen", "This stands in the way of an approval"),
                outcome.problems.map { language == .german ? $0.german : $0.english }),
        ]
        guard parts.contains(where: { !$0.isEmpty }) else { return .empty }
        return .section(.h2(.text(turn.say("Was fehlt?", "What is missing?"))), .fragment(parts))
    }

    private func list(_ title: String, _ rows: [String]) -> HTML {
        rows.isEmpty ? .empty : [.h3(.text(title)), .ul(rows.map { .li(.text($0)) })]
    }

    var bytes: HTML {
        .section(
            .h2(.text(turn.say("Die Bytes, die unterschrieben werden", "The bytes that are signed"))),
            DefinitionList([
                (turn.say("Größe", "Size"), .text(NumberFormat.byteSize(preview.body.count, language))),
                (turn(.digest) + " SHA-256", HashText(preview.sha256.hex).full()),
                (
                    turn.say("Funktion der freigebenden Person", "Function of who approves"),
                    .text(function.word(language))
                ),
            ]).html(),
            Details(
                turn.say("Genau diese Bytes", "Exactly these bytes"),
                [.verbatim(String(decoding: preview.body, as: UTF8.self))]
            ).html(),
            .p(
                .a(
                    turn.link(path + "/bytes", [functionItem]),
                    .text(turn.say("Als Datei herunterladen", "Download as a file")))))
    }
}
