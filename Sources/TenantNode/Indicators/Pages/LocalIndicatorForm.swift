import Federation
import Pages

/// The form of one of the town's own indicators.
struct LocalIndicatorForm {
    let notation: EnteredNumber.Notation

    func input(_ indicator: LocalIndicator?) -> FormInput {
        var input = FormInput()
        guard let indicator else {
            input["decimals"] = "0"
            input["frequency"] = Period.Frequency.year.rawValue
            input["kind"] = Indicator.Kind.count.rawValue
            input["direction"] = Indicator.Direction.none.rawValue
            input["due-days"] = "90"
            input["factor"] = "100"
            input["version"] = "0"
            return input
        }
        let definition = indicator.definition
        input["id"] = definition.id.text
        input["name-de"] = definition.name.german
        input["name-en"] = definition.name.english
        input["unit-de"] = definition.unit.german
        input["unit-en"] = definition.unit.english
        input["kind"] = definition.kind.rawValue
        input["decimals"] = String(definition.decimals)
        input["factor"] = String(definition.factor)
        input["frequency"] = definition.frequency.rawValue
        input["direction"] = definition.direction.rawValue
        input["minimum"] = EntryCell.text(definition.minimum, notation)
        input["maximum"] = EntryCell.text(definition.maximum, notation)
        input["due-days"] = String(definition.dueDays)
        input.set("missing", definition.missing == .ask ? ["ask"] : [])
        input["method"] = definition.method.german
        input["source"] = definition.source
        input["version"] = String(indicator.version)
        return input
    }

    /// What was typed; nil where something is wrong, which then stands in `input`.
    ///
    /// - Parameter present: the indicator that is changed. Values that are there already bind decimals, kind, frequency.
    func indicator(
        _ input: inout FormInput, present: LocalIndicator?, hasValues: Bool, taken: IndicatorCatalogue
    ) -> LocalIndicator? {
        let id = present?.definition.id ?? self.id(&input, taken)
        let kind = input.word("kind", Indicator.Kind.self) ?? .count
        let frequency = input.word("frequency", Period.Frequency.self) ?? .year
        let direction = input.word("direction", Indicator.Direction.self) ?? .none
        let decimals = Int(whole("decimals", 0...6, &input) ?? 0)
        let minimum = bound("minimum", decimals, &input)
        let maximum = bound("maximum", decimals, &input)
        if let minimum, let maximum, maximum.units < minimum.units {
            input.refuse(
                "maximum",
                Phrase(
                    de: "Der größte Wert ist kleiner als der kleinste.", en: "The largest value is below the smallest.")
            )
        }
        if kind == .boolean, decimals != 0 {
            input.refuse(
                "decimals", Phrase(de: "Ja oder nein hat keine Nachkommastellen.", en: "Yes or no has no decimals."))
        }
        let name = LocalizedText(
            german: input.line("name-de", limit: 200, isRequired: true), english: input.line("name-en", limit: 200))
        let unit = LocalizedText(german: input.line("unit-de", limit: 80), english: input.line("unit-en", limit: 80))
        let factor = kind == .ratio ? whole("factor", 1...1_000_000, &input) ?? 100 : 1
        let dueDays = whole("due-days", 0...1000, &input) ?? 90
        let method = input.text("method", limit: 2000)
        let source = input.line("source", limit: 300)
        if hasValues, let old = present?.definition {
            let sentence = Phrase(
                de: "Es gibt schon Werte; deshalb lässt sich das nicht mehr ändern.",
                en: "There are values already, so this cannot be changed any more.")
            if kind != old.kind { input.refuse("kind", sentence) }
            if frequency != old.frequency { input.refuse("frequency", sentence) }
            if decimals < old.decimals { input.refuse("decimals", sentence) }
        }
        guard input.isAccepted, let id else { return nil }
        return LocalIndicator(
            definition: IndicatorDefinition(
                id: id, name: name, unit: unit, decimals: decimals, partsDecimals: 0, kind: kind, frequency: frequency,
                direction: direction, minimum: minimum, maximum: maximum, factor: factor, hasParts: kind == .ratio,
                dueDays: dueDays, missing: input.all("missing").contains("ask") ? .ask : .accept, threshold: nil,
                isCore: false, numerator: .empty, denominator: .empty,
                method: LocalizedText(german: method, english: ""), source: source, codes: [], origin: .local),
            version: Int64(input["version"]) ?? 0)
    }

    private func id(_ input: inout FormInput, _ taken: IndicatorCatalogue) -> Code? {
        guard let id = Code(input["id"]) else {
            input.refuse(
                "id",
                Phrase(
                    de:
                        "Bitte geben Sie eine Kennung aus Kleinbuchstaben a–z, Ziffern und Bindestrichen an, zum Beispiel "
                        + "baeume-gepflanzt.",
                    en: "Please give an identifier of lower-case letters a–z, digits and hyphens, for example "
                        + "trees-planted."))
            return nil
        }
        guard taken[id] == nil else {
            input.refuse(
                "id",
                Phrase(
                    de: "Diese Kennung gibt es schon. Bitte wählen Sie eine andere.",
                    en: "This identifier is taken. Please choose another one."))
            return nil
        }
        return id
    }

