/// Words of the numbers of participation, by the codes that statements carry.
extension Phrase {
    /// What is counted.
    public static let participationFigures: [String: Phrase] = [
        "answered": Phrase(de: "beantwortete Beiträge", en: "contributions answered"),
        "contributions": Phrase(de: "Beiträge", en: "contributions"),
        "events": Phrase(de: "Formate", en: "formats held"),
        "measures": Phrase(de: "Maßnahmen aus Beiträgen", en: "measures that go back to contributions"),
        "people": Phrase(de: "erreichte Personen", en: "people reached"),
        "pilots": Phrase(de: "Erprobungen aus Beiträgen", en: "pilots that go back to contributions"),
        "with_consequence": Phrase(de: "Beiträge mit Folgen", en: "contributions with a consequence"),
    ]

    public static let participationChannels: [String: Phrase] = [
        "conversation": Phrase(de: "im Gespräch", en: "in conversations"),
        "event_table": Phrase(de: "bei Veranstaltungen", en: "at events"),
        "import": Phrase(de: "aus anderer Plattform", en: "from another platform"),
        "online": Phrase(de: "online", en: "online"),
        "paper": Phrase(de: "auf Papier", en: "on paper"),
    ]

    /// The empty code stands for those who did not say.
    public static let participationGroups: [String: Phrase] = [
        "": Phrase(de: "ohne Angabe", en: "not stated"),
        "administration": Phrase(de: "Verwaltung", en: "administration"),
        "associations": Phrase(de: "Vereine und Verbände", en: "associations"),
        "businesses": Phrase(de: "Unternehmen", en: "businesses"),
        "citizens": Phrase(de: "Bürgerinnen und Bürger", en: "citizens"),
        "experts": Phrase(de: "Fachleute", en: "experts"),
        "youth": Phrase(de: "Schulen und Jugend", en: "schools and youth"),
    ]

    public static let noField = Phrase(de: "ohne Handlungsfeld", en: "no field of action")
}
