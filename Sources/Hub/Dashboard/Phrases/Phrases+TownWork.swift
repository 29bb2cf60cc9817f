import Pages

/// Words of what a town works on and owes.
extension Phrase {
    static let townDue = Phrase(de: "Was fällig war", en: "What was due")
    static let townBundles = Phrase(de: "Dabei in", en: "Part of")
    static let townLeads = Phrase(de: "federführend", en: "in the lead")

    static func townLate(_ period: String, _ day: String, _ language: Language) -> String {
        Phrase(
            de: "Die Meldung für \(period) war am \(day) fällig und fehlt noch.",
            en: "The summary for \(period) was due on \(day) and is still missing.")(language)
    }

    static func townInTime(_ period: String, _ day: String, _ language: Language) -> String {
        Phrase(
            de: "Die Meldung für \(period), fällig am \(day), liegt vor.",
            en: "The summary for \(period), due on \(day), is there.")(language)
    }
}
