import Federation
import Pages

/// Words of drafts, positions and answers, and of changes of membership.
extension Phrase {
    static func draftLine(version: String, edition: String, until: String, _ language: Language) -> String {
        Phrase(
            de: "Version \(version), Fassung \(edition); Stellungnahmen bis \(until)",
            en: "version \(version), edition \(edition); positions until \(until)")(language)
    }

    static func position(_ kind: Position.Kind) -> Phrase {
        switch kind {
        case .support: Phrase(de: "Zustimmung", en: "Support")
        case .change: Phrase(de: "Änderungsvorschlag", en: "Proposed change")
        case .question: Phrase(de: "Rückfrage", en: "Question")
        case .reject: Phrase(de: "Ablehnung", en: "Rejection")
        }
    }

    static func answer(_ result: Answer.Result) -> Phrase {
        switch result {
        case .takenOver: Phrase(de: "übernommen", en: "taken over")
        case .partly: Phrase(de: "teilweise übernommen", en: "partly taken over")
        case .notTakenOver: Phrase(de: "nicht übernommen", en: "not taken over")
        case .noted: Phrase(de: "zur Kenntnis genommen", en: "noted")
        }
    }

    static func membershipLine(_ name: String, _ role: String, _ from: String, _ language: Language) -> String {
        Phrase(de: "\(name), \(role), ab \(from)", en: "\(name), \(role), from \(from)")(language)
    }

    static func membershipEnds(_ name: String, _ until: String, into successor: String?, _ language: Language) -> String
    {
        guard let successor else {
            return Phrase(
                de: "\(name) ist ab \(until) kein Mitglied mehr", en: "\(name) is no longer a member from \(until)")(
                    language)
        }
        return Phrase(
            de: "\(name) geht am \(until) in \(successor) auf", en: "\(name) becomes part of \(successor) on \(until)")(
                language)
    }

    static func withdrawalLine(_ period: String, _ reason: Withdrawal.Reason, _ language: Language) -> String {
        let why =
            switch reason {
            case .decision: Phrase(de: "durch Entscheidung", en: "by decision")
            case .error: Phrase(de: "wegen eines Fehlers", en: "because of an error")
            case .other: Phrase(de: "aus anderem Grund", en: "for another reason")
            }
        return Phrase(de: "Meldung für \(period), \(why(language))", en: "summary for \(period), \(why(language))")(
            language)
    }
}
