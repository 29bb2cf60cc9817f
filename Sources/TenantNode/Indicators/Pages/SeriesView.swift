import AccountPages
import Federation
import Pages

/// `/staff/indicators/series/<id>`: one indicator of the town with everything that is known about it.
struct SeriesView {
    let item: IndicatorOverview.Item
    let isEditable: Bool
    let turn: StaffTurn

    private var definition: IndicatorDefinition { item.definition }
    private var language: Pages.Language { turn.language }

    func page() -> StaffPage {
        StaffPage(
            title: definition.name.text(language), lead: .text(answer),
            body: [
                turn.done([
                    "plan": Phrase(de: "Die Angaben sind gespeichert.", en: "The details are saved."),
                    "local": Phrase(de: "Die Kennzahl ist gespeichert.", en: "The indicator is saved."),
                ]), .p(item.badge(language)), chart, progress, values, facts, actions,
            ])
    }

    private var answer: String {
        guard let last = item.last else {
            return turn.say("Noch ist kein Wert eingetragen.", "No value has been entered yet.")
        }
        let period = DateFormat.period("\(last.period)", language)
        let notes = definition.notes(last.observation, language)
        let addition = notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))"
        return turn.say(
            "Letzter Wert: \(definition.quantity(last.value, language))\(addition), \(period).",
            "Last value: \(definition.quantity(last.value, language))\(addition), \(period).")
    }

    private var chart: HTML {
        guard let first = item.observations.first?.key.period, let last = item.observations.last?.key.period else {
            return .empty
        }
        var periods: [Period] = [last]
        // Every period in between, so that gaps are seen as gaps.
        while let earliest = periods.last, earliest > first, periods.count < 600, let previous = earliest.previous {
            periods.append(previous)
        }
        periods.reverse()
        let byPeriod = Dictionary(
            item.observations.map { ($0.key.period, $0) }, uniquingKeysWith: { first, _ in first })
        let target = item.plan.targets.last.map { target in
            ChartReference(
                self.turn(.target) + " " + DateFormat.shortPeriod("\(target.period)", language),
                value: target.value.approximation, text: definition.quantity(target.value, language))
        }
        return LineChart(
            id: "series",
            text: ChartText(
                title: turn.say("Verlauf", "Course"),
                subtitle: [definition.name.text(language), definition.unit.text(language)].filter { !$0.isEmpty }
                    .joined(separator: ", "), source: definition.source),
            periods: periods.map(\.description),
            series: [
                LineChart.Series(
                    definition.name.text(language), periods.map { definition.point(byPeriod[$0], language) })
            ], target: target
        ).figure(language)
    }

    private var progress: HTML {
        let heading = HTML.h2(.text(turn.say("Weg zum Ziel", "Way to the target")))
        guard let progress = item.progress else {
            return .section(
                heading,
                .p(
                    .text(
                        turn.say(
                            "Für die Berechnung fehlen noch Wert, Ausgangswert oder ein späteres Ziel.",
                            "Value, baseline or a later target are still missing for the calculation."))))
        }
        return .section(heading, ProgressView(progress: progress, definition: definition).html(language))
    }

    private var values: HTML {
        guard !item.observations.isEmpty || !item.others.isEmpty else { return .empty }
        return .section(
            .h2(.text(turn.say("Werte", "Values"))),
            .when(
                !item.observations.isEmpty, table(turn.say("Werte", "Values"), item.observations, hidesCaption: true)),
            .when(
                !item.others.isEmpty,
                table(
                    turn.say(
                        "Werte anderer Zeiträume; in den Verlauf gehen sie nicht ein",
                        "Values of other periods; they are not part of the course"), item.others)))
    }

    private func table(_ caption: String, _ observations: [StoredObservation], hidesCaption: Bool = false) -> HTML {
        let rows = observations.reversed().map { observation -> [DataTable.Cell] in
            let period = observation.key.period
            let shown = DateFormat.period("\(period)", language)
            return [
                period.frequency == definition.frequency
                    ? .link(shown, turn.link("/indicators/entry", [QueryItem("period", period.description)]))
                    : .text(shown), .text(definition.words(observation, language)),
                .text(observation.comment.isEmpty ? "–" : observation.comment),
            ]
        }
        return DataTable(
            caption: caption,
            columns: [
                DataTable.Column(turn(.period)), DataTable.Column(turn(.value)),
                DataTable.Column(turn.say("Kommentar, bleibt im Haus", "Comment, stays in the house")),
            ], rows: rows, hidesCaption: hidesCaption
        ).html(language)
    }

    private var facts: HTML {
        func range() -> String? {
            let bounds = [definition.minimum, definition.maximum].map { bound in
                bound.map { NumberFormat.decimal($0.description, language) } ?? "–"
            }
            return definition.minimum == nil && definition.maximum == nil
                ? nil : bounds.joined(separator: turn.say(" bis ", " to "))
        }
        let items: [(Phrase, String?)] = [
            (Phrase(de: "Herkunft", en: "Origin"), definition.originPhrase(language)),
            (Phrase(de: "Kennung", en: "Identifier"), definition.id.text),
            (Phrase(de: "Zuständig", en: "Responsible"), item.plan.responsible),
            (
                Phrase(de: "Ebene neuer Werte", en: "Level of new values"),
                item.plan.level == .town
                    ? turn.say("Kommune", "municipality") : turn.say("Wert des Kreises", "value of the district")
            ),
            (Phrase(de: "Rhythmus", en: "Frequency"), definition.frequency.word(language)),
            (
                Phrase(de: "Fällig", en: "Due"),
                turn.say(
                    "\(definition.dueDays) Tage nach Ende des Zeitraums", "\(definition.dueDays) days after the period")
            ),
            (Phrase(de: "Möglicher Wert", en: "Possible value"), range()),
            (Phrase(de: "Zähler", en: "Numerator"), definition.numerator.text(language)),
            (Phrase(de: "Nenner", en: "Denominator"), definition.denominator.text(language)),
            (Phrase(de: "Methode", en: "Method"), definition.method.text(language)),
            (Phrase(de: "Quelle", en: "Source"), definition.source),
            (Phrase(de: "Notiz, bleibt im Haus", en: "Note, stays in the house"), item.plan.note),
        ]
        return .section(
            .h2(.text(turn.say("Über diese Kennzahl", "About this indicator"))),
            DefinitionList(
                items.compactMap { term, text in
                    guard let text, !text.isEmpty else { return nil }
                    return (term: term(language), content: HTML.text(text))
                }
            ).html())
    }

    private var actions: HTML {
        guard isEditable else { return .empty }
        return .div(
            .buttonLink(
                turn.link("/indicators/series/\(definition.id)/plan"),
                turn.say("Ziele und Zuständigkeit bearbeiten", "Edit targets and responsibility")),
            .when(
                !definition.isLocal,
                .a(
                    turn.link("/indicators/series/\(definition.id)/secrecy"),
                    .text(turn.say("Geheimhaltung bearbeiten", "Edit secrecy")))),
            .when(
                definition.isLocal,
                .a(
                    turn.link("/indicators/series/\(definition.id)/definition"),
                    .text(turn.say("Kennzahl bearbeiten", "Edit the indicator")))), class: "buttons")
    }
}

