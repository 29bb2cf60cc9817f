import HTTP
import Pages
import PublicForms

/// `/participation`: what one can take part in, and each process with where it stands and what happens next.
struct ProcessPages: Sendable {
    let desk: ParticipationDesk

    var routes: [Route] {
        [
            desk.site.get(ParticipationRooms.path) { turn, _ in try list(turn) },
            desk.site.get(ParticipationRooms.path + "/:slug") { turn, parameters in
                let slug = parameters["slug"] ?? ""
                let found = try desk.store.read { connection -> (Process, Int, [HTML])? in
                    guard let process = try ProcessStore.find(slug: slug, connection), process.isPublished else {
                        return nil
                    }
                    return (
                        process, try ContributionStore.publishedCount(of: process.id, connection),
                        try [LineageRooms.votes(of: process, turn, connection)]
                            + desk.processSections.map { try $0(process, turn.language, connection) }
                    )
                }
                guard let (process, count, sections) = found else { return turn.notFound() }
                return turn.show(page(process, contributions: count, sections: sections, turn))
            },
        ]
    }

    private func list(_ turn: PublicTurn) throws -> Response {
        let processes = try desk.store.read { connection in try ProcessStore.all(connection) }
            .filter(\.isPublished)
        let (over, running) = (
            processes.filter { $0.isOver(on: desk.today) }, processes.filter { !$0.isOver(on: desk.today) }
        )
        let body: HTML =
            processes.isEmpty
            ? EmptyState(
                turn.say("Zurzeit gibt es nichts zum Mitmachen", "There is nothing to take part in at present"),
                explanation: turn.say(
                    "Hier stehen Fragen, zu denen die Kommune Ihre Ideen und Ihre Meinung hören möchte.",
                    "Questions on which the municipality would like to hear your ideas and your opinion will stand here."
                )
            ).html()
            : [
                .when(
                    !running.isEmpty,
                    .section(.h2(.text(turn.say("Zurzeit", "At present"))), cards(running, turn))),
                .when(
                    !over.isEmpty,
                    .section(.h2(.text(turn.say("Abgeschlossen", "Completed"))), cards(over, turn))),
            ]
        return turn.show(
            PublicPage(
                title: turn.say("Wobei können Sie mitmachen?", "What can you take part in?"),
                lead: .text(
                    running.isEmpty
                        ? ""
                        : turn.say(
                            running.count == 1 ? "Ein Verfahren läuft." : "\(running.count) Verfahren laufen.",
                            running.count == 1
                                ? "One process is under way." : "\(running.count) processes are under way."
                        )),
                body: [
                    body,
                    .section(
                        .h2(.text(turn.say("Mehr dazu", "More about it"))),
                        RoomLink.html(Self.more + desk.publicRooms, turn)),
                ]))
    }

    private static let more = [
        RoomLink(Phrase(de: "Was wurde daraus?", en: "What became of it?"), OutcomePages.path),
        RoomLink(
            Phrase(de: "Maßnahmen, die auf Ideen zurückgehen", en: "Measures that go back to ideas"),
            ParticipationRooms.path + "/lineage"),
        RoomLink(
            Phrase(de: "Was ausprobiert wird", en: "What is being tried out"), ParticipationRooms.path + "/pilots"),
        RoomLink(Phrase(de: "Regeln", en: "Rules"), ParticipationRooms.path + "/rules"),
    ]

    private func cards(_ processes: [Process], _ turn: PublicTurn) -> HTML {
        guard !processes.isEmpty else { return .empty }
        return Card.grid(
            processes.map { process in
                Card(
                    process.title,
                    [
                        .p(.text(process.question)), .p(.text(standing(process, turn))),
                        .p(
                            .a(
                                turn.link("\(ParticipationRooms.path)/\(process.slug)"),
                                .text(turn.say("Ansehen", "Have a look")), .hidden(": \(process.title)"))),
                    ])
            })
    }

