import Crypto
import HTTP
import Pages
import PublicForms

/// `/participation/votes/:id`: where one votes while the phase lasts, and is told where the result is afterwards.
struct VotingPages: Sendable {
    static let path = ParticipationRooms.path + "/votes"
    static func path(_ ballot: Int64) -> String { "\(path)/\(ballot)" }
    private static let purpose = "vote"
    /// A hall full of phones stands behind one address.
    private static let votesPerHour = 2000
    /// Wrong codes from one address; a hall makes that many mistakes, and 60 bits are not guessed with it.
    private static let guessesPerHour: Int64 = 100

    let desk: ParticipationDesk
    private let votes: SendingLimit
    private let guesses: GuessLimit

    init(desk: ParticipationDesk) {
        self.desk = desk
        votes = SendingLimit(perHour: Self.votesPerHour, world: desk.world)
        guesses = GuessLimit(desk: desk, kind: .code, perHour: Self.guessesPerHour)
    }

    var routes: [Route] {
        [
            desk.site.get(Self.path + "/:id") { turn, parameters in
                guard let (ballot, process) = try find(parameters) else { return turn.notFound() }
                return try show(ballot, process, turn)
            },
            desk.site.post(Self.path + "/:id") { turn, parameters, input in
                guard let (ballot, process) = try find(parameters) else { return turn.notFound() }
                return try cast(ballot, process, input, turn)
            },
        ]
    }

    private func find(_ parameters: Parameters) throws -> (Ballot, Process)? {
        guard let id = parameters["id"].flatMap(Int64.init) else { return nil }
        return try desk.store.read { connection in
            guard let ballot = try BallotStore.read(id, connection), ballot.isPublished,
                let process = try ProcessStore.read(ballot.process, connection), process.isPublished
            else { return nil }
            return (ballot, process)
        }
    }

    private func devicePurpose(_ ballot: Ballot) -> String { "vote \(ballot.id)" }

    private func cast(
        _ ballot: Ballot, _ process: Process, _ typed: FormInput, _ turn: PublicTurn
    ) throws -> Response {
        var input = typed
        let form = VoteForm(ballot: ballot, language: turn.language)
        guard ballot.takesVotes(process, on: desk.today) else {
            return turn.show(try closed(ballot, process, form.summary(input), turn, status: 409))
        }
        // A program that fills in what nobody sees is thanked and forgotten.
        guard !FormTrap.isSprung(input) else { return turn.go(Self.path(ballot.id), done: "voted") }
        let first = ballot.access == .code ? "code" : Self.firstField(ballot)
        let name = turn.admit(&input, purpose: "\(Self.purpose) \(ballot.id)", at: first)
        let marks = form.marks(&input)
        let address = turn.request.clientNetwork
        var digest: [UInt8]?
        if ballot.access == .code, input.fault("code") == nil {
            digest = try code(&input, ballot, address)
        }
        guard let name, let marks, input.isAccepted else {
            return turn.show(try page(ballot, process, input, turn, status: 422))
        }
        guard votes.allows(turn, &input, purpose: "\(Self.purpose) \(ballot.id)", at: first) else {
            return turn.show(try page(ballot, process, input, turn, status: 429))
        }
        let (device, cookie) = try turn.device(devicePurpose(ballot))
        let outcome = try desk.store.write { connection in
            try VoteStore.cast(marks, ballot: ballot.id, code: digest, device: device, form: name, connection)
        }
        guard outcome != .codeUsed else {
            input.refuse(
                "code",
                Phrase(
                    de:
                        "Mit diesem Code wurde schon abgestimmt. Ändern lässt sich die Stimme bis zum Ende auf dem Gerät, auf "
                        + "dem sie abgegeben wurde.",
                    en:
                        "This code has been used already. The vote can be changed until the end on the device it was cast "
                        + "on."))
            return turn.show(try page(ballot, process, input, turn, status: 409))
        }
        var response = turn.go(Self.path(ballot.id), done: outcome == .taken ? "voted" : "changed")
        if let cookie { response.headers.add("Set-Cookie", cookie) }
        return response
    }

