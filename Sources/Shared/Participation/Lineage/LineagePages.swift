import HTTP
import Pages
import PublicForms
import Tables

/// `/participation/lineage`: how many measures go back to ideas, which, and by what way. Also as CSV and JSON.
struct LineagePages: Sendable {
    let desk: ParticipationDesk

    var routes: [Route] {
        [
            desk.site.get(LineageWords.lineage) { turn, _ in turn.show(page(try read(), turn)) },
            desk.site.get(LineageWords.lineage + ".csv") { turn, _ in
                licensed(
                    turn.file(LineageFiles.csv(try read()), contentType: "text/csv; charset=utf-8", name: "lineage.csv")
                )
            },
            desk.site.get(LineageWords.lineage + ".json") { turn, _ in
                licensed(
                    turn.file(
                        LineageFiles.json(try read(), licence: desk.licence, on: desk.today),
                        contentType: "application/json", name: "lineage.json"))
            },
        ]
    }

    /// RFC 8288: the licence travels with the file also where its format has no place for it.
    private func licensed(_ response: Response) -> Response {
        var response = response
        response.headers["Link"] = "<\(desk.licence.address)>; rel=\"license\""
        return response
    }

    private func read() throws -> Lineage {
        let strategy = try desk.strategy()
        return try desk.store.read { connection in try LineageStore.read(strategy, connection) }
    }

    private func page(_ lineage: Lineage, _ turn: PublicTurn) -> PublicPage {
        let (open, proven) = (lineage.open, lineage.proven)
        let without = open.filter { !$0.goesBackToCitizens }
        var body: [HTML] = []
        if open.isEmpty {
            body = [
                EmptyState(
                    turn.say("Noch keine öffentlichen Maßnahmen", "No public measures yet"),
                    explanation: turn.say(
                        "Hier steht, welche Maßnahmen auf Ideen zurückgehen, sobald Steckbriefe von Maßnahmen öffentlich sind.",
                        "Which measures go back to ideas stands here once profiles of measures are public.")
                ).html()
            ]
        } else {
            body = [
                .when(
                    lineage.hasExamples, Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(turn.language)),
                .section(
                    .h2(.text(turn.say("Maßnahmen, die auf Ideen zurückgehen", "Measures that go back to ideas"))),
                    proven.isEmpty
                        ? .p(
                            .text(
                                turn.say("Noch ist keine mit einer Idee verbunden.", "None is linked to an idea yet.")))
                        : .each(proven) { entry($0, turn) }),
                .when(
                    !without.isEmpty,
                    .section(
                        .h2(.text(turn.say("Maßnahmen ohne solche Idee", "Measures without such an idea"))),
                        .ul(
                            without.map { entry in
                                .li(
                                    measure(entry.measure, turn),
                                    .when(
                                        !entry.origins.isEmpty,
                                        .span(
                                            .text(
                                                turn.say(
                                                    "nur Ideen aus der Verwaltung selbst",
                                                    "ideas of the administration itself only")), class: "cell-note")))
                            }))),
            ]
        }
        body += [lost(lineage, turn), rule(lineage, turn)]
        return PublicPage(
            title: turn.say("Welche Maßnahmen gehen auf Ideen zurück?", "Which measures go back to ideas?"),
            lead: open.isEmpty ? .empty : .text(answer(proven.count, open.count, turn)), body: body,
            breadcrumb: [PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path))])
    }

    private func answer(_ count: Int, _ of: Int, _ turn: PublicTurn) -> String {
        let share = ExactShare(count, of: of).percent(turn.language)
        return turn.say(
            "\(count) von \(LineageWords.measures(of, .german)) (\(share)) \(count == 1 ? "geht" : "gehen") auf Ideen aus "
                + "der Bevölkerung zurück.",
            "\(count) of \(LineageWords.measures(of, .english)) (\(share)) \(count == 1 ? "goes" : "go") back to ideas of "
                + "the public.")
    }

    private func measure(_ measure: TownStrategy.Measure, _ turn: PublicTurn) -> HTML {
        .a(turn.link(LineageWords.measure(measure.id)), .text(measure.title))
    }

    private func entry(_ entry: Lineage.Entry, _ turn: PublicTurn) -> HTML {
        .div(
            .h3(measure(entry.measure, turn)), OriginList(origins: entry.origins, language: turn.language).html(),
            .when(
                !entry.indicators.isEmpty,
                .p(
                    .text(
                        turn.say("Gemessen an: ", "Measured by: ")
                            + entry.indicators.map(\.name).joined(separator: ", ")
                            + "."))), class: "report-item")
    }

    private func lost(_ lineage: Lineage, _ turn: PublicTurn) -> HTML {
        guard !lineage.lost.isEmpty else { return .empty }
        return .section(
            .h2(.text(turn.say("Nicht mehr in der Strategie", "No longer in the strategy"))),
            .ul(
                lineage.lost.map { lost in
                    .li(
                        .text(lost.title),
                        .span(.text(turn(LineageWords.measureLost)), class: "cell-note"),
                        .ul(
                            lost.ideas.map {
                                .li(.a(turn.link(LineageWords.idea($0.id)), .text($0.title)))
                            }))
                }))
    }

    private func rule(_ lineage: Lineage, _ turn: PublicTurn) -> HTML {
        let hidden = lineage.entries.count - lineage.open.count
        let files = [("CSV", ".csv"), ("JSON", ".json")].map { name, ending in
            HTML.li(.a(turn.link(LineageWords.lineage + ending), .text(name)))
        }
        return .section(
            .h2(.text(turn.say("So wird gezählt", "How this is counted"))),
            .p(
                .text(
                    turn.say(
                        "Eine Maßnahme zählt, wenn ihr Steckbrief öffentlich ist und mindestens eine veröffentlichte Idee zu ihr "
                            + "führt, direkt oder über einen öffentlichen Versuch. Ideen, die in einer anderen aufgegangen sind, "
                            + "gehören dazu. Ideen, deren Verfasser sich der Verwaltung zuordnen, allein genügen nicht.",
                        "A measure counts where its profile is public and at least one published idea leads to it, directly or "
                            + "by way of a public pilot. Ideas that were merged into another are part of it. Ideas whose "
                            + "authors count themselves among the administration do not suffice alone."))),
            .when(
                hidden > 0,
                .p(
                    .text(
                        turn.say(
                            "\(LineageWords.measures(hidden, .german)) ohne öffentlichen Steckbrief: nicht mitgezählt.",
                            "\(LineageWords.measures(hidden, .english)) without a public profile: not counted.")))),
            .p(.text(turn.say("Dieselbe Liste als Datei:", "The same list as a file:"))), .ul(files),
            .p(desk.licence.line(turn.language)),
            .p(
                .a(turn.link(LineageWords.pilots), .text(turn.say("Alle Versuche ansehen", "See all pilots")))))
    }
}

