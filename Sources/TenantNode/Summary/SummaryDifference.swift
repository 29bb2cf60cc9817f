import Federation
import Pages

/// What one summary says otherwise than the one before it, cell by cell.
struct SummaryDifference {
    struct Row: Sendable, Equatable {
        let name: String
        let before: String
        let now: String
    }

    let rows: [Row]

    init(from last: Summary, to new: Summary, in framework: Framework, _ language: Language) {
        func name(_ id: Code) -> String { framework.indicator(id)?.name.text(language) ?? id.text }
        func pairs<Element, Key: Hashable>(
            _ old: [Element], _ new: [Element], _ key: (Element) -> Key
        ) -> [(old: Element?, new: Element?)] {
            let before = Dictionary(old.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
            let after = Set(new.map(key))
            return new.map { (before[key($0)], $0) } + old.filter { !after.contains(key($0)) }.map { ($0, nil) }
        }
        var rows: [Row] = []
        let none = Phrase(de: "nicht enthalten", en: "not contained")(language)
        func take(_ name: String, _ before: String?, _ now: String?) {
            let row = Row(name: name, before: before ?? none, now: now ?? none)
            if row.before != row.now { rows.append(row) }
        }
        for (old, new) in pairs(last.observations, new.observations, \.key) {
            guard let key = (new ?? old)?.key else { continue }
            take(
                "\(name(key.indicator)), \(DateFormat.period("\(key.period)", language))",
                old.map { $0.words(language) }, new.map { $0.words(language) })
        }
        for (old, new) in pairs(last.measures, new.measures, \.id) {
            guard let id = (new ?? old)?.id else { continue }
            take(
                Phrase(de: "Maßnahme \(id)", en: "measure \(id)")(language), old.map { $0.words(language) },
                new.map { $0.words(language) })
        }
        for (old, new) in pairs(last.participation, new.participation, { $0.key.description }) {
            guard let row = new ?? old else { continue }
            take(
                row.key.name(framework, language), old.map { $0.words(language) },
                new.map { $0.words(language) })
        }
        self.rows = rows
    }
}

extension Observation {
    /// The number or the word for its absence, with flags and level.
    func words(_ language: Language) -> String {
        var text =
            value.map { NumberFormat.decimal($0.description, language) } ?? numerator.map {
                NumberFormat.decimal($0.description, language) + " : "
                    + NumberFormat.decimal(denominator?.description ?? "", language)
            } ?? status.word(language)
        var notes = flags.map { $0.word(language) }
        if level == .district {
            notes.append(Phrase(de: "Wert des Kreises", en: "value of the district")(language))
        }
        if !notes.isEmpty { text += " (\(notes.joined(separator: ", ")))" }
        return text
    }
}

extension Summary.MeasureState {
    /// State and money, and what it is mapped to.
    func words(_ language: Language) -> String {
        var parts = [status.word(language)]
        if let planned {
            parts.append(
                Phrase(de: "geplant", en: "planned")(language) + " " + NumberFormat.euro(planned.description, language))
        }
        if let spent {
            parts.append(
                Phrase(de: "ausgegeben", en: "spent")(language) + " " + NumberFormat.euro(spent.description, language))
        }
        let codes = ([bundle].compactMap { $0 } + fields + goals).map(\.text)
        if !codes.isEmpty { parts.append(codes.joined(separator: ", ")) }
        return parts.joined(separator: "; ")
    }
}

extension Summary.Participation {
    func words(_ language: Language) -> String {
        count.map { NumberFormat.integer(Int($0), language) } ?? Phrase.suppressed(language)
    }
}
