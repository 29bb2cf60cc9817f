import Crypto
import Database
import HTTP
import Pages
import Participation
import PublicForms

/// `/events/<event>/capture/<table>/<secret>`: where a recorder writes down what is said at a table. One line, Enter, the
/// next; the link is the permission, and nobody needs an account.
///
/// With its script nothing typed is lost while the network is away; each card has a key made in the browser, under which it
/// is stored once. Without script it is a plain form with a key of its own.
struct CapturePages: Sendable {
    let room: EventsRoom

    private var desk: ParticipationDesk { room.desk }
    static let textLimit = 1000
    private static let pattern = EventsRoom.path + "/:slug/capture/:table/:secret"

    static func path(_ event: Event, _ table: Event.Table, _ secret: String) -> String {
        "\(EventsRoom.path)/\(event.slug)/capture/\(table.id)/\(secret)"
    }

    var routes: [Route] {
        [
            desk.site.get(Self.pattern) { turn, parameters in
                guard let (event, table, process) = try find(parameters) else { return turn.notFound() }
                return try turn.show(page(event, table, process, FormInput(), turn))
            },
            // The plain form.
            desk.site.post(Self.pattern, maximumFields: 20) { turn, parameters, submitted in
                guard let (event, table, process) = try find(parameters) else { return turn.notFound() }
                var input = submitted
                guard let card = read(&input, event, table), let form = Self.form(input["key"], table) else {
                    return try turn.show(page(event, table, process, input, turn, status: 422))
                }
                try store(card, event, table, form)
                return turn.go(turn.request.path, done: "card", fragment: "text")
            },
            // The script: 204 once the card is stored, however often it is sent.
            Route("POST", Self.pattern + "/card") { request, parameters in answer(request, parameters) },
        ]
    }

    private func find(_ parameters: Parameters) throws -> (Event, Event.Table, Process)? {
        guard
            let (event, process) = try desk.store.read({ connection -> (Event, Process)? in
                guard let event = try EventStore.find(slug: parameters["slug"] ?? "", connection),
                    let process = try ProcessStore.read(event.process, connection)
                else { return nil }
                return (event, process)
            }), let table = parameters["table"].flatMap({ Int64($0) }).flatMap({ event.table($0) })
        else { return nil }
        let secret = try room.links.recorder(of: table.id, edition: event.linkEdition)
        return EventLinks.matches(parameters["secret"] ?? "", secret) ? (event, table, process) : nil
    }

    private func read(_ input: inout FormInput, _ event: Event, _ table: Event.Table) -> NewCard? {
        let text = input.text("text", limit: Self.textLimit, isRequired: true)
        guard input.isAccepted else { return nil }
        return NewCard(
            text: text, title: "", pseudonym: "", group: Group(rawValue: input["group"]), channel: .eventTable,
            recorder: table.recorder.isEmpty ? "Protokoll" : table.recorder)
    }

    /// The name under which a card is stored once; nil where the key is none of ours.
    private static func form(_ key: String, _ table: Event.Table) -> String? {
        Hex.decode(key.utf8)?.count == 16 ? "capture-\(table.id)-\(key)" : nil
    }

    private func store(_ card: NewCard, _ event: Event, _ table: Event.Table, _ form: String) throws {
        try desk.store.write { connection in
            _ = try card.insert(event, table, form: form, at: desk.now, connection)
        }
    }

    private func answer(_ request: Request, _ parameters: Parameters) -> Response {
        let language = desk.site.language(request)
        func refuse(_ status: Int, _ sentence: Phrase) -> Response { plain(.text(sentence(language), status: status)) }
        do {
            guard let (event, table, _) = try find(parameters) else { return refuse(404, .notFound) }
            guard let fields = try? request.form(maximumFields: 20) else { return refuse(422, .formUnreadable) }
            var input = FormInput(fields)
            guard let form = Self.form(input["key"], table) else { return refuse(422, .formUnreadable) }
            guard let card = read(&input, event, table) else {
                return refuse(422, input.faults.first?.sentence ?? .formUnreadable)
            }
            try store(card, event, table, form)
            return plain(.empty())
        } catch {
            desk.world.log.error("capture.failed", .code("request", request.id), .failure(error))
            return refuse(503, .internalError)
        }
    }

    private func plain(_ response: Response) -> Response {
        var response = response
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
    }

    private func page(
        _ event: Event, _ table: Event.Table, _ process: Process, _ input: FormInput, _ turn: PublicTurn,
        status: Int = 200
    ) throws -> PublicPage {
        let language = turn.language
        let path = turn.request.path
        let text = input.filling(
            FormField(
                id: "text", label: turn.say("Was wurde gesagt?", "What was said?"), control: .text(),
                hint: turn.say(
                    "Ein Gedanke, dann die Eingabetaste.", "One thought, then the Enter key."), autocomplete: "off"),
            language)
        var group = EventWords.groupField(language)
        group.label = turn.say("Gesagt von", "Said by")
        group.hint = ""
        let words: [(String, String)] = [
            ("table", "\(table.id)"), ("send", path + "/card?lang=\(language.rawValue)"),
            ("none", turn.say("Alles ist gespeichert.", "Everything is saved.")),
            ("one", turn.say("Eine Karte wartet auf diesem Gerät.", "One card is waiting on this device.")),
            ("many", turn.say("# Karten warten auf diesem Gerät.", "# cards are waiting on this device.")),
            (
                "offline",
                turn.say("Das Netz ist weg; schreiben Sie weiter.", "The network is away; go on writing.")
            ),
            ("again", turn.say("Noch einmal bearbeiten", "Edit again")),
            ("gone", turn.say("Dieser Link gilt nicht mehr.", "This link is no longer valid.")),
            ("most", "\(Self.textLimit)"),
            (
                "long",
                turn.say(
                    "Das ist zu lang für eine Karte. Bitte kürzen oder teilen Sie es.",
                    "This is too long for a card. Please shorten or divide it.")
            ),
            ("half", turn.say("halb geschrieben", "half written")),
        ]
        let key = Hex.encode(desk.world.randomBytes(16))
        let hidden = HTML.element(.input, [.set(.type, "hidden"), .set(.name, "key"), .set(.value, key)], [])
        let form = HTML.element(
            .form,
            [
                .id("capture"), .action(Address(path: path, query: [QueryItem("lang", language.rawValue)])),
                .set(.method, "post"), .flag(.novalidate),
            ]
                + words.map { .data($0.0, $0.1) },
            [
                hidden, text.html(language), input.filling(group, language).html(language),
                .div(
                    .element(
                        .button, [.set(.type, "submit"), .class("button")], [.text(turn.say("Speichern", "Save"))]),
                    class: "buttons"),
            ])
        return PublicPage(
            title: turn.say("Protokoll: \(table.name)", "Record: \(table.name)"),
            lead: .text(event.question(at: table, of: process)),
            body: [
                turn.done([
                    "card": Phrase(de: "Die Karte ist gespeichert.", en: "The card is saved.")
                ]),
                ErrorSummary(text.errorItem.map { [$0] } ?? []).html(language), form,
                .element(.p, [.id("capture-state"), .set(.role, "status")], []),
                .element(.ul, [.id("capture-list"), .class("flow")], []),
            ], status: status, hasErrors: !input.isAccepted, script: OwnScript.capture.address)
    }
}