    private func whole(_ name: String, _ range: ClosedRange<Int64>, _ input: inout FormInput) -> Int64? {
        if let number = Int64(input[name]), range.contains(number) { return number }
        input.refuse(
            name,
            Phrase(
                de: "Bitte geben Sie eine ganze Zahl von \(range.lowerBound) bis "
                    + "\(NumberFormat.integer(Int(range.upperBound), .german)) an.",
                en: "Please give a whole number from \(range.lowerBound) to "
                    + "\(NumberFormat.integer(Int(range.upperBound), .english))."))
        return nil
    }

    private func bound(_ name: String, _ decimals: Int, _ input: inout FormInput) -> ExactDecimal? {
        guard !input[name].isEmpty else { return nil }
        switch EnteredNumber.read(input[name], decimals: decimals, notation: notation) {
        case .success(let number): return number
        case .failure(let problem):
            input.refuse(name, problem.sentence(input[name], notation))
            return nil
        }
    }

    func parts(_ input: FormInput, isNew: Bool, _ language: Language) -> [FormPart] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        func line(_ id: String, _ de: String, _ en: String, hint: String = "", width: Int = 0, isRequired: Bool = false)
            -> FormPart
        {
            .field(
                FormField(
                    id: id, label: say(de, en), control: .text(width: width), hint: hint, isRequired: isRequired))
        }
        func choice(_ id: String, _ de: String, _ en: String, _ options: [(String, Phrase)]) -> FormPart {
            .field(
                FormField(
                    id: id, label: say(de, en),
                    control: .radios(options.map { FormField.Option($0.0, $0.1(language)) })))
        }
        var parts: [FormPart] = []
        if isNew {
            parts.append(
                line(
                    "id", "Kennung", "Identifier",
                    hint: say(
                        "Kleinbuchstaben, Ziffern und Bindestriche; lässt sich später nicht ändern",
                        "Lower-case letters, digits and hyphens; cannot be changed later"), width: 30, isRequired: true)
            )
        }
        parts += [
            line("name-de", "Name", "Name in German", isRequired: true),
            line("name-en", "Name auf Englisch", "Name in English"),
            choice(
                "kind", "Was wird gezählt oder gemessen?", "What is counted or measured?",
                [
                    ("count", Phrase(de: "Anzahl in einem Zeitraum", en: "a count within a period")),
                    ("stock", Phrase(de: "Bestand am Ende des Zeitraums", en: "a stock at the end of the period")),
                    ("ratio", Phrase(de: "Anteil: Zähler und Nenner", en: "a share: numerator and denominator")),
                    ("index", Phrase(de: "Messwert oder Index", en: "a measurement or index")),
                    ("boolean", Phrase(de: "ja oder nein", en: "yes or no")),
                ]), line("unit-de", "Einheit", "Unit in German", width: 20),
            line("unit-en", "Einheit auf Englisch", "Unit in English", width: 20),
            line("decimals", "Nachkommastellen", "Decimals", width: 4, isRequired: true),
            line(
                "factor", "Faktor eines Anteils", "Factor of a share",
                hint: say("100 ergibt Prozent, 1.000 je tausend", "100 gives per cent, 1,000 per thousand"), width: 8),
            choice(
                "frequency", "Wie oft?", "How often?",
                Period.Frequency.allCases.map { ($0.rawValue, Phrase(de: $0.word(.german), en: $0.word(.english))) }),
            choice(
                "direction", "Was ist besser?", "What is better?",
                [
                    ("up", Phrase(de: "mehr", en: "more")), ("down", Phrase(de: "weniger", en: "less")),
                    ("band", Phrase(de: "ein Bereich", en: "a range")),
                    ("none", Phrase(de: "nichts davon", en: "none of these")),
                ]), line("minimum", "Kleinster möglicher Wert", "Smallest possible value", width: 12),
            line("maximum", "Größter möglicher Wert", "Largest possible value", width: 12),
            line(
                "due-days", "Fällig wie viele Tage nach Ende des Zeitraums?", "Due how many days after the period?",
                width: 4,
                isRequired: true),
            .field(
                FormField(
                    id: "missing", label: say("Lücken", "Gaps"),
                    control: .checkboxes([
                        FormField.Option(
                            "ask", say("bei fehlenden Werten nach dem Grund fragen", "ask why a value is missing"))
                    ]), isRequired: false)),
            .field(
                FormField(
                    id: "method", label: say("Methode", "Method"), control: .area(rows: 3), isRequired: false)),
            line("source", "Quelle", "Source"),
        ]
        return parts.map { $0.filled(input, language) }
    }
}