    /// The digest of the code that was typed, where it is one of this ballot's.
    private func code(_ input: inout FormInput, _ ballot: Ballot, _ address: String) throws -> [UInt8]? {
        guard try !guesses.isExhausted(address) else {
            input.refuse(
                "code",
                Phrase(
                    de:
                        "Von diesem Anschluss kamen in der letzten Stunde zu viele falsche Codes. Bitte versuchen Sie es "
                        + "später noch einmal oder über einen anderen Anschluss.",
                    en:
                        "Too many wrong codes came from this connection within the last hour. Please try again later, or "
                        + "over another connection."))
            return nil
        }
        let codes = BallotCodes(key: try CodePages.key(desk))
        if let code = BallotCodes.read(input["code"]) {
            let digest = try codes.digest(code, ballot: ballot.id)
            if try desk.store.read({ try CodeStore.isGood(digest, ballot: ballot.id, $0) }) { return digest }
        }
        // An empty field is no guess.
        if !input["code"].isEmpty { try guesses.count(address) }
        input.refuse(
            "code",
            input["code"].isEmpty
                ? Phrase(
                    de: "Bitte schreiben Sie den Code von Ihrer Karte.", en: "Please write the code from your card.")
                : Phrase(
                    de:
                        "Dieser Code gilt hier nicht. Bitte vergleichen Sie ihn mit Ihrer Karte; die Ziffern 0 und 1 und die "
                        + "Buchstaben I und O kommen nicht vor.",
                    en:
                        "This code does not count here. Please compare it with your card; the digits 0 and 1 and the letters "
                        + "I and O do not occur."))
        return nil
    }

    static func firstField(_ ballot: Ballot) -> String {
        switch ballot.method {
        case .points: "points"
        case .rating: "rating-\(ballot.options.first?.number ?? 1)"
        case .choice: "choice"
        }
    }

    // MARK: Pages

    private func show(_ ballot: Ballot, _ process: Process, _ turn: PublicTurn) throws -> Response {
        guard ballot.takesVotes(process, on: desk.today) else {
            return turn.show(try closed(ballot, process, [], turn, status: 200))
        }
        var given: [Int: Int]?
        if ballot.access == .device, let device = try turn.knownDevice(devicePurpose(ballot)) {
            given = try desk.store.read { try VoteStore.marks(ballot: ballot.id, voter: device, $0) }
        }
        let input = VoteForm(ballot: ballot, language: turn.language).input(given ?? [:])
        return turn.show(try page(ballot, process, input, turn, hasVoted: given != nil))
    }

    private func page(
        _ ballot: Ballot, _ process: Process, _ input: FormInput, _ turn: PublicTurn, hasVoted: Bool = false,
        status: Int = 200
    ) throws -> PublicPage {
        let strategy = try desk.strategy()
        var until = ""
        if case .open(let last?) = ballot.standing(process, on: desk.today) {
            let day = DateFormat.date("\(last)", turn.language)
            until = turn.say(" Bis \(day).", " Until \(day).")
        }
        let form = turn.form(
            Self.path(ballot.id), purpose: "\(Self.purpose) \(ballot.id)",
            parts: VoteForm(ballot: ballot, language: turn.language).parts(input),
            submit: hasVoted
                ? Phrase(de: "Stimme ändern", en: "Change my vote") : Phrase(de: "Abstimmen", en: "Vote"))
        return PublicPage(
            title: ballot.title, lead: .text(ballot.rule(turn.language) + until),
            body: [
                turn.done([
                    "voted": Phrase(de: "Ihre Stimme ist gezählt.", en: "Your vote is counted."),
                    "changed": Phrase(
                        de: "Ihre Stimme ist geändert; es zählt die neue.",
                        en: "Your vote is changed; the new one counts."),
                ]),
                .when(
                    process.isExample, Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(turn.language)),
                .when(
                    hasVoted,
                    .p(
                        .text(
                            turn.say(
                                "Von diesem Gerät wurde schon abgestimmt. Bis zum Ende können Sie Ihre Stimme ändern.",
                                "This device has voted already. You can change your vote until the end.")))),
                .element(.div, [.class("flow")], PlainText(ballot.description, headingLevel: 2).html()),
                described(ballot, strategy, turn),
                form.html(turn.language),
                .p(.text(cookieNote(ballot, turn)), class: "muted"),
            ], status: status, hasErrors: status != 200, breadcrumb: breadcrumb(process, turn))
    }

