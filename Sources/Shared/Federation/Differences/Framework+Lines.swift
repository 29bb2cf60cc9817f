// A passage of the framework as people read it: every member of its body in some line.

extension Framework {
    /// What a passage says, line by line. Empty for the whole, which is all the other passages.
    public func lines(of passage: Passage) -> [PassageLine] {
        switch passage {
        case .whole: []
        case .title: [PassageLine("Titel", "Title", title)]
        case .vision: [PassageLine("Vision", "Vision", vision)]
        case .license: [PassageLine("Lizenz", "Licence", license)]
        case .sources: [PassageLine("Quellen", "Sources", sources.joined(separator: "\n"))]
        case .population:
            [PassageLine("Kennzahl", "Indicator", names(population.map { [$0] } ?? [], of: \.indicatorNames))]
        case .inForce: [PassageLine("In Kraft, sobald", "In force once", inForce.sentence)]
        case .principle(let number):
            principles.indices.contains(number - 1) ? [PassageLine("Text", "Text", principles[number - 1])] : []
        case .field(let id): fields.first { $0.id == id }.map(lines) ?? []
        case .goal(let id): goals.first { $0.id == id }.map(lines) ?? []
        case .indicator(let id): indicator(id).map(lines) ?? []
        case .bundle(let id): bundles.first { $0.id == id }.map(lines) ?? []
        }
    }

    private func lines(of field: Field) -> [PassageLine] {
        [
            PassageLine("Name", "Name", field.name), PassageLine("Beschreibung", "Description", field.description),
            PassageLine("Reihenfolge", "Order", String(field.order)),
        ]
    }

    private func lines(of goal: Goal) -> [PassageLine] {
        [
            PassageLine("Ziel", "Goal", goal.name),
            PassageLine("Handlungsfeld", "Field of action", names(goal.field.map { [$0] } ?? [], of: \.fieldNames)),
        ]
    }

    private func lines(of bundle: Bundle) -> [PassageLine] {
        [
            PassageLine("Titel", "Title", bundle.title),
            PassageLine("Art", "Kind", .word(bundle.kind.rawValue)), PassageLine("Code", "Code", bundle.code),
            PassageLine("Kosten in Euro", "Cost in euro", bundle.cost?.description ?? ""),
            PassageLine("Handlungsfelder", "Fields of action", names(bundle.fields, of: \.fieldNames)),
            PassageLine("Federführung", "Lead", bundle.lead?.text ?? ""),
            PassageLine("Kommunen", "Towns", bundle.towns.map(\.text).joined(separator: ", ")),
            PassageLine("Quellen", "Sources", bundle.sources.joined(separator: "\n")),
        ]
    }

    /// Names of codes, comma by comma; a code without a name stands for itself.
    func names(_ codes: [Code], of names: KeyPath<Framework, [Code: LocalizedText]>) -> LocalizedText {
        let known = self[keyPath: names]
        let found = codes.map { known[$0] ?? LocalizedText(german: $0.text, english: $0.text) }
        return LocalizedText(
            german: found.map(\.german).joined(separator: ", "),
            english: found.map { $0.english.isEmpty ? $0.german : $0.english }.joined(separator: ", "))
    }

    var fieldNames: [Code: LocalizedText] {
        Dictionary(fields.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    var goalNames: [Code: LocalizedText] {
        Dictionary(goals.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    var indicatorNames: [Code: LocalizedText] {
        Dictionary(indicators.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Framework.InForce {
    /// "alle Pionierkommunen sie beschlossen haben".
    fileprivate var sentence: LocalizedText {
        let words = roles.map { LocalizedText.word($0.rawValue) }
        let german = words.map(\.german).joined(separator: ", ")
        let english = words.map(\.english).joined(separator: ", ")
        guard let count else {
            return LocalizedText(
                german: "alle beschlossen haben: \(german)", english: "all have adopted it: \(english)")
        }
        return LocalizedText(
            german: "mindestens \(count) beschlossen haben: \(german)",
            english: "at least \(count) have adopted it: \(english)")
    }
}
