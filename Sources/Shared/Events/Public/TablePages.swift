import Database
import HTTP
import Pages
import Participation
import PublicForms

/// `/t/<number>`: what the QR code on a table leads to. Read the question, write a card, in seconds and without an account.
struct TablePages: Sendable {
    let room: EventsRoom

    private var desk: ParticipationDesk { room.desk }
    private static let purpose = "event-card"
    /// Someone who reads and types fast is not a program.
    private static let leastSeconds: Int64 = 1
    static let textLimit = 2000

    var routes: [Route] {
        [
            desk.site.get("/t/:table") { turn, parameters in
                guard let (event, table, process) = try find(parameters) else { return turn.notFound() }
                return turn.show(page(event, table, process, FormInput(), turn))
            },
            desk.site.post("/t/:table", maximumFields: 20) { turn, parameters, input in
                guard let (event, table, process) = try find(parameters) else { return turn.notFound() }
                return try take(event, table, process, input, turn)
            },
        ]
    }

    private func find(_ parameters: Parameters) throws -> (Event, Event.Table, Process)? {
        guard let number = parameters["table"].flatMap({ Int64($0) }) else { return nil }
        return try desk.store.read { connection in
            guard let event = try EventStore.find(table: number, connection), event.isPublished,
                let table = event.table(number), let process = try ProcessStore.read(event.process, connection)
            else { return nil }
            return (event, table, process)
        }
    }

    private func take(
        _ event: Event, _ table: Event.Table, _ process: Process, _ submitted: FormInput, _ turn: PublicTurn
    ) throws -> Response {
        var input = submitted
        let path = EventsRoom.path(ofTable: table.id)
        // Nobody sees this field; a program that fills in whatever it finds is thanked and forgotten.
        if FormTrap.isSprung(input) { return turn.go(path, done: "card") }
        let text = input.text("text", limit: Self.textLimit, isRequired: true)
        let title = input.line("title", limit: Contribution.titleLimit)
        let pseudonym = input.line("pseudonym", limit: Contribution.pseudonymLimit)
        let group = Group(rawValue: input["group"])
        if !event.takesCards { input.refuse("text", EventWords.closedKept) }
        let form = turn.admit(&input, purpose: Self.purpose, at: "text", leastSeconds: Self.leastSeconds)
        guard input.isAccepted, let form else {
            return turn.show(page(event, table, process, input, turn, status: 422))
        }
        let device = try turn.device("event \(event.id)")
        guard room.limit.allows(turn, &input, purpose: Self.purpose, at: "text", device: device.key) else {
            return turn.show(page(event, table, process, input, turn, status: 429))
        }
        let card = NewCard(
            text: text, title: title, pseudonym: pseudonym, group: group,
            channel: event.attendance == .virtual ? .online : .eventTable, recorder: "")
        let secret = try desk.site.authorSecret(form: "card-\(form)")
        try desk.store.write { connection in
            _ = try card.insert(event, table, form: "card-\(form)", author: secret, at: turn.now, connection)
        }
        var response = turn.go(path, done: card.isHeld ? "held" : "card", also: OwnLink.query(secret))
        if let cookie = device.cookie { response.headers.add("Set-Cookie", cookie) }
        return response
    }

    private func page(
        _ event: Event, _ table: Event.Table, _ process: Process, _ input: FormInput, _ turn: PublicTurn,
        status: Int = 200
    ) -> PublicPage {
        let held = Phrase(
            de: "Danke, Ihre Karte ist da. Sie erscheint an der Pinnwand, sobald jemand sie gelesen hat.",
            en: "Thank you, your card has arrived. It appears on the wall once somebody has read it.")
        let thanks =
            event.isReviewedFirst
            ? held
            : Phrase(
                de: "Danke, Ihre Karte hängt an der Pinnwand.", en: "Thank you, your card is on the wall.")
        let text = input.filling(
            FormField(
                id: "text", label: turn(EventWords.card), control: .area(rows: 4),
                hint: turn.say("Ein Gedanke je Karte.", "One thought a card.")), turn.language)
        let more = [
            FormField(id: "title", label: turn.say("Überschrift", "Heading"), isRequired: false),
            FormField(
                id: "pseudonym", label: turn.say("Name oder Pseudonym", "Name or pseudonym"), control: .text(width: 30),
                hint: turn.say("Wird neben der Karte gezeigt.", "Is shown beside the card."), isRequired: false),
            EventWords.groupField(turn.language),
        ].map { input.filling($0, turn.language) }
        // Most people write their card and are done; what else they may say stands folded below it.
        let details = Details(
            turn.say("Mehr angeben, wenn Sie mögen", "Say more if you like"),
            isOpen: more.contains { !$0.values.isEmpty || $0.error != nil }, more.map { $0.html(turn.language) })
        var form = turn.form(
            EventsRoom.path(ofTable: table.id), purpose: Self.purpose,
            parts: [.field(text), .html(details.html())], submit: EventWords.save)
        form.faults = more.compactMap(\.errorItem)
        // What was typed stays visible even where the event has been closed since.
        let isOpen = event.takesCards || !input["text"].isEmpty
        let wall = turn.link("\(EventsRoom.path)/\(event.slug)/wall")
        return PublicPage(
            title: event.question(at: table, of: process), lead: .text("\(table.name), \(event.title)"),
            body: [
                turn.done(["card": thanks, "held": held]), OwnLink.note(turn),
                isOpen
                    ? form.html(turn.language)
                    : Callout(.information, [.p(.text(turn(EventWords.closed)))]).html(turn.language),
                .p(.a(wall, .text(turn.say("Was andere schreiben: zur Pinnwand", "What others write: to the wall")))),
            ], status: status, hasErrors: !input.isAccepted,
            breadcrumb: [PageFrame.Link(event.title, turn.link("\(EventsRoom.path)/\(event.slug)"))])
    }
}

/// A card on its way in, from a phone or a recorder.
struct NewCard: Sendable {
    var text: String
    var title: String
    var pseudonym: String
    var group: Group?
    var channel: Channel
    var recorder: String

    var isHeld: Bool { RoomModeration.needsReading([title, text, pseudonym]) }

    /// Stores it once for each `form`.
    /// - Returns: whether it was there already.
    func insert(
        _ event: Event, _ table: Event.Table, form: String, author: String? = nil, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Bool {
        // What surely is somebody's personal data is read before anybody else sees it.
        let isShown = !event.isReviewedFirst && !isHeld
        let contribution = Contribution(
            process: event.process, topic: table.topic, title: title.isEmpty ? CardTitle.make(from: text) : title,
            text: text, pseudonym: pseudonym,
            origin: Origin(channel, group: group, event: event.id, table: table.id, recorder: recorder),
            visibility: isShown ? .published : .received, received: seconds, published: isShown ? seconds : nil,
            isExample: event.isExample)
        let stored = try ContributionStore.insert(contribution, form: form, author: author, connection)
        if isShown, !stored.wasThere {
            try StepStore.add(ContributionStep(at: seconds, act: .published), to: stored.id, connection)
        }
        return stored.wasThere
    }
}
