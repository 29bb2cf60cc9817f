import Crypto
import Federation
import Pages

/// What was typed for one indicator and period, field by field, before it means anything.
struct EntryCell: Sendable, Equatable {
    /// A field of the cell; the input's name is `<field>.<indicator>`.
    enum Field: String, Sendable, CaseIterable {
        case value, numerator, denominator, status, flag, comment, seen

        func name(_ indicator: Code) -> String { "\(rawValue).\(indicator)" }
    }

    var value = ""
    var numerator = ""
    var denominator = ""
    /// A status of the protocol, or `open` for: nothing is entered.
    var status = ""
    var flags: [String] = []
    var comment = ""
    /// The mark of what the form was made from.
    var seen = ""

    /// The word for an entry that is to be taken out again.
    static let open = "open"
    static let maximumComment = 500

    /// As a stored observation is shown for editing.
    init(_ stored: StoredObservation?, _ definition: IndicatorDefinition, _ notation: EnteredNumber.Notation) {
        guard let stored else {
            status = Observation.Status.reported.rawValue
            seen = Self.mark(nil)
            return
        }
        let shown = definition.filledUp(stored)
        value = Self.text(shown.value, notation)
        numerator = Self.text(shown.numerator, notation)
        denominator = Self.text(shown.denominator, notation)
        status = shown.status.rawValue
        flags = shown.flags.map(\.rawValue)
        comment = shown.comment
        seen = Self.mark(shown)
    }

    /// As it came in; `fields` gives the values of a name.
    init(_ indicator: Code, _ fields: (String) -> [String]) {
        func first(_ field: Field) -> String { fields(field.name(indicator)).first ?? "" }
        value = first(.value)
        numerator = first(.numerator)
        denominator = first(.denominator)
        status = first(.status)
        flags = fields(Field.flag.name(indicator))
        // Browsers send line ends as CR LF.
        comment = first(.comment).replacing("\r\n", with: "\n")
        seen = first(.seen)
    }

    private init() {}

    /// Stands for exactly what is stored, so that a form that was made from something else is noticed.
    static func mark(_ observation: StoredObservation?) -> String {
        guard let observation else { return "none" }
        let parts = [
            observation.value?.description ?? "", observation.numerator?.description ?? "",
            observation.denominator?.description ?? "", observation.status.rawValue,
            observation.flags.map(\.rawValue).joined(separator: "|"), observation.comment,
        ]
        return String(SHA256.digest(Array(parts.joined(separator: "\u{0}").utf8)).hex.prefix(16))
    }

    /// A number as it is typed: no groups, the page's decimal mark.
    static func text(_ number: ExactDecimal?, _ notation: EnteredNumber.Notation) -> String {
        let text = number?.description ?? ""
        return notation == .german ? text.replacing(".", with: ",") : text
    }
}

/// What a cell means, or what has to be put right in which of its fields.
struct EntryReading: Sendable {
    enum Meaning: Sendable, Equatable {
        /// Nothing is entered, and nothing was.
        case nothing
        case entry(StoredObservation)
        /// What was entered is taken out again.
        case removal
    }

    var meaning = Meaning.nothing
    var problems: [EntryCell.Field: Phrase] = [:]

    /// Reads a cell against its definition.
    ///
    /// - Parameter stored: what is there now; its level is kept, else it is `level`.
    init(
        _ cell: EntryCell, _ definition: IndicatorDefinition, _ period: Period, stored: StoredObservation?,
        level: Observation.Level, notation: EnteredNumber.Notation
    ) {
        if cell.status == EntryCell.open {
            meaning = stored == nil ? .nothing : .removal
            return
        }
        guard let status = Observation.Status(rawValue: cell.status) else {
            problems[.status] = Phrase(de: "Bitte wählen Sie den Stand aus.", en: "Please choose the status.")
            return
        }
        let comment = cell.comment
        let numbers = definition.hasParts ? [cell.numerator, cell.denominator] : [cell.value]
        let isBlank = numbers.allSatisfy { $0.allSatisfy(\.isWhitespace) }
        if status == .reported, isBlank, stored == nil, comment.isEmpty, cell.flags.isEmpty { return }
        var made = StoredObservation(
            key: Observation.Key(indicator: definition.id, period: period), value: nil, numerator: nil,
            denominator: nil, status: status,
            flags: cell.flags.compactMap(Observation.Flag.init(rawValue:)).sorted { $0.rawValue < $1.rawValue },
            level: stored?.level ?? level, comment: comment)
        if status == .reported {
            readNumbers(cell, definition, notation, isStored: stored != nil, into: &made)
        } else if !isBlank {
            problems[definition.hasParts ? .numerator : .value] = Phrase(
                de: "Bei diesem Stand steht keine Zahl. Bitte löschen Sie die Zahl, oder wählen Sie „Wert“.",
                en: "There is no number with this status. Please clear the number, or choose \"value\".")
        }
        checkComment(comment, status, definition)
        meaning = .entry(made)
    }

