import Crypto
import Database
import HTTP
import Mail
import Pages
import PublicForms

/// `/participation/follow`: hearing of what happens by feed or by mail; and the page behind the link in each mail.
struct FollowPages: Sendable {
    let desk: ParticipationDesk
    private let limit: SendingLimit
    private static let perHour = 20
    private static let purpose = "follow"

    init(desk: ParticipationDesk) {
        self.desk = desk
        limit = SendingLimit(perHour: Self.perHour, world: desk.world)
    }

    static let path = ParticipationRooms.path + "/follow"

    /// The page behind the link in each mail.
    static func path(_ token: [UInt8]) -> String { "\(path)/\(Hex.encode(token))" }

    /// Where a subject is followed.
    static func link(_ subject: FollowedSubject, _ turn: PublicTurn) -> Address {
        turn.link(path, [QueryItem("subject", subject.name)])
    }

    var routes: [Route] {
        [
            desk.site.get(Self.path) { turn, _ in
                guard let subject = FollowedSubject(turn.request.queryValue("subject") ?? "all"),
                    let title = try desk.store.read({ connection in try subject.title(turn.language, connection) })
                else { return turn.notFound() }
                return turn.show(form(subject, title, FormInput(), turn))
            },
            desk.site.post(Self.path, maximumFields: 20) { turn, _, input in try request(turn, input) },
            desk.site.get(Self.path + "/:token") { turn, parameters in
                guard let follower = try find(parameters) else { return gone(turn) }
                return try own(turn, follower)
            },
            desk.site.post(Self.path + "/:token", maximumFields: 300) { turn, parameters, input in
                guard let follower = try find(parameters) else { return gone(turn) }
                return try change(turn, follower, input)
            },
            desk.site.post(Self.path + "/:token/confirm", maximumFields: 20) { turn, parameters, _ in
                guard let follower = try find(parameters) else { return gone(turn) }
                try desk.store.write { connection in try FollowerStore.confirm(follower.id, at: desk.now, connection) }
                return turn.go(Self.path(follower.token), done: "confirmed")
            },
            // One click in a mail program comes here without having seen any page (RFC 8058): the link is the proof.
            desk.site.post(Self.path + "/:token/leave", maximumFields: 20) { turn, parameters, _ in
                if let follower = try find(parameters) {
                    try Erasing.forget(follower, desk)
                }
                return left(turn)
            },
            desk.site.get(Self.path + "/:token/leave") { turn, parameters in
                turn.go(Self.path + "/" + (parameters["token"] ?? ""))
            },
        ]
    }

    private func find(_ parameters: Parameters) throws -> Follower? {
        guard let token = Hex.decode((parameters["token"] ?? "").utf8), token.count == 16 else { return nil }
        return try desk.store.read { connection in try FollowerStore.find(token, connection) }
    }

