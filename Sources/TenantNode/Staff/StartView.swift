import AccountPages
import Federation
import Pages

/// `/staff`: what is to be done, then how things stand.
struct StartView {
    let model: StartModel
    let status: NodeStatus
    let turn: StaffTurn

    func page() -> StaffPage {
        StaffPage(
            title: turn.say("Was ist zu tun?", "What is to be done?"), lead: .text(answer),
            body: [
                turn.done([
                    "taken-out": Phrase(
                        de: "Die Erklärung ist aus dem Ausgang genommen.",
                        en: "The statement is taken out of the outbox.")
                ])
            ] + StatusPage(status: status).alarms(turn.language) + [tasks]
                + StatusPage(status: status).details(turn.language))
    }

    private var answer: String {
        let stopped = status.federations.count { $0.membership.alarm != nil }
        let yours = model.tasks.count { $0.urgency == .yours }
        var sentences: [String] = []
        if stopped > 0 {
            sentences.append(
                turn.say("Unterschreiben und Senden sind angehalten.", "Signing and sending are stopped."))
        }
        switch model.tasks.count {
        case 0: sentences.append(turn.say("Nichts ist offen.", "Nothing is open."))
        case 1: sentences.append(turn.say("Eine Aufgabe ist offen.", "One task is open."))
        case let count: sentences.append(turn.say("\(count) Aufgaben sind offen.", "\(count) tasks are open."))
        }
        if yours > 0 {
            sentences.append(
                yours == 1
                    ? turn.say("Eine davon wartet auf Sie.", "One of them waits for you.")
                    : turn.say("\(yours) davon warten auf Sie.", "\(yours) of them wait for you."))
        }
        return sentences.joined(separator: " ")
    }

    private var tasks: HTML {
        guard !model.tasks.isEmpty else {
            return EmptyState(
                turn.say("Alles erledigt", "Everything is done"),
                explanation: turn.say(
                    "Hier stehen fällige Kennzahlen, Meldungen zur Freigabe, abgelehnte Erklärungen und Termine.",
                    "Indicators that are due, summaries to approve, refused statements and deadlines will stand here.")
            ).html()
        }
        return .element(.ul, [.class("tasks")], model.tasks.map(row))
    }

    private func row(_ task: StartModel.Task) -> HTML {
        let (shape, word): (StatusBadge.Shape, String) =
            switch task.urgency {
            case .alarm: (.stopped, turn.say("dringend", "urgent"))
            case .yours: (.attention, turn.say("wartet auf Sie", "waits for you"))
            case .waiting: (.half, turn.say("offen", "open"))
            case .soon: (.open, turn.say("bald", "soon"))
            }
        let text: HTML = task.path.map { path in .a(address(path), .text(turn(task.text))) } ?? .text(turn(task.text))
        return .li(StatusBadge(shape, word).html(), text)
    }

    private func address(_ path: String) -> Address {
        let halves = path.split(separator: "?", maxSplits: 1).map(String.init)
        let query = halves.count > 1 ? halves[1].split(separator: "=", maxSplits: 1).map(String.init) : []
        return turn.link(halves[0], query.count == 2 ? [QueryItem(query[0], query[1])] : [])
    }
}