    private mutating func readNumbers(
        _ cell: EntryCell, _ definition: IndicatorDefinition, _ notation: EnteredNumber.Notation, isStored: Bool,
        into made: inout StoredObservation
    ) {
        guard definition.hasParts else {
            made.value = number(cell.value, .value, definition.decimals, notation, isStored: isStored)
            if let value = made.value, let problem = definition.objection(to: value) { problems[.value] = problem }
            return
        }
        made.numerator = number(cell.numerator, .numerator, definition.partsDecimals, notation, isStored: isStored)
        made.denominator = number(
            cell.denominator, .denominator, definition.partsDecimals, notation, isStored: isStored)
        guard made.numerator != nil, let denominator = made.denominator else { return }
        guard denominator.units != 0 else {
            problems[.denominator] = Phrase(
                de:
                    "Der Nenner ist 0; durch 0 lässt sich nicht teilen. Gibt es nichts zu zählen, wählen Sie „entfällt“.",
                en: "The denominator is 0, and nothing can be divided by 0. If there is nothing to count, choose \"not "
                    + "applicable\".")
            return
        }
        guard let value = definition.value(of: made) else {
            problems[.numerator] = Phrase(
                de: "Zähler und Nenner ergeben eine Zahl mit mehr als 18 Stellen.",
                en: "Numerator and denominator give a number of more than 18 digits.")
            return
        }
        if let problem = definition.objection(to: value) { problems[.numerator] = problem }
    }

    private mutating func number(
        _ text: String, _ field: EntryCell.Field, _ decimals: Int, _ notation: EnteredNumber.Notation, isStored: Bool
    ) -> ExactDecimal? {
        if text.allSatisfy(\.isWhitespace) {
            problems[field] =
                isStored
                ? Phrase(
                    de: "Hier stand eine Zahl. Ist sie nicht bekannt, wählen Sie „keine Angabe“; war sie ein Versehen, "
                        + "„offen“.",
                    en: "There was a number here. If it is not known, choose \"not reported\"; if it was a mistake, "
                        + "\"open\".")
                : Phrase(
                    de: "Bitte geben Sie die Zahl ein, oder wählen Sie „keine Angabe“.",
                    en: "Please enter the number, or choose \"not reported\".")
            return nil
        }
        switch EnteredNumber.read(text, decimals: decimals, notation: notation) {
        case .success(let number): return number
        case .failure(let problem):
            problems[field] = problem.sentence(text, notation)
            return nil
        }
    }

    private mutating func checkComment(
        _ comment: String, _ status: Observation.Status, _ definition: IndicatorDefinition
    ) {
        let excess = comment.utf8.count - EntryCell.maximumComment
        if excess > 0 {
            problems[.comment] = Phrase(
                de: "Der Kommentar ist um \(excess) Byte zu lang; höchstens \(EntryCell.maximumComment) sind möglich.",
                en: "The comment is too long by \(excess) bytes; at most \(EntryCell.maximumComment) are possible.")
        } else if comment.unicodeScalars.contains(where: RowReader.isForbidden) {
            problems[.comment] = Phrase(
                de: "Der Kommentar enthält ein Steuerzeichen. Bitte tippen Sie die Stelle neu.",
                en: "The comment holds a control character. Please type the passage anew.")
        } else if status == .missing, definition.missing == .ask, comment.allSatisfy(\.isWhitespace) {
            problems[.comment] = Phrase(
                de: "Bitte schreiben Sie kurz, warum die Zahl fehlt. Der Kommentar bleibt im Haus.",
                en: "Please say briefly why the number is missing. The comment stays in the house.")
        }
    }
}

