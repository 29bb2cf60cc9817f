import Federation
import Pages

/// The node's state in plain lines, the answer first.
struct StatusText {
    let status: NodeStatus
    let language: Pages.Language

    private func say(_ german: String, _ english: String) -> String { language == .german ? german : english }

    var lines: [String] {
        var lines = [
            say("Strategie: ", "Strategy: ")
                + (status.strategy.title.isEmpty ? say("noch keine", "none yet") : status.strategy.title)
                + say(", \(status.strategy.measures.count) Maßnahmen", ", \(status.strategy.measures.count) measures")
                + say(", \(status.observationCount) Werte", ", \(status.observationCount) values")
        ]
        for federation in status.federations { lines += self.lines(of: federation) }
        if status.federations.isEmpty { lines.append(say("Noch kein Verbund.", "No federation yet.")) }
        return lines
    }

    private func lines(of federation: NodeStatus.OfFederation) -> [String] {
        let membership = federation.membership
        var lines = ["", "\(membership.name) (\(membership.tenant), \(membership.origin))"]
        if let alarm = membership.alarm { lines.append("  " + say("ALARM: \(alarm.de)", "ALARM: \(alarm.en)")) }
        for warning in federation.warnings {
            lines.append("  " + say("ACHTUNG: \(warning.de)", "ATTENTION: \(warning.en)"))
        }
        if membership.isRejoining {
            lines.append("  " + say("neue Anmeldung nicht abgeschlossen", "enrolling anew is not finished"))
        }
        if !membership.isMember { lines.append("  " + say("Beitritt nicht abgeschlossen", "joining is not finished")) }
        if !membership.isConfirmed {
            lines.append("  " + say("wiederhergestellt, noch nicht bestätigt", "restored, not confirmed yet"))
        }
        if !membership.contactProblem.isEmpty {
            lines.append(
                "  " + say("Hub: ", "hub: ")
                    + say(
                        membership.contactProblemGerman.isEmpty
                            ? membership.contactProblem : membership.contactProblemGerman, membership.contactProblem))
        }
        lines.append(
            "  " + say("fällig: ", "due: ") + "\(federation.due.count)"
                + say(", davon überfällig: ", ", of these overdue: ") + "\(federation.due.count { $0.isOverdue })")
        for own in federation.waiting {
            lines.append(
                "  " + say("im Ausgang: ", "in the outbox: ") + "\(own.sequence) \(own.kind.word(language)), "
                    + (own.state == .refused ? Phrase.refused(language) : Phrase.waiting(language))
                    + (own.reason.isEmpty ? "" : ": " + say(own.reasonWording.de, own.reason)))
        }
        lines.append(
            "  " + say("Quittungen: ", "receipts: ") + "\(federation.delivered.count)"
                + (federation.witnessedSize.map { say(", bezeugt bis Größe \($0)", ", witnessed up to size \($0)") }
                    ?? "")
                + say(", Protokoll bis Eintrag ", ", log followed to entry ") + "\(federation.state.size)")
        return lines
    }
}