/// The proof as files: one row, or one object, for each way from an idea to a measure.
enum LineageFiles {
    static func csv(_ lineage: Lineage) -> [UInt8] {
        var bytes = CSVLine([
            "measure", "measure_title", "counted", "idea", "idea_title", "merged_into", "of_administration", "example",
            "direct", "pilots", "pilot_titles", "indicators",
        ]).bytes
        for entry in lineage.open {
            let indicators = entry.indicators.map(\.id).joined(separator: " ")
            let counted: CSVLine.Cell = entry.goesBackToCitizens ? "yes" : "no"
            if entry.origins.isEmpty {
                bytes +=
                    CSVLine([
                        .text(entry.measure.id), .text(entry.measure.title), counted, .empty, .empty, .empty, .empty,
                        .empty, .empty, .empty, .empty, .text(indicators),
                    ]).bytes
            }
            for origin in entry.origins {
                for idea in [origin.idea] + origin.merged {
                    bytes +=
                        CSVLine([
                            .text(entry.measure.id), .text(entry.measure.title), counted, .integer(idea.id),
                            .text(idea.title), .integer(idea.mergedInto), .text(idea.isOfTown ? "yes" : "no"),
                            .text(idea.isExample ? "yes" : "no"), .text(origin.isDirect ? "yes" : "no"),
                            .text(origin.pilots.map { "\($0.id)" }.joined(separator: " ")),
                            .text(origin.pilots.map(\.title).joined(separator: "; ")), .text(indicators),
                        ]).bytes
                }
            }
        }
        return bytes
    }

    static func json(_ lineage: Lineage, licence: OpenDataLicence, on day: CivilDay) -> [UInt8] {
        func idea(_ idea: Lineage.Idea) -> OpenJSON {
            .object([
                ("id", .integer(Int(idea.id))), ("title", .text(idea.title)),
                ("merged_into", idea.mergedInto.map { .integer(Int($0)) } ?? .null),
                ("of_administration", .boolean(idea.isOfTown)), ("example", .boolean(idea.isExample)),
            ])
        }
        return OpenJSON.object([
            ("licence", .text(licence.name)), ("licence_address", .text(licence.address)),
            ("as_of", .text(day.description)), ("measures", .integer(lineage.open.count)),
            ("going_back_to_ideas", .integer(lineage.proven.count)),
            (
                "entries",
                .list(
                    lineage.open.map { entry in
                        .object([
                            ("measure", .text(entry.measure.id)), ("title", .text(entry.measure.title)),
                            ("counted", .boolean(entry.goesBackToCitizens)),
                            (
                                "origins",
                                .list(
                                    entry.origins.map { origin in
                                        .object([
                                            ("idea", idea(origin.idea)), ("merged", .list(origin.merged.map(idea))),
                                            ("direct", .boolean(origin.isDirect)),
                                            (
                                                "pilots",
                                                .list(
                                                    origin.pilots.map {
                                                        .object([
                                                            ("id", .integer(Int($0.id))), ("title", .text($0.title)),
                                                            ("decision", .text($0.decision.rawValue)),
                                                        ])
                                                    })
                                            ),
                                        ])
                                    })
                            ),
                            (
                                "indicators",
                                .list(
                                    entry.indicators.map {
                                        .object([("id", .text($0.id)), ("name", .text($0.name))])
                                    })
                            ),
                        ])
                    })
            ),
            (
                "no_longer_in_strategy",
                .list(
                    lineage.lost.map {
                        .object([
                            ("measure", .text($0.measure)), ("title", .text($0.title)),
                            ("ideas", .list($0.ideas.map(idea))),
                        ])
                    })
            ),
        ]).bytes
    }
}
