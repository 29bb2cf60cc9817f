import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Participation

/// `/staff/participation/events/<event>/documentation`: what is said about an event afterwards.
struct DocumentationEditing: Sendable {
    let room: EventsRoom

    private var desk: ParticipationDesk { room.desk }
    private static let pattern = EventEditing.path + "/:slug/documentation"
    private static let mostPeople: Int64 = 100_000

    var routes: [Route] {
        [
            desk.gate.get(Self.pattern, .author) { turn, parameters in
                guard let (event, process) = try room.found(parameters) else { return turn.notFound() }
                return try page(event, process, Self.input(event), turn)
            },
            desk.gate.post(Self.pattern, .author) { turn, parameters, form in
                guard let (event, process) = try room.found(parameters) else { return turn.notFound() }
                return try save(event, process, form, turn)
            },
        ]
    }

    private static func input(_ event: Event) -> FormInput {
        var input = FormInput()
        input["version"] = String(event.version)
        input["people"] = event.documentation.people.map(String.init) ?? ""
        input["summary"] = event.documentation.summary
        input["next"] = event.documentation.nextSteps
        input.set("published", event.documentation.isPublished ? ["yes"] : [])
        return input
    }

    /// What was typed; what is wrong stands in `input` then.
    static func documentation(_ input: inout FormInput) -> Event.Documentation {
        let people = Int64(input["people"])
        if !input["people"].isEmpty, people.map({ !(0...mostPeople).contains($0) }) ?? true {
            input.refuse(
                "people",
                Phrase(
                    de: "Bitte geben Sie eine ganze Zahl bis 100.000 an, oder lassen Sie das Feld leer.",
                    en: "Please give a whole number up to 100,000, or leave the field empty."))
        }
        return Event.Documentation(
            people: people, summary: input.text("summary", limit: 20_000), nextSteps: input.text("next", limit: 8000),
            isPublished: input["published"] == "yes")
    }

    private func save(
        _ event: Event, _ process: Process, _ form: SubmittedForm, _ turn: StaffTurn
    ) throws -> Response {
        var input = FormInput(form.fields)
        let documentation = Self.documentation(&input)
        guard input.isAccepted else { return try page(event, process, input, turn, status: 422) }
        let version = Int64(input["version"]) ?? 0
        let isSaved = try desk.store.write { connection in
            guard try EventStore.document(documentation, of: event.id, version: version, connection) else {
                return false
            }
            try DocumentationUses.register(event, isPublished: documentation.isPublished, connection)
            try Journal.record(
                "participation.event-documented", object: event.slug, detail: "", by: turn.visitor.account,
                at: desk.now, connection
            )
            return true
        }
        guard isSaved else {
            input["version"] = String(event.version)
            return try page(event, process, input, turn, status: 422, isStale: true)
        }
        return turn.go("\(EventEditing.path)/\(event.slug)", done: "documented")
    }

    private func page(
        _ event: Event, _ process: Process, _ input: FormInput, _ turn: StaffTurn, status: Int = 200,
        isStale: Bool = false
    ) throws -> Response {
        let model = try desk.store.read { connection in try DocumentationModel.read(event, process, connection) }
        let fields = [
            FormField(
                id: "people", label: turn.say("Wie viele Menschen waren da?", "How many people were there?"),
                control: .number(width: 8), isRequired: false),
            FormField(
                id: "summary", label: turn.say("Zusammenfassung", "Summary"), control: .area(rows: 10),
                isRequired: false),
            FormField(
                id: "next", label: turn.say("Wie geht es weiter?", "What happens next?"), control: .area(rows: 5),
                isRequired: false),
            FormField(
                id: "published", label: turn.say("Sichtbar", "Visible"),
                control: .checkboxes([
                    FormField.Option(
                        "yes", turn.say("Die Dokumentation ist öffentlich.", "The documentation is public."))
                ]), isRequired: false),
        ]
        return turn.show(
            StaffPage(
                title: turn.say("Dokumentation: \(event.title)", "Documentation: \(event.title)"),
                lead: .text(model.lead(turn.language)),
                body: [
                    .when(isStale, turn.savedMeanwhile()),
                    turn.form(
                        "\(EventEditing.path)/\(event.slug)/documentation",
                        hidden: [QueryItem("version", input["version"])],
                        parts: fields.map { .field(input.filling($0, turn.language)) }, submit: .save,
                        cancel: turn.link("\(EventEditing.path)/\(event.slug)")
                    ).html(turn.language),
                ], status: status, hasErrors: !input.isAccepted || isStale))
    }
}