    private func trail(_ turn: PublicTurn) -> [PageFrame.Link] {
        [PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path))]
    }

    // MARK: Wishing

    private func form(
        _ subject: FollowedSubject, _ title: String, _ input: FormInput, _ turn: PublicTurn, status: Int = 200
    ) -> PublicPage {
        let fields = [
            FormField(
                id: "address", label: turn.say("Ihre E-Mail-Adresse", "Your e-mail address"), control: .email,
                autocomplete: "email"),
            FormField(
                id: "rhythm", label: turn.say("Wie oft?", "How often?"),
                control: .radios([
                    FormField.Option("weekly", turn.say("einmal in der Woche", "once a week")),
                    FormField.Option("daily", turn.say("einmal am Tag", "once a day")),
                ]), hint: turn.say("Nur wenn es etwas Neues gibt.", "Only where there is something new.")),
        ]
        let mail: HTML =
            desk.mail == nil
            ? .p(
                .text(
                    turn.say(
                        "Per E-Mail ist das hier nicht möglich.", "This is not possible by e-mail here.")),
                class: "muted")
            : [
                .p(
                    .text(
                        turn.say(
                            "Sie bekommen zuerst eine E-Mail, in der Sie das bestätigen. Die Adresse dient nur dazu, steht "
                                + "getrennt von allen Beiträgen und ist mit einem Klick wieder gelöscht.",
                            "You first get an e-mail in which you confirm this. The address serves this alone, stands apart "
                                + "from all contributions, and is deleted again with one click."))),
                turn.form(
                    Self.path, purpose: Self.purpose, hidden: [QueryItem("subject", subject.name)],
                    parts: fields.map { FormPart.field($0).filled(input, turn.language) },
                    submit: Phrase(de: "E-Mail zur Bestätigung anfordern", en: "Ask for the e-mail to confirm")
                ).html(turn.language),
            ]
        return PublicPage(
            title: turn.say("Wie möchten Sie auf dem Laufenden bleiben?", "How would you like to stay informed?"),
            lead: .text(title),
            body: [
                .section(.h2(.text(turn.say("Per E-Mail", "By e-mail"))), mail),
                .section(
                    .h2(.text(turn.say("Als Feed", "As a feed"))),
                    .p(
                        .text(
                            turn.say(
                                "Ein Feedreader zeigt Neues, ohne dass Sie eine Adresse angeben: ",
                                "A feed reader shows what is new without your giving an address: ")),
                        .a(
                            turn.link(FeedPages.path, [QueryItem("subject", subject.name)]),
                            .text(turn.say("Atom-Feed", "Atom feed"))))),
            ], status: status, hasErrors: !input.isAccepted, breadcrumb: trail(turn))
    }

    private func request(_ turn: PublicTurn, _ typed: FormInput) throws -> Response {
        var input = typed
        guard let subject = FollowedSubject(input["subject"]),
            let title = try desk.store.read({ connection in try subject.title(turn.language, connection) })
        else { return turn.notFound() }
        if FormTrap.isSprung(input) { return asked(turn) }
        let address = MailAddress(input["address"])
        if address == nil {
            input.refuse(
                "address",
                Phrase(
                    de: "Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@beispiel.de, ohne Umlaute.",
                    en: "Please give an e-mail address, for example name@example.org, without umlauts."))
        }
        let rhythm = input.word("rhythm", FollowerRhythm.self)
        if desk.mail == nil {
            input.refuse(
                "address",
                Phrase(de: "E-Mail ist hier nicht eingerichtet.", en: "E-mail is not set up here."))
        }
        _ = turn.admit(&input, purpose: Self.purpose, at: "address")
        guard let address, let rhythm, input.isAccepted else {
            return turn.show(form(subject, title, input, turn, status: 422))
        }
        guard limit.allows(turn, &input, purpose: Self.purpose, at: "address") else {
            return turn.show(form(subject, title, input, turn, status: 429))
        }
        try desk.store.write { connection in
            guard
                let follower = try FollowerStore.request(
                    address, subject, rhythm, turn.language, token: desk.world.randomBytes(16), on: desk.today,
                    at: desk.now, connection)
            else { return }
            let subjects = try FollowerStore.subjects(of: follower.id, connection).filter { !$0.isConfirmed }
            // Followed already: then there is nothing to confirm, and the page says the same.
            guard !subjects.isEmpty else { return }
            let text = MailText(desk: desk, follower: follower)
            let titles = try subjects.compactMap { try $0.subject.title(follower.language, connection) }
            let days = try Retention.read(connection).unconfirmedDays
            try MailQueue.add(
                .confirmation, to: follower.id, subject: text.confirmationSubject,
                text: text.confirmation(titles, days: days), at: desk.now, connection)
        }
        return asked(turn)
    }

    /// The same answer whether the address was known, so that nobody learns who follows.
    private func asked(_ turn: PublicTurn) -> Response {
        turn.show(
            PublicPage(
                title: turn.say("Bitte sehen Sie in Ihr Postfach", "Please look into your mailbox"),
                lead: .text(
                    turn.say(
                        "Wenn die Adresse stimmt und noch nicht eingetragen ist, kommt gleich eine E-Mail, mit der Sie "
                            + "bestätigen.",
                        "If the address is right and not entered yet, an e-mail will arrive soon by which you confirm.")
                ),
                body: [.p(.buttonLink(turn.link(ParticipationRooms.path), turn(.participation)))],
                breadcrumb: trail(turn)))
    }

    // MARK: One's own page

    private func own(_ turn: PublicTurn, _ follower: Follower, _ input: FormInput? = nil) throws -> Response {
        let (subjects, titles) = try desk.store.read {
            connection -> ([(subject: FollowedSubject, isConfirmed: Bool)], [FollowedSubject: String]) in
            let subjects = try FollowerStore.subjects(of: follower.id, connection)
            var titles: [FollowedSubject: String] = [:]
            for (subject, _) in subjects { titles[subject] = try subject.title(turn.language, connection) }
            return (subjects, titles)
        }
        let gone = turn.say("wird nicht mehr gezeigt", "no longer shown")
        let path = Self.path(follower.token)
        let waits = subjects.contains { !$0.isConfirmed }
        var typed = input ?? FormInput()
        if input == nil {
            typed["rhythm"] = follower.rhythm.rawValue
            typed.set("keep", subjects.map(\.subject.name))
        }
        let fields = [
            FormField(
                id: "keep", label: turn.say("Sie verfolgen", "You follow"),
                control: .checkboxes(
                    subjects.map { FormField.Option($0.subject.name, titles[$0.subject] ?? gone) }),
                isRequired: false),
            FormField(
                id: "rhythm", label: turn.say("Wie oft?", "How often?"),
                control: .radios([
                    FormField.Option("weekly", turn.say("einmal in der Woche", "once a week")),
                    FormField.Option("daily", turn.say("einmal am Tag", "once a day")),
                ])),
        ]
        var leave = Form(
            action: turn.link(path + "/leave"), parts: [],
            submitLabel: turn.say("Alles abbestellen und Adresse löschen", "Leave all and delete the address"))
        leave.isSecondary = true
        return turn.show(
            PublicPage(
                title: waits
                    ? turn.say("Bestätigen Sie, was Sie verfolgen", "Confirm what you follow")
                    : turn.say("Was Sie per E-Mail verfolgen", "What you follow by e-mail"),
                body: [
                    turn.done([
                        "confirmed": Phrase(de: "Danke, das ist bestätigt.", en: "Thank you, that is confirmed."),
                        "saved": Phrase(de: "Gespeichert.", en: "Saved."),
                    ]),
                    .when(
                        waits,
                        .section(
                            .ul(
                                subjects.filter { !$0.isConfirmed }.map { subject, _ in
                                    .li(.text(titles[subject] ?? gone))
                                }),
                            Form(
                                action: turn.link(path + "/confirm"), parts: [],
                                submitLabel: turn.say("Ja, bestätigen", "Yes, confirm")
                            ).html(turn.language))),
                    .when(
                        follower.isConfirmed,
                        Form(
                            action: turn.link(path),
                            parts: fields.map { FormPart.field($0).filled(typed, turn.language) },
                            submitLabel: turn(.save)
                        ).html(turn.language)),
                    .section(
                        .h2(.text(turn.say("Nichts mehr bekommen", "Get nothing more"))), leave.html(turn.language)),
                ], status: typed.isAccepted ? 200 : 422, hasErrors: !typed.isAccepted, breadcrumb: trail(turn)))
    }

    private func change(_ turn: PublicTurn, _ follower: Follower, _ typed: FormInput) throws -> Response {
        var input = typed
        let kept = Set(input.all("keep").compactMap { FollowedSubject($0) })
        guard let rhythm = input.word("rhythm", FollowerRhythm.self) else { return try own(turn, follower, input) }
        guard !kept.isEmpty else {
            try Erasing.forget(follower, desk)
            return left(turn)
        }
        try desk.store.write { connection in
            try FollowerStore.change(follower.id, rhythm: rhythm, keeping: kept, connection)
        }
        return turn.go(Self.path(follower.token), done: "saved")
    }

    private func left(_ turn: PublicTurn) -> Response {
        turn.show(
            PublicPage(
                title: turn.say("Sie bekommen keine E-Mails mehr", "You get no more e-mails"),
                lead: .text(turn.say("Ihre Adresse ist gelöscht.", "Your address is deleted.")),
                body: [.p(.buttonLink(turn.link(ParticipationRooms.path), turn(.participation)))],
                breadcrumb: trail(turn)))
    }

    private func gone(_ turn: PublicTurn) -> Response {
        turn.show(
            PublicPage(
                title: turn.say("Dieser Link gilt nicht mehr", "This link is no longer valid"),
                lead: .text(
                    turn.say(
                        "Die Adresse, zu der er gehörte, ist gelöscht oder war nie eingetragen.",
                        "The address it belonged to is deleted or was never entered.")), body: [], status: 404,
                breadcrumb: trail(turn)))
    }
}
