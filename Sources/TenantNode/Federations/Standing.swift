import Crypto
import Federation
import Pages
import Service

/// What the log says about this node's right to speak for the town.
struct Standing: Sendable, Equatable {
    /// The entry that suspended the town; nil while it is not suspended.
    let suspendedSince: Int64?
    /// The last entry at which our statement key was valid; nil while it is.
    let keyEnded: Int64?

    /// The first day the town is no longer a member, also one that is still to come; nil where no end is known.
    let departure: CalendarDay?
    /// The member it becomes part of.
    let successor: String?

    var isGood: Bool { suspendedSince == nil && keyEnded == nil }

    init(_ state: FederationState, _ membership: Membership, _ statementKey: PublicKey) {
        let member = state.members[membership.tenant]
        suspendedSince = member.flatMap { $0.isSuspended ? $0.changed.index : nil }
        let stay = member?.stays.last
        departure = suspendedSince == nil ? stay?.until : nil
        successor = stay?.successor.map { state.members[$0]?.name ?? $0.text }
        let registered = state.keys[statementKey.thumbprint]
        if let registered, registered.owner == membership.issuer {
            keyEnded = registered.isValid(at: state.size) ? nil : registered.lastIndex ?? registered.firstIndex
        } else {
            // A log followed to before our admission knows neither the town nor its key.
            keyEnded = member == nil ? nil : member?.changed.index
        }
    }

    /// One sentence for each fault.
    var wordings: [Wording] {
        var wordings: [Wording] = []
        if let suspendedSince {
            wordings.append(
                Wording(
                    de:
                        "Die Mitgliedschaft ist seit Eintrag \(suspendedSince) ausgesetzt. Bitte die Geschäftsstelle um "
                        + "eine neue Einladung bitten und damit „join“ ausführen.",
                    en: "Membership is suspended since entry \(suspendedSince). Please ask the office for a new "
                        + "invitation and run \"join\" with it."))
        }
        if let departure {
            let (german, english) = (
                DateFormat.date("\(departure)", .german), DateFormat.date("\(departure)", .english)
            )
            let into = successor.map { (" Die Kommune geht auf in \($0).", " The municipality becomes part of \($0).") }
            wordings.append(
                Wording(
                    de:
                        "Die Mitgliedschaft endet mit dem Tag vor dem \(german).\(into?.0 ?? "") Für spätere Zeiträume gibt es "
                        + "keine Meldung.",
                    en:
                        "Membership ends with the day before \(english).\(into?.1 ?? "") There are no summaries for later "
                        + "periods."))
        }
        if let keyEnded {
            wordings.append(
                Wording(
                    de: "Unser Schlüssel ist seit Eintrag \(keyEnded) nicht mehr gültig. Bitte die Geschäftsstelle um "
                        + "eine neue Einladung bitten und damit „join“ ausführen.",
                    en:
                        "Our key is no longer valid since entry \(keyEnded). Please ask the office for a new invitation "
                        + "and run \"join\" with it."))
        }
        return wordings
    }
}
