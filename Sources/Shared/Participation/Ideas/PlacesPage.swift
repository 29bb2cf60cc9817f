import AccountPages
import Accounts
import Database
import HTTP
import Pages

/// `/staff/participation/places`: the parts of town one can choose from, one a line.
struct PlacesPage: Sendable {
    let desk: ParticipationDesk
    static let path = "/participation/places"

    var routes: [Route] {
        [
            desk.gate.get(Self.path, .author) { turn, _ in
                var input = FormInput()
                let places = try desk.store.read { connection in try TownPlace.all(connection) }
                input["places"] = places.map(Self.line).joined(separator: "\n")
                return page(turn, input)
            },
            desk.gate.post(Self.path, .author) { turn, _, form in
                var input = FormInput(form.fields)
                let places = Self.read(&input)
                guard input.isAccepted else { return page(turn, input) }
                let account = turn.visitor.account
                try desk.store.write { connection in
                    try TownPlace.replace(places, connection)
                    try Journal.record(
                        "participation.places", object: "", detail: String(places.count), by: account, at: desk.now,
                        connection)
                }
                return turn.go(Self.path, done: "saved")
            },
        ]
    }

    private static func line(_ place: TownPlace) -> String {
        ([place.name] + place.cell.split(separator: ",").map(String.init)).joined(separator: "; ")
    }

    /// `Name` or `Name; 51,57; 8,10`.
    static func read(_ input: inout FormInput) -> [TownPlace] {
        var places: [TownPlace] = []
        for line in input.lines("places", limit: 200, count: TownPlace.most) {
            let parts = line.split(separator: ";", omittingEmptySubsequences: false).map { part in
                part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            var cell: String? = ""
            if parts.count == 3 { cell = TownPlace.cell(latitude: parts[1], longitude: parts[2]) }
            guard let name = parts.first, !name.isEmpty, name.utf8.count <= 80, parts.count != 2, parts.count < 4,
                let cell
            else {
                input.refuse("places", wrong(line))
                continue
            }
            if places.contains(where: { $0.name == name }) {
                input.refuse(
                    "places", Phrase(de: "„\(name)“ steht zweimal da.", en: "\"\(name)\" stands there twice."))
            }
            places.append(TownPlace(name: name, cell: cell))
        }
        return places
    }

    private static func wrong(_ line: String) -> Phrase {
        Phrase(
            de:
                "„\(line.prefix(60))“ lässt sich nicht lesen. Bitte schreiben Sie den Namen, oder Name; Breite; Länge, zum "
                + "Beispiel: Ortsteil; 51,57; 8,10. Der Name darf 80 Zeichen haben.",
            en:
                "\"\(line.prefix(60))\" cannot be read. Please write the name, or name; latitude; longitude, for example: "
                + "Village; 51.57; 8.10. The name may have 80 characters.")
    }

    private func page(_ turn: StaffTurn, _ input: FormInput) -> Response {
        let isRefused = !input.isAccepted
        let field = FormField(
            id: "places", label: turn.say("Ortsteile", "Parts of town"), control: .area(rows: 12),
            hint: turn.say(
                "Einer in jeder Zeile. Breite und Länge in Grad können folgen: Ortsteil; 51,57; 8,10. Gespeichert wird nur ein "
                    + "Feld von etwa einem Kilometer.",
                "One a line. Latitude and longitude in degrees can follow: Village; 51.57; 8.10. Only a cell of about one "
                    + "kilometre is stored."), isRequired: false)
        return turn.show(
            StaffPage(
                title: turn.say("Welche Ortsteile gibt es?", "Which parts of town are there?"),
                lead: .text(
                    turn.say(
                        "Wer eine Idee einreicht, kann einen davon wählen.",
                        "Whoever submits an idea can choose one of them.")),
                body: [
                    turn.done([
                        "saved": Phrase(de: "Die Ortsteile sind gespeichert.", en: "The parts of town are saved.")
                    ]),
                    turn.form(
                        Self.path, parts: [.field(input.filling(field, turn.language))], submit: .save,
                        cancel: turn.link("/participation")
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }
}
