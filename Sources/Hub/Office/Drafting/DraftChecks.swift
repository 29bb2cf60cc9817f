import Federation
import Pages

/// A sentence at a field of a form: what is expected there.
struct Fault: Error, Sendable, Equatable {
    let field: String
    let sentence: Phrase
}

/// What holds between the parts of a framework, said at the field where it can be mended. `Framework` refuses the same
/// once more, so a rule that is missing here costs a clear sentence and nothing else.
struct DraftChecks {
    let parts: [PartName: JSONValue]

    init(_ parts: [PartName: JSONValue]) { self.parts = parts }

    /// What is wrong with the part `name`, or with others because of it.
    func faults(of name: PartName) -> [Fault] {
        guard let value = parts[name] else { return [] }
        var faults: [Fault] = []
        switch name.kind {
        case .goal: faults += unknown(.field, [value["field"]], at: "field")
        case .bundle: faults += unknown(.field, value["fields"]?.elements ?? [], at: "fields")
        case .indicator: faults += IndicatorChecks(value, in: self).faults
        case .rules: faults += count(value) + population(value["population"]?.text)
        case .text, .principles, .sources, .field: break
        }
        guard faults.isEmpty else { return faults }
        do throws(Refusal) {
            try name.kind.check(value)
        } catch {
            return [Self.fault(error, in: name)]
        }
        do throws(Refusal) {
            _ = try WorkingDraft.framework(parts, number: 1)
        } catch {
            return [Self.fault(error, in: name)]
        }
        return []
    }

    /// What still names the thing `name`: it can be removed once nothing does.
    func faults(removing name: PartName) -> [Fault] {
        users(of: name).map { user in
            let title = self.title(user)
            return Fault(
                field: "remove",
                sentence: Phrase(
                    de: "„\(title.german)“ verweist darauf. Bitte ändern Sie das zuerst.",
                    en: "“\(title.english)” refers to it. Please change that first."))
        }
    }

    /// The parts that name the thing `name`, in their order.
    func users(of name: PartName) -> [PartName] {
        parts.filter { part, value in
            switch (name.kind, part.kind) {
            case (.field, .goal): value["field"]?.text == name.id
            case (.field, .bundle), (.field, .indicator): texts(value["fields"]).contains(name.id)
            case (.goal, .indicator): texts(value["goals"]).contains(name.id)
            case (.indicator, .indicator):
                (value["space.weight.indicator"]?.text == name.id || texts(value["parts"]).contains(name.id))
                    && part != name
            case (.indicator, .rules): value["population"]?.text == name.id
            default: false
            }
        }.map(\.key).sorted()
    }

    func title(_ name: PartName) -> LocalizedText {
        let stored = parts[name].flatMap { $0[name.kind == .bundle ? "title" : "name"]?.both }
        let label = PartWords.single(name.kind)
        guard let stored, !stored.german.isEmpty else {
            return LocalizedText(german: label(.german), english: label(.english))
        }
        return LocalizedText(
            german: stored.german, english: stored.english.isEmpty ? stored.german : stored.english)
    }

    /// Faults for those of `codes` that are no thing of `kind` here.
    func unknown(_ kind: PartKind, _ codes: [JSONValue?], at field: String) -> [Fault] {
        codes.compactMap { $0?.text }.filter { parts[PartName(kind, $0)] == nil }.map { code in
            let label = PartWords.single(kind)
            return Fault(
                field: field,
                sentence: Phrase(
                    de: "\(label(.german)) „\(code)“ gibt es in diesem Entwurf nicht. Bitte wählen Sie aus der Liste.",
                    en: "This draft has no \(label(.english)) “\(code)”. Please choose from the list."))
        }
    }

    /// The kind of the indicator `code` if it can be a weight or the population.
    func isStock(_ code: String) -> Bool {
        let kind = parts[PartName(.indicator, code)]?["kind"]?.text
        return kind == Indicator.Kind.count.rawValue || kind == Indicator.Kind.stock.rawValue
    }

    private func count(_ value: JSONValue) -> [Fault] {
        let isAtLeast = value["in_force.rule"]?.text == Framework.InForce.Rule.atLeast.rawValue
        let hasCount = value["in_force.count"]?.number != nil
        guard isAtLeast != hasCount else { return [] }
        return [
            Fault(
                field: "in_force.count",
                sentence: isAtLeast
                    ? Phrase(
                        de:
                            "Bitte geben Sie an, wie viele Mitglieder die Version mindestens beschließen müssen, zum Beispiel 3.",
                        en: "Please say how many members have to adopt the version at least, for example 3.")
                    : Phrase(
                        de:
                            "Eine Anzahl gehört nur zur Regel „mindestens so viele“. Bitte lassen Sie das Feld leer oder wählen Sie diese Regel.",
                        en:
                            "A number belongs to the rule “at least so many” only. Please leave the field empty or choose that rule."
                    ))
        ]
    }

    private func population(_ code: String?) -> [Fault] {
        guard let code else { return [] }
        let unknown = unknown(.indicator, [.string(code)], at: "population")
        guard unknown.isEmpty, !isStock(code) else { return unknown }
        return [
            Fault(
                field: "population",
                sentence: Phrase(
                    de:
                        "Die Einwohnerzahl muss eine Anzahl oder ein Bestand sein. Bitte wählen Sie eine solche Kennzahl.",
                    en: "The population must be a count or a stock. Please choose such an indicator."))
        ]
    }

    private func texts(_ value: JSONValue?) -> [String] { (value?.elements ?? []).compactMap(\.text) }

    /// A refusal of the exact check at the form field it means.
    static func fault(_ refusal: Refusal, in name: PartName) -> Fault {
        var path = refusal.field ?? ""
        for prefix in ["body.", name.kind.list] where path.hasPrefix(prefix) { path.removeFirst(prefix.count) }
        if path.hasPrefix("["), let end = path.firstIndex(of: "]") {
            path = String(path[path.index(after: end)...].drop { $0 == "." })
        }
        return Fault(
            field: path,
            sentence: Phrase(
                de: "Diese Angabe passt nicht zu den Regeln der Rahmenstrategie: \(refusal.reason).",
                en: "This does not fit the rules of the framework strategy: \(refusal.reason)."))
    }
}
