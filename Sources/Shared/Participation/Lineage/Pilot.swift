import Pages

/// Something that is tried out before it is decided: what, where, until when, what was learned and what follows.
public struct Pilot: Sendable, Hashable {
    public enum Decision: String, Sendable, CaseIterable {
        case open, continued, changed, ended

        public var word: Phrase {
            switch self {
            case .open: Phrase(de: "noch nicht entschieden", en: "not decided yet")
            case .continued: Phrase(de: "wird fortgeführt", en: "goes on")
            case .changed: Phrase(de: "wird verändert fortgeführt", en: "goes on with changes")
            case .ended: Phrase(de: "wird nicht fortgeführt", en: "does not go on")
            }
        }

        public var badge: StatusBadge.Shape {
            switch self {
            case .open: .half
            case .continued, .changed: .done
            case .ended: .stopped
            }
        }
    }

    /// 0 before it was first saved.
    public var id: Int64
    public var title: String
    /// What is tried out.
    public var tried: String
    public var place: String
    public var firstDay: CivilDay?
    public var lastDay: CivilDay?
    public var learned: String
    public var decision: Decision
    public var decisionReason: String
    /// The office or body that decided.
    public var decidedBy: String
    public var isPublished: Bool
    /// 0 before it was first saved; grows with each save.
    public var version: Int64

    public init(
        id: Int64 = 0, title: String, tried: String, place: String = "", firstDay: CivilDay? = nil,
        lastDay: CivilDay? = nil, learned: String = "", decision: Decision = .open, decisionReason: String = "",
        decidedBy: String = "", isPublished: Bool = false, version: Int64 = 0
    ) {
        self.id = id
        self.title = title
        self.tried = tried
        self.place = place
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.learned = learned
        self.decision = decision
        self.decisionReason = decisionReason
        self.decidedBy = decidedBy
        self.isPublished = isPublished
        self.version = version
    }

    /// From when until when, as far as it is known.
    func days(_ language: Language) -> String {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        func day(_ day: CivilDay) -> String { DateFormat.date("\(day)", language) }
        switch (firstDay, lastDay) {
        case (nil, nil): return say("Zeitraum noch offen", "period still open")
        case (let first?, nil): return say("ab \(day(first))", "from \(day(first))")
        case (nil, let last?): return say("bis \(day(last))", "until \(day(last))")
        case (let first?, let last?): return say("\(day(first)) bis \(day(last))", "\(day(first)) to \(day(last))")
        }
    }

    /// Where it stands on a day, in a sentence.
    func standing(on today: CivilDay, _ language: Language) -> String {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        if decision != .open {
            let by = decidedBy.isEmpty ? "" : say(" Entschieden: \(decidedBy).", " Decided by: \(decidedBy).")
            return say("Entscheidung: ", "Decision: ") + decision.word(language) + "." + by
        }
        if let firstDay, firstDay > today {
            return say("Der Versuch beginnt am ", "The pilot begins on ")
                + DateFormat.date("\(firstDay)", language) + "."
        }
        if let lastDay, lastDay < today {
            return say(
                "Der Versuch ist zu Ende; was daraus folgt, ist noch nicht entschieden.",
                "The pilot has ended; what follows is not decided yet.")
        }
        return say("Der Versuch läuft.", "The pilot is under way.")
    }
}
