import Database
import HTTP
import Pages
import PublicForms

/// What the author of something can do by their link: see all that is kept of it, take it along, have it erased.
struct PersonalPages: Sendable {
    let desk: ParticipationDesk
    private static let purpose = "erase"
    private static let guessesPerHour: Int64 = 60

    static func path(_ secret: String) -> String { "\(ParticipationRooms.path)/mine/\(secret)" }

    var routes: [Route] {
        let path = ParticipationRooms.path + "/mine/:secret"
        return [
            desk.site.get(path + "/data") { turn, parameters in
                guard let (secret, record) = try find(parameters) else { return try Self.missed(desk, turn) }
                return turn.show(data(secret, record, turn))
            },
            desk.site.get(path + "/data.json") { turn, parameters in
                guard let (_, record) = try find(parameters) else { return try Self.missed(desk, turn) }
                return turn.file(
                    PersonalJSON.bytes(record, at: desk.now), contentType: "application/json", name: "data.json")
            },
            desk.site.get(path + "/erase") { turn, parameters in
                guard let (secret, record) = try find(parameters) else { return try Self.missed(desk, turn) }
                return turn.show(form(secret, record, FormInput(), turn))
            },
            desk.site.post(path + "/erase", maximumFields: 20) { turn, parameters, input in
                guard let (secret, record) = try find(parameters) else { return try Self.missed(desk, turn) }
                return try erase(secret, record, input, turn)
            },
        ]
    }

    private func find(_ parameters: Parameters) throws -> (String, PersonalRecord)? {
        guard let secret = parameters["secret"], Erasing.isSecret(secret) else { return nil }
        let digest = Erasing.digest(secret)
        return try desk.store.read { connection in
            for room in desk.personal {
                if let record = try room.record(digest, connection) { return (secret, record) }
            }
            return nil
        }
    }

    /// The answer to a link that nobody has. Guesses are counted, not visits.
    static func missed(_ desk: ParticipationDesk, _ turn: PublicTurn) throws -> Response {
        let guesses = GuessLimit(desk: desk, kind: .link, perHour: guessesPerHour)
        guard try !guesses.isExhausted(turn.request.clientNetwork) else {
            return turn.show(
                PublicPage(title: turn(.notFoundTitle), lead: .text(turn(.tooOften)), body: [], status: 429))
        }
        try guesses.count(turn.request.clientNetwork)
        return turn.notFound()
    }

    private func trail(_ secret: String, _ turn: PublicTurn) -> [PageFrame.Link] {
        [
            PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
            PageFrame.Link(turn.say("Ihr Beitrag", "Your contribution"), turn.link(Self.path(secret))),
        ]
    }

    private func shown(_ field: PersonalRecord.Field, _ language: Language) -> String {
        field.value.isEmpty ? "–" : field.words?(language) ?? field.value
    }

    private func data(_ secret: String, _ record: PersonalRecord, _ turn: PublicTurn) -> PublicPage {
        PublicPage(
            title: turn.say("Was wir dazu gespeichert haben", "What we have stored about it"),
            lead: .text("\(record.kind(turn.language)): \(record.title)"),
            body: [
                DefinitionList(
                    record.fields.map { field in
                        (
                            field.label(turn.language),
                            .element(.div, [.class("lines")], [.text(shown(field, turn.language))])
                        )
                    }
                ).html(),
                .when(
                    !record.history.isEmpty,
                    .section(
                        .h2(.text(turn.say("Was damit geschah", "What happened to it"))),
                        .ul(record.history.map { .li(.text($0.words(turn.language))) }))),
                .section(
                    .h2(.text(turn.say("Was wir nicht wissen", "What we do not know"))),
                    .p(
                        .text(
                            turn.say(
                                "Wer Sie sind, steht nirgends. Ihr Link ist nur als Prüfsumme gespeichert. Mit anderen "
                                    + "Beiträgen, mit Unterstützungen oder einer E-Mail-Adresse ist dieser Beitrag nicht "
                                    + "verbunden; dafür gelten eigene Links.",
                                "Who you are stands nowhere. Your link is stored as a checksum only. This contribution is not "
                                    + "joined to others, to supports or to an e-mail address; those have links of their own."
                            )))
                ),
                .ul([
                    .li(
                        .a(
                            turn.link(Self.path(secret) + "/data.json"),
                            .text(turn.say("Als Datei (JSON)", "As a file (JSON)")))),
                    .li(
                        .a(
                            turn.link(Self.path(secret) + "/erase"),
                            .text(turn.say("Löschen lassen", "Have it erased")))),
                ]),
            ], breadcrumb: trail(secret, turn))
    }