    /// Where the process stands today, in one sentence.
    func standing(_ process: Process, _ turn: PublicTurn) -> String {
        let today = desk.today
        func day(_ day: CivilDay) -> String { DateFormat.date("\(day)", turn.language) }
        if let phase = process.phase(on: today) {
            guard let last = phase.lastDay else {
                return turn.say("Jetzt: \(phase.name(.german)).", "Now: \(phase.name(.english)).")
            }
            return turn.say(
                "Jetzt: \(phase.name(.german)), bis \(day(last)).", "Now: \(phase.name(.english)), until \(day(last)).")
        }
        if let next = process.nextPhase(after: today) {
            return turn.say(
                "Ab \(day(next.firstDay)): \(next.name(.german)).",
                "From \(day(next.firstDay)): \(next.name(.english)).")
        }
        return process.phases.isEmpty
            ? turn.say("Termine stehen noch nicht fest.", "Dates are not fixed yet.")
            : turn.say("Das Verfahren ist abgeschlossen.", "The process is completed.")
    }

    private func page(_ process: Process, contributions: Int, sections: [HTML], _ turn: PublicTurn) -> PublicPage {
        let count = NumberFormat.integer(contributions, turn.language)
        return PublicPage(
            title: process.question, lead: .text(standing(process, turn)),
            body: [
                .when(process.isExample, Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(turn.language)),
                .element(.div, [.class("flow")], PlainText(process.description, headingLevel: 2).html()),
                .when(
                    !process.result.isEmpty,
                    .section(
                        .h2(.text(turn.say("Was dabei herauskam", "What came of it"))),
                        .element(.div, [.class("flow")], PlainText(process.result, headingLevel: 3).html()))),
                .when(!process.phases.isEmpty, phases(process, turn)),
                .when(
                    !process.nextStep.isEmpty,
                    .section(
                        .h2(.text(turn.say("Wie es weitergeht", "What happens next"))),
                        .element(.div, [.class("flow")], PlainText(process.nextStep, headingLevel: 3).html()))),
                .when(!process.topics.isEmpty, topics(process, turn)),
                .section(
                    .h2(.text(turn.say("Beiträge", "Contributions"))),
                    .p(
                        .text(
                            contributions == 1
                                ? turn.say("Ein Beitrag ist veröffentlicht.", "One contribution is published.")
                                : turn.say(
                                    "\(count) Beiträge sind veröffentlicht.", "\(count) contributions are published."))),
                    .div(
                        .when(
                            process.takesContributions(on: desk.today),
                            .buttonLink(
                                turn.link(IdeaPaths.new(process)), turn.say("Idee einreichen", "Submit an idea"))),
                        .buttonLink(
                            turn.link(IdeaPaths.list(process)), turn.say("Ideen ansehen", "See the ideas"),
                            primary: false),
                        class: "buttons"),
                    .p(
                        .a(
                            FollowPages.link(.process(process.id), turn),
                            .text(turn.say("Verfolgen, was daraus wird", "Follow what becomes of it"))))),
            ] + sections,
            breadcrumb: [PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path))])
    }

    private func phases(_ process: Process, _ turn: PublicTurn) -> HTML {
        let today = desk.today
        // Nothing is current before the first phase and after the last.
        let current =
            process.phases.firstIndex { $0.contains(today) }
            ?? process.phases.firstIndex { $0.firstDay > today } ?? process.phases.count
        return .section(
            .h2(.text(turn.say("Wann was geschieht", "What happens when"))),
            Steps(process.phases.map { $0.name(turn.language) }, current: current).html(turn.language),
            DataTable(
                caption: turn.say("Abschnitte des Verfahrens", "Phases of the process"),
                columns: [
                    DataTable.Column(turn.say("Abschnitt", "Phase")), DataTable.Column(turn.say("Zeitraum", "Period")),
                    DataTable.Column(turn.say("Worum es geht", "What it is about")),
                ],
                rows: process.phases.map { phase in
                    [
                        .text(phase.name(turn.language)), .text(phase.days(turn.language)),
                        .text(phase.description.isEmpty ? "–" : phase.description),
                    ]
                }, hidesCaption: true
            ).html(turn.language))
    }

    private func topics(_ process: Process, _ turn: PublicTurn) -> HTML {
        .section(
            .h2(.text(turn.say("Themen", "Themes"))), .ul(process.topics.map { .li(.text($0.name)) }))
    }
}
