import Pages
import Participation

extension Event.Kind {
    var word: Phrase {
        switch self {
        case .conference: Phrase(de: "Konferenz", en: "Conference")
        case .workshop: Phrase(de: "Werkstatt", en: "Workshop")
        }
    }
}

extension Event.Attendance {
    var word: Phrase {
        switch self {
        case .onSite: Phrase(de: "vor Ort", en: "on site")
        case .virtual: Phrase(de: "im Netz", en: "online")
        case .hybrid: Phrase(de: "vor Ort und im Netz", en: "on site and online")
        }
    }
}

extension Event {
    /// When it is, in one phrase.
    func days(_ language: Language) -> String {
        var text = DateFormat.date("\(firstDay)", language)
        if let lastDay, lastDay != firstDay {
            let last = DateFormat.date("\(lastDay)", language)
            text = Phrase(de: "\(text) bis \(last)", en: "\(text) to \(last)")(language)
        }
        if let starts { text += ", " + Self.hours(starts, ends, language) }
        return text
    }

    static func hours(_ starts: ClockTime, _ ends: ClockTime?, _ language: Language) -> String {
        guard let ends else { return Phrase(de: "\(starts) Uhr", en: "\(starts)")(language) }
        return Phrase(de: "\(starts) bis \(ends) Uhr", en: "\(starts) to \(ends)")(language)
    }
}

enum EventWords {
    static let events = Phrase(de: "Veranstaltungen", en: "Events")
    static let wall = Phrase(de: "Pinnwand", en: "Wall")
    static let documentation = Phrase(de: "Dokumentation", en: "Documentation")
    static let withoutTable = Phrase(de: "Ohne Tisch", en: "Without a table")
    static let withoutTheme = Phrase(de: "Noch ohne Thema", en: "Without a theme yet")
    static let card = Phrase(de: "Ihre Karte", en: "Your card")
    static let group = Phrase(de: "Ich gehöre zu", en: "I belong to")
    static let groupHint = Phrase(
        de: "Nur wenn Sie mögen; gezeigt werden nur Anzahlen.", en: "Only if you like; nothing but counts is shown.")
    static let closed = Phrase(
        de: "Zurzeit werden hier keine Karten angenommen.", en: "No cards are taken here at present.")
    static let closedKept = Phrase(
        de: "Die Kartenannahme wurde inzwischen beendet; Ihre Karte wurde nicht gespeichert. Ihr Text steht noch da.",
        en: "Cards are no longer taken; your card was not saved. Your text is still here.")
    static let save = Phrase(de: "Karte abgeben", en: "Hand in the card")

    static func cards(_ count: Int, _ language: Language) -> String {
        let number = NumberFormat.integer(count, language)
        return count == 1
            ? Phrase(de: "eine Karte", en: "one card")(language)
            : Phrase(de: "\(number) Karten", en: "\(number) cards")(language)
    }

    static func groupField(_ language: Language) -> FormField {
        var field = FormField(
            id: "group", label: group(language),
            control: .select(Group.allCases.map { FormField.Option($0.rawValue, $0.word(language)) }),
            hint: groupHint(language), isRequired: false)
        field.choosesNothing = Phrase(de: "keine Angabe", en: "not said")(language)
        return field
    }
}