extension EnteredNumber.Problem {
    func sentence(_ text: String, _ notation: EnteredNumber.Notation) -> Phrase {
        let mark = notation == .german ? "," : "."
        switch self {
        case .notANumber:
            return Phrase(
                de:
                    "Das ist keine Zahl. Erwartet werden Ziffern, zum Beispiel 1234\(mark)5; keine Einheit, kein „ca.“.",
                en: "This is not a number. Expected are digits, for example 1234\(mark)5; no unit, no \"ca.\".")
        case .ambiguous(let own, let other):
            let first = own.replacing(".", with: mark)
            let second = other.replacing(".", with: mark)
            return Phrase(
                de: "Das kann \(first) oder \(second) heißen. Bitte schreiben Sie die Zahl ohne Tausendertrennzeichen.",
                en: "This can mean \(first) or \(second). Please write the number without thousands separators.")
        case .tooManyDecimals(let given, let allowed):
            return Phrase(
                de:
                    "Die Zahl hat \(given) Nachkommastellen; vorgesehen sind höchstens \(allowed). Es wird nicht gerundet: "
                    + "Bitte runden Sie selbst und vermerken Sie es im Kommentar.",
                en: "The number has \(given) decimals; at most \(allowed) are provided for. Nothing is rounded: please "
                    + "round it yourself and say so in the comment.")
        case .tooManyDigits:
            return Phrase(
                de: "Die Zahl hat mehr als 18 Ziffern.", en: "The number has more than 18 digits.")
        }
    }
}

extension IndicatorDefinition {
    /// The observation with its numbers filled up to the definition's decimals, as far as they go.
    func filledUp(_ observation: StoredObservation) -> StoredObservation {
        var filled = observation
        filled.value = observation.value.map { $0.padded(to: decimals) ?? $0 }
        filled.numerator = observation.numerator.map { $0.padded(to: partsDecimals) ?? $0 }
        filled.denominator = observation.denominator.map { $0.padded(to: partsDecimals) ?? $0 }
        return filled
    }

    /// Why a value, in the definition's decimals, is not plausible; nil where it is.
    func objection(to value: ExactDecimal) -> Phrase? {
        if kind == .boolean, !(0...1).contains(value.units) || value.decimals != 0 {
            return Phrase(de: "Ja oder nein wird 1 oder 0 geschrieben.", en: "Yes or no is written 1 or 0.")
        }
        func range(_ language: Language) -> String {
            func shown(_ bound: ExactDecimal) -> String { NumberFormat.decimal(bound.description, language) }
            switch (minimum, maximum) {
            case (let low?, let high?):
                return Phrase(de: "von \(shown(low)) bis \(shown(high))", en: "from \(shown(low)) to \(shown(high))")(
                    language)
            case (let low?, nil): return Phrase(de: "ab \(shown(low))", en: "from \(shown(low))")(language)
            case (nil, let high?): return Phrase(de: "bis \(shown(high))", en: "up to \(shown(high))")(language)
            case (nil, nil): return ""
            }
        }
        let isBelow = minimum.map { Rational(value).isLess(than: Rational($0)) ?? true } ?? false
        let isAbove = maximum.map { Rational($0).isLess(than: Rational(value)) ?? true } ?? false
        guard isBelow || isAbove else { return nil }
        return Phrase(
            de: "\(NumberFormat.decimal(value.description, .german)) ist nicht möglich: Erwartet wird ein Wert "
                + "\(range(.german)). Oft ist es ein Faktor 10 oder 100.",
            en: "\(NumberFormat.decimal(value.description, .english)) is not possible: expected is a value "
                + "\(range(.english)). Often it is a factor of 10 or 100.")
    }
}
