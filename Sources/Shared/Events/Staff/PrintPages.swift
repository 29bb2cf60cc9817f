import AccountPages
import HTTP
import Pages
import Participation

/// `/staff/participation/events/<event>/print`: a poster of the event and a card for each table, one sheet of paper each, with
/// a QR code of the address that stands beside it.
struct PrintPages: Sendable {
    let room: EventsRoom

    private var desk: ParticipationDesk { room.desk }

    var routes: [Route] {
        [
            desk.gate.get(EventEditing.path + "/:slug/print") { turn, parameters in
                guard let (event, process) = try room.found(parameters) else { return turn.notFound() }
                return page(event, process, turn)
            }
        ]
    }

    private func page(_ event: Event, _ process: Process, _ turn: StaffTurn) -> Response {
        let sheets =
            [
                sheet(
                    event.title, event.question(at: nil, of: process),
                    "\(event.days(turn.language))\(event.place.isEmpty ? "" : ", \(event.place)")",
                    room.address("\(EventsRoom.path)/\(event.slug)"), turn)
            ]
            + event.tables.map { table in
                sheet(
                    table.name, event.question(at: table, of: process),
                    turn.say("Schreiben Sie Ihre Karte mit dem Telefon:", "Write your card with your phone:"),
                    room.address(EventsRoom.path(ofTable: table.id)), turn)
            }
        let warning = Callout(
            .warning,
            [
                .p(
                    .text(
                        turn.say(
                            "Die Veranstaltung ist noch nicht öffentlich: Die Adressen führen bis dahin ins Leere.",
                            "The event is not public yet: until then the addresses lead nowhere.")))
            ])
        return turn.show(
            StaffPage(
                title: turn.say("Zum Ausdrucken: \(event.title)", "For printing: \(event.title)"),
                lead: .text(
                    turn.say(
                        "Ein Aushang und \(event.tables.count) Tischkarten, je ein Blatt. Drucken Sie diese Seite mit Ihrem Browser.",
                        "One poster and \(event.tables.count) table cards, a sheet each. Print this page with your browser."
                    )),
                body: [.when(!event.isPublished, warning.html(turn.language))] + sheets))
    }

    private func sheet(
        _ title: String, _ question: String, _ note: String, _ address: String, _ turn: StaffTurn
    ) -> HTML {
        .element(
            .section, [.class("sheet")],
            [
                .h2(.text(title)), .p(.text(question), class: "sheet-question"), .p(.text(note)),
                QRDrawing.html(address, label: turn.say("QR-Code: \(address)", "QR code: \(address)")),
                .p(.text(address), class: "sheet-address"),
            ])
    }
}
