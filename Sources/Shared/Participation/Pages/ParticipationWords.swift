import Pages

extension Channel {
    public var word: Phrase { Phrase.participationChannels[rawValue] ?? Phrase(de: rawValue, en: rawValue) }
}

extension Group {
    public var word: Phrase { Phrase.participationGroups[rawValue] ?? Phrase(de: rawValue, en: rawValue) }
}

extension ContributionStatus {
    public var word: Phrase {
        switch self {
        case .open: Phrase(de: "noch nicht beantwortet", en: "not answered yet")
        case .examining: Phrase(de: "wird geprüft", en: "being examined")
        case .trying: Phrase(de: "wird ausprobiert", en: "being tried out")
        case .accepted: Phrase(de: "wird umgesetzt", en: "will be done")
        case .partly: Phrase(de: "wird teilweise umgesetzt", en: "will be done in part")
        case .declined: Phrase(de: "wird nicht umgesetzt", en: "will not be done")
        case .done: Phrase(de: "umgesetzt", en: "done")
        }
    }

    public var badge: StatusBadge.Shape {
        switch self {
        case .open: .open
        case .examining, .trying: .half
        case .accepted, .partly, .done: .done
        case .declined: .stopped
        }
    }
}

extension Visibility {
    public var word: Phrase {
        switch self {
        case .received: Phrase(de: "eingegangen", en: "received")
        case .reviewed: Phrase(de: "gesichtet", en: "reviewed")
        case .published: Phrase(de: "veröffentlicht", en: "published")
        case .withheld: Phrase(de: "zurückgehalten", en: "withheld")
        case .removed: Phrase(de: "entfernt", en: "removed")
        }
    }
}

extension PhaseKind {
    public var word: Phrase {
        switch self {
        case .collect: Phrase(de: "Ideen sammeln", en: "Collect ideas")
        case .discuss: Phrase(de: "Diskutieren", en: "Discuss")
        case .prioritise: Phrase(de: "Gewichten", en: "Prioritise")
        case .tryOut: Phrase(de: "Ausprobieren", en: "Try out")
        case .decide: Phrase(de: "Entscheiden", en: "Decide")
        case .evaluate: Phrase(de: "Auswerten", en: "Evaluate")
        }
    }
}

extension Process.Phase {
    /// Its own title, or what one does in it.
    public func name(_ language: Language) -> String { title.isEmpty ? kind.word(language) : title }

    /// From when to when.
    public func days(_ language: Language) -> String {
        let first = DateFormat.date("\(firstDay)", language)
        guard let lastDay else { return Phrase(de: "ab \(first)", en: "from \(first)")(language) }
        let last = DateFormat.date("\(lastDay)", language)
        return Phrase(de: "\(first) bis \(last)", en: "\(first) to \(last)")(language)
    }
}

extension Phrase {
    public static let participation = Phrase(de: "Mitmachen", en: "Take part")
    public static let exampleNotice = Phrase(
        de: "Beispiel: Die Beiträge dieses Verfahrens wurden für die Vorführung geschrieben.",
        en: "Example: the contributions to this process were written for the demonstration.")
}