/// A progress with its calculation: all four numbers, and what they mean.
struct ProgressView {
    let progress: IndicatorProgress
    let definition: IndicatorDefinition

    func html(_ language: Pages.Language) -> HTML {
        func dated(_ value: Indicator.DatedValue) -> String {
            "\(definition.quantity(value.value, language)), \(DateFormat.period("\(value.period)", language))"
        }
        let numbers = DefinitionList([
            (Phrase.value(language), .text(dated(progress.value))),
            (Phrase.baseline(language), .text(dated(progress.baseline))),
            (Phrase.target(language), .text(dated(progress.target))),
            (
                Phrase(de: "Vergangene Zeit", en: "Time elapsed")(language),
                .text(NumberFormat.percent(progress.timeElapsed.description, language))
            ),
        ]).html()
        guard let share = progress.progress else {
            return [
                .p(
                    .text(
                        Phrase(
                            de:
                                "Ziel und Ausgangswert sind gleich. Zwischen ihnen liegt kein Weg, deshalb lässt sich kein "
                                + "Fortschritt berechnen.",
                            en: "Target and baseline are the same. There is no way between them, so no progress can be "
                                + "computed.")(language))), numbers,
            ]
        }
        func plain(_ value: Indicator.DatedValue) -> String {
            NumberFormat.decimal(value.value.description, language)
        }
        let formula =
            "(\(plain(progress.value)) − \(plain(progress.baseline))) ÷ (\(plain(progress.target)) − "
            + "\(plain(progress.baseline))) = \(NumberFormat.percent(share.description, language))"
        return [
            .p(
                StatusBadge(shape, progress.standing.word(language)).html(),
                .text(
                    ": "
                        + Phrase(
                            de: "\(NumberFormat.percent(share.description, language)) des Wegs sind geschafft, "
                                + "\(NumberFormat.percent(progress.timeElapsed.description, language)) der Zeit sind um.",
                            en: "\(NumberFormat.percent(share.description, language)) of the way is done, "
                                + "\(NumberFormat.percent(progress.timeElapsed.description, language)) of the time has "
                                + "passed.")(language))), numbers, .p(.text(formula), class: "formula"),
        ]
    }

    private var shape: StatusBadge.Shape {
        switch progress.standing {
        case .behind: .attention
        case .onTrack: .half
        case .reached: .done
        case .undefined: .open
        }
    }
}