    private func cookieNote(_ ballot: Ballot, _ turn: PublicTurn) -> String {
        ballot.access == .device
            ? turn.say(
                "Je Gerät zählt eine Stimme. Dafür setzt diese Seite ein Cookie, das sonst zu nichts dient. Wer wie abgestimmt "
                    + "hat, wird nicht gespeichert.",
                "One vote counts for each device. For this the page sets a cookie that serves nothing else. Who voted how is "
                    + "not stored.")
            : turn.say(
                "Je Code zählt eine Stimme. Ein Cookie merkt sich dieses Gerät, damit nur von hier aus geändert werden kann. "
                    + "Wer welchen Code hat, weiß niemand.",
                "One vote counts for each code. A cookie remembers this device, so that the vote can be changed from here only. "
                    + "Nobody knows who has which code.")
    }

    /// Where one can read about the options before voting.
    private func described(_ ballot: Ballot, _ strategy: TownStrategy, _ turn: PublicTurn) -> HTML {
        let links = ballot.options.compactMap { option in
            option.address(strategy, turn.language).map { HTML.li(.a($0, .text("\(option.number). \(option.title)"))) }
        }
        return .when(
            !links.isEmpty,
            Details(turn.say("Worum es jeweils geht", "What each is about"), [.ul(links)]).html())
    }

    private func closed(
        _ ballot: Ballot, _ process: Process, _ typed: [String], _ turn: PublicTurn, status: Int
    ) throws -> PublicPage {
        let strategy = try desk.strategy()
        let standing = ballot.standing(process, on: desk.today)
        var lead = turn.say("Die Abstimmung ist zu Ende.", "The vote is over.")
        if case .notYet(let day) = standing {
            lead =
                day.map {
                    turn.say(
                        "Die Abstimmung beginnt am \(DateFormat.date("\($0)", .german)).",
                        "The vote begins on \(DateFormat.date("\($0)", .english)).")
                } ?? turn.say("Die Abstimmung hat noch keinen Termin.", "The vote has no date yet.")
        }
        return PublicPage(
            title: ballot.title, lead: .text(lead),
            body: [
                .when(
                    process.isExample, Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(turn.language)),
                .when(
                    status != 200,
                    Callout(
                        .error, title: turn.say("Ihre Stimme wurde nicht gezählt", "Your vote was not counted"),
                        [
                            .p(
                                .text(
                                    turn.say(
                                        "Als sie ankam, war die Abstimmung nicht geöffnet. Das hatten Sie angegeben:",
                                        "When it arrived the vote was not open. This is what you had given:"))),
                            .ul(typed.map { .li(.text($0)) }),
                        ]
                    ).html(turn.language)),
                .element(.div, [.class("flow")], PlainText(ballot.description, headingLevel: 2).html()),
                .when(
                    standing == .over,
                    ballot.released == nil
                        ? .p(
                            .text(
                                turn.say(
                                    "Das Ergebnis steht hier, sobald auch die Stimmen auf Papier gezählt sind.",
                                    "The result stands here once the votes on paper are counted, too.")))
                        : .p(
                            .buttonLink(
                                turn.link(Self.path(ballot.id) + "/result"), turn.say("Zum Ergebnis", "To the result")))
                ),
                .section(
                    .h2(.text(turn.say("Was zur Wahl steht", "What is to be chosen from"))),
                    .ol(
                        ballot.options.map { option in
                            .li(
                                option.address(strategy, turn.language).map { .a($0, .text(option.title)) }
                                    ?? .text(option.title))
                        })),
            ], status: status, hasErrors: status != 200, breadcrumb: breadcrumb(process, turn))
    }

    private func breadcrumb(_ process: Process, _ turn: PublicTurn) -> [PageFrame.Link] {
        [
            PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
            PageFrame.Link(process.title, turn.link("\(ParticipationRooms.path)/\(process.slug)")),
        ]
    }
}