    private func form(
        _ secret: String, _ record: PersonalRecord, _ input: FormInput, _ turn: PublicTurn, status: Int = 200
    ) -> PublicPage {
        let field = FormField(
            id: "how", label: turn.say("Was soll gelöscht werden?", "What is to be erased?"),
            control: .radios([
                FormField.Option(
                    "author", turn.say("nur ich: Name, Gruppe und dieser Link", "only me: name, group and this link"),
                    hint: turn.say("Der Text bleibt ohne Namen stehen.", "The text stays without a name.")),
                FormField.Option(
                    "text", turn.say("auch der Text", "the text as well"),
                    hint: turn.say(
                        "An seiner Stelle steht, dass er zurückgezogen wurde.",
                        "In its place it is said that it was taken back.")),
            ]))
        return PublicPage(
            title: turn.say("Löschen lassen", "Have it erased"), lead: .text(record.title),
            body: [
                .p(
                    .text(
                        turn.say(
                            "Das geschieht sofort und lässt sich nicht rückgängig machen. Es gilt auch dann noch, wenn eine "
                                + "ältere Sicherung eingespielt wird. Danach gilt dieser Link nicht mehr.",
                            "This happens at once and cannot be undone. It still holds if an older backup is restored. This "
                                + "link is no longer valid after that."))),
                turn.form(
                    Self.path(secret) + "/erase", purpose: Self.purpose,
                    parts: [FormPart.field(field).filled(input, turn.language)],
                    submit: Phrase(de: "Endgültig löschen", en: "Erase for good"),
                    cancel: turn.link(Self.path(secret))
                ).html(turn.language),
            ], status: status, hasErrors: !input.isAccepted, breadcrumb: trail(secret, turn))
    }

    private func erase(
        _ secret: String, _ record: PersonalRecord, _ typed: FormInput, _ turn: PublicTurn
    ) throws -> Response {
        var input = typed
        if !["author", "text"].contains(input["how"]) { input.refuse("how", .choiceRequired) }
        _ = turn.admit(&input, purpose: Self.purpose, at: "how", leastSeconds: 0)
        guard input.isAccepted else { return turn.show(form(secret, record, input, turn, status: 422)) }
        _ = try Erasing.erase(secret, removesText: input["how"] == "text", desk)
        return turn.show(
            PublicPage(
                title: turn.say("Es ist gelöscht", "It is erased"),
                lead: .text(
                    input["how"] == "text"
                        ? turn.say(
                            "Ihr Text, Ihr Name und der Link sind gelöscht.",
                            "Your text, your name and the link are erased.")
                        : turn.say(
                            "Ihr Name und der Link sind gelöscht; der Text steht ohne Namen.",
                            "Your name and the link are erased; the text stays without a name.")),
                body: [.p(.buttonLink(turn.link(ParticipationRooms.path), turn(.participation)))],
                breadcrumb: [PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path))]))
    }

    /// The page behind the link of something that came to another room, such as a remark on a draft.
    static func own(_ secret: String, _ desk: ParticipationDesk, _ turn: PublicTurn) throws -> PublicPage? {
        guard Erasing.isSecret(secret) else { return nil }
        let digest = Erasing.digest(secret)
        let found = try desk.store.read { connection -> PersonalRecord? in
            for room in desk.personal {
                if let record = try room.record(digest, connection) { return record }
            }
            return nil
        }
        guard let record = found else { return nil }
        return PublicPage(
            title: turn.say("Was wurde aus Ihrem Beitrag?", "What became of your contribution?"),
            lead: .text("\(record.title): \(record.standing(turn.language))."),
            body: [
                .when(!record.history.isEmpty, .ul(record.history.map { .li(.text($0.words(turn.language))) })),
                .when(record.path) { path in
                    .p(.buttonLink(turn.link(path), turn.say("Dort ansehen", "See it there")))
                }, section(secret, turn),
            ], breadcrumb: [PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path))])
    }

    /// What the author's own page says of this.
    static func section(_ secret: String, _ turn: PublicTurn) -> HTML {
        .section(
            .h2(.text(turn.say("Ihre Daten", "Your data"))),
            .ul([
                .li(
                    .a(
                        turn.link(path(secret) + "/data"),
                        .text(
                            turn.say("Ansehen und mitnehmen, was gespeichert ist", "See and take along what is stored"))
                    )),
                .li(
                    .a(
                        turn.link(path(secret) + "/erase"),
                        .text(turn.say("Löschen lassen", "Have it erased")))),
            ]))
    }
}

/// One record as JSON.
enum PersonalJSON {
    static func bytes(_ record: PersonalRecord, at seconds: Int64) -> [UInt8] {
        var lines = ["  \"exported\": \(quoted(Moment.text(seconds)))", "  \"kind\": \(quoted(record.kind(.english)))"]
        lines += record.fields.map { "  \(quoted($0.name)): \(quoted($0.value))" }
        lines.append("  \"history\": [\(record.history.map { quoted($0.value) }.joined(separator: ", "))]")
        return Array("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8)
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
