import Pages

/// The form of an idea: what may be said, how it is read, and how it is carried on from step to step.
struct IdeaForm: Sendable {
    let process: Process
    let places: [TownPlace]

    /// The fields that are carried from step to step.
    static let names = ["title", "text", "topic", "place", "place-name", "pseudonym", "group"]

    /// What was typed as a contribution; what is wrong stands in `input` then.
    func read(_ input: inout FormInput, at seconds: Int64) -> Contribution {
        let title = input.line("title", limit: Contribution.titleLimit, isRequired: true)
        let text = input.text("text", limit: Contribution.textLimit)
        let pseudonym = input.line("pseudonym", limit: Contribution.pseudonymLimit)
        var placeName = input.line("place-name", limit: Contribution.placeNameLimit)
        let topic = input["topic"]
        if !topic.isEmpty, process.topic(topic) == nil { input.refuse("topic", .choiceRequired) }
        var group: Group?
        if !input["group"].isEmpty { group = input.word("group", Group.self) }
        var cell = ""
        if !input["place"].isEmpty {
            if let place = places.first(where: { $0.name == input["place"] }) {
                cell = place.cell
                placeName = placeName.isEmpty ? place.name : "\(place.name), \(placeName)"
                if placeName.utf8.count > Contribution.placeNameLimit {
                    input.refuse(
                        "place-name",
                        .textTooLong(
                            by: placeName.utf8.count - Contribution.placeNameLimit,
                            limit: Contribution.placeNameLimit - place.name.utf8.count - 2))
                }
            } else {
                input.refuse("place", .choiceRequired)
            }
        }
        return Contribution(
            process: process.id, topic: topic, title: title, text: text, pseudonym: pseudonym,
            origin: Origin(.online, group: group), place: cell, placeName: placeName, received: seconds,
            isExample: false)
    }

    func parts(_ input: FormInput, _ language: Language) -> [FormPart] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        var first: [FormField] = [
            FormField(id: "title", label: say("Ihre Idee in einem Satz", "Your idea in one sentence")),
            FormField(
                id: "text",
                label: say("Was genau schlagen Sie vor, und warum?", "What exactly do you propose, and why?"),
                control: .area(rows: 7),
                hint: say(
                    "Bitte nennen Sie keine Namen, Adressen oder Telefonnummern: Der Text wird veröffentlicht.",
                    "Please name no persons, addresses or phone numbers: the text is published."), isRequired: false),
        ]
        if !process.topics.isEmpty {
            var topic = FormField(
                id: "topic", label: say("Thema", "Theme"),
                control: .select(process.topics.map { FormField.Option($0.code, $0.name) }), isRequired: false)
            topic.choosesNothing = say("weiß nicht oder etwas anderes", "don't know, or something else")
            first.append(topic)
        }
        var more: [FormField] = []
        if !places.isEmpty {
            var place = FormField(
                id: "place", label: say("Ortsteil", "Part of town"),
                control: .select(places.map { FormField.Option($0.name, $0.name) }), isRequired: false)
            place.marksOptional = false
            place.choosesNothing = say("die ganze Kommune", "the whole municipality")
            more.append(place)
        }
        more += [
            FormField(
                id: "place-name", label: say("Ort", "Place"),
                hint: say(
                    "Wenn es um eine bestimmte Stelle geht, zum Beispiel: Marktplatz, Bahnhof, Schulhof",
                    "If it is about a certain spot, for example: market square, station, school yard"),
                isRequired: false),
            FormField(
                id: "pseudonym", label: say("Unter welchem Namen?", "Under which name?"), control: .text(width: 20),
                hint: say(
                    "Ein erfundener Name genügt. Ohne Namen erscheint die Idee anonym.",
                    "An invented name will do. Without one the idea appears anonymously."), isRequired: false,
                autocomplete: "off"),
        ]
        var group = FormField(
            id: "group", label: say("Für wen sprechen Sie?", "For whom do you speak?"),
            control: .select(Group.allCases.map { FormField.Option($0.rawValue, $0.word(language)) }),
            hint: say(
                "Wird nur gezählt und nie bei der Idee gezeigt.", "Is only counted and never shown with the idea."),
            isRequired: false)
        group.choosesNothing = say("keine Angabe", "not said")
        more.append(group)
        let optional = more.map { field in
            var field = field
            field.marksOptional = false
            return FormPart.field(field)
        }
        let parts =
            first.map { FormPart.field($0) } + [
                .group(FormGroup(say("Wenn Sie mögen", "If you like"), optional))
            ]
        return parts.map { $0.filled(input, language) }
    }
}
