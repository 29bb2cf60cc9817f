import Pages

/// Words of what has changed.
extension Phrase {
    static let changesNone = Phrase(de: "Seitdem ist nichts hinzugekommen.", en: "Nothing has been added since.")
    static let changesFigures = Phrase(
        de: "Regionale Werte, die heute anders lauten", en: "Regional values that differ today")
    static let changesNow = Phrase(de: "heute", en: "today")
    static let changesEntries = Phrase(de: "Was seitdem erklärt wurde", en: "What has been stated since")
    static let changesOther = Phrase(de: "Seit einem anderen Tag", en: "Since another day")
    static let changesSince = Phrase(de: "Seit", en: "Since")
    static let changesHint = Phrase(
        de: "Verglichen wird mit dem, was das Protokoll am Ende dieses Tages sagte.",
        en: "Compared with what the log said at the end of that day.")
    static let changesFeed = Phrase(de: "Neues als Atom-Feed abonnieren", en: "Follow what is new as an Atom feed")
    static let changesFeedTitle = Phrase(de: "Neues", en: "What is new")
    static let changesLink = Phrase(de: "Was sich geändert hat", en: "What has changed")

    static func changesTitle(_ day: String, _ language: Language) -> String {
        Phrase(de: "Was sich seit dem \(day) geändert hat", en: "What has changed since \(day)")(language)
    }

    static func changesTitle(entries: String, isOne: Bool, _ language: Language) -> String {
        isOne
            ? Phrase(
                de: "Was sich seit dem ersten Eintrag geändert hat", en: "What has changed since the first entry")(
                    language)
            : Phrase(
                de: "Was sich seit dem Stand mit \(entries) Einträgen geändert hat",
                en: "What has changed since the log had \(entries) entries")(language)
    }

    static func changesThen(entries: String, isOne: Bool, _ language: Language) -> String {
        isOne
            ? Phrase(de: "mit einem Eintrag", en: "with one entry")(language)
            : Phrase(de: "mit \(entries) Einträgen", en: "with \(entries) entries")(language)
    }

    static func changesLead(entries: String, figures: String, _ language: Language) -> String {
        Phrase(
            de: "Neue Einträge im Protokoll: \(entries). Regionale Werte, die heute anders lauten: \(figures).",
            en: "New entries in the log: \(entries). Regional values that differ today: \(figures).")(language)
    }

    static func changesThen(_ day: String, _ language: Language) -> String {
        Phrase(de: "am \(day)", en: "on \(day)")(language)
    }

    static func changesMore(_ count: String, _ language: Language) -> String {
        Phrase(de: "\(count) weitere Einträge im Protokoll", en: "\(count) more entries in the log")(language)
    }
}
