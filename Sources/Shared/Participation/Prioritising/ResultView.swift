import Pages

/// Draws what a ballot came to, for the public and for staff alike.
struct ResultView {
    let result: BallotResult
    let strategy: TownStrategy
    let language: Language

    private var ballot: Ballot { result.ballot }
    private func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
    private func number(_ value: Int) -> String { NumberFormat.integer(value, language) }

    private func people(_ count: Int) -> String {
        count == 1
            ? say("Eine Person hat abgestimmt.", "One person has voted.")
            : say("\(number(count)) Personen haben abgestimmt.", "\(number(count)) people have voted.")
    }

    /// The answer of the page: who is ahead, and how many voted.
    var answer: String {
        let count = people(result.voters)
        guard result.voters > 0 else { return say("Niemand hat abgestimmt.", "Nobody has voted.") }
        guard !result.isSuppressed else {
            return count + " "
                + say(
                    "Das sind zu wenige, um zu zeigen, wie.",
                    "These are too few to show how.")
        }
        let best = result.rows.filter { $0.rank == 1 }
        guard let first = best.first else { return count }
        let figure = self.figure(first.option)
        if best.count > 1 {
            let names = best.map { say("„\($0.option.title)“", "\"\($0.option.title)\"") }
            return say(
                "Gleichauf vorn: \(names.joined(separator: ", ")) mit je \(figure). ",
                "Ahead together: \(names.joined(separator: ", ")) with \(figure) each. ") + count
        }
        return say(
            "Vorn liegt „\(first.option.title)“ mit \(figure). ", "\"\(first.option.title)\" is ahead with \(figure). ")
            + count
    }

    /// Points, votes or the mean, with its unit.
    private func figure(_ option: Ballot.Option) -> String {
        let sum = result.total.sum(option.number)
        switch ballot.method {
        case .points: return number(sum) + (sum == 1 ? say(" Punkt", " point") : say(" Punkten", " points"))
        case .choice: return number(sum) + (sum == 1 ? say(" Stimme", " vote") : say(" Stimmen", " votes"))
        case .rating:
            return say("durchschnittlich ", "a mean of ") + result.total.mean(option.number).mean(language)
                + say(" von 5", " of 5")
        }
    }

    func html() -> HTML {
        [
            .when(!result.isSuppressed && result.voters > 0, [chart, table]), turnout,
            .when(result.isSuppressed || hasJoined, suppression),
        ]
    }

    private var hasJoined: Bool { result.parts.contains { $0.channels.count > 1 } }

    // MARK: Charts

    private var text: ChartText {
        switch ballot.method {
        case .points:
            ChartText(
                title: say("Wie viele Punkte welche Antwort bekam", "How many points each answer got"),
                subtitle: say("Punkte, nach Weg der Abgabe", "points, by channel"), source: "")
        case .choice:
            ChartText(
                title: say("Wie oft welche Antwort gewählt wurde", "How often each answer was chosen"),
                subtitle: say("Stimmen, nach Weg der Abgabe", "votes, by channel"), source: "")
        case .rating:
            ChartText(
                title: say("Wie die Aussagen bewertet wurden", "How the statements were rated"),
                subtitle: say(
                    "Bewertungen von 1 (gar nicht) bis 5 (ganz)", "ratings from 1 (not at all) to 5 (fully)"),
                source: "")
        }
    }

    private var chart: HTML {
        let rows = result.rows
        if ballot.method == .rating {
            return StackedBar(
                id: "result", text: text, rowHeader: say("Aussage", "Statement"), parts: Ballot.levels.map { "\($0)" },
                rows: rows.map { row in
                    StackedBar.Row(
                        row.option.title,
                        Ballot.levels.map { result.total[Tally.Mark(row.option.number, level: $0)] })
                }, asShares: true
            ).figure(language)
        }
        if result.parts.count > 1 {
            return StackedBar(
                id: "result", text: text, rowHeader: say("Antwort", "Answer"),
                parts: result.parts.map { $0.name(language) },
                rows: rows.map { row in
                    StackedBar.Row(row.option.title, result.parts.map { $0.tally.sum(row.option.number) })
                }
            ).figure(language)
        }
        return BarChart(
            id: "result", text: text, rowHeader: say("Antwort", "Answer"),
            rows: rows.map { row in
                BarChart.Row(
                    row.option.title, .decimal("\(result.total.sum(row.option.number))", language),
                    isHighlighted: row.rank == 1)
            }
        ).figure(language)
    }

    // MARK: Tables

    private var table: HTML {
        let isRating = ballot.method == .rating
        let parts = result.parts.count > 1 ? result.parts : []
        var columns = [
            DataTable.Column(say("Antwort", "Answer")), DataTable.Column(say("Rang", "Rank"), numeric: true),
        ]
        columns += parts.map { DataTable.Column($0.name(language), numeric: true) }
        columns +=
            isRating
            ? [
                DataTable.Column(say("Durchschnitt", "Mean"), numeric: true),
                DataTable.Column(say("Bewertungen", "Ratings"), numeric: true),
            ]
            : [
                DataTable.Column(say("Zusammen", "Together"), numeric: true),
                DataTable.Column(say("Anteil", "Share"), numeric: true),
            ]
        let total = result.total.total
        let rows = result.rows.map { row -> [DataTable.Cell] in
            let id = row.option.number
            let title: DataTable.Cell =
                row.option.address(strategy, language).map { .link(row.option.title, $0) } ?? .text(row.option.title)
            let rank: DataTable.Cell = .number("\(row.rank)", note: row.isTied ? say("gleichauf", "tied") : nil)
            let own = parts.map { part -> DataTable.Cell in
                .number(isRating ? part.tally.mean(id).mean(language) : number(part.tally.sum(id)))
            }
            let ends: [DataTable.Cell] =
                isRating
                ? [.number(result.total.mean(id).mean(language)), .number(number(result.total.rated(id)))]
                : [
                    .number(number(result.total.sum(id))),
                    .number(ExactShare(result.total.sum(id), of: total).percent(language)),
                ]
            return [title, rank] + own + ends
        }
        return .section(
            .h2(.text(say("Rangfolge", "Ranking"))),
            DataTable(
                caption: say("Rangfolge der Antworten", "Ranking of the answers"), columns: columns, rows: rows,
                hidesCaption: true
            ).html(language),
            .when(
                !isRating,
                .p(
                    .text(
                        ballot.method == .points
                            ? say(
                                "Anteil an allen vergebenen Punkten, auf eine Stelle gerundet.",
                                "Share of all points given, rounded to one decimal.")
                            : say(
                                "Anteil an allen abgegebenen Stimmen, auf eine Stelle gerundet.",
                                "Share of all votes given, rounded to one decimal.")), class: "muted")))
    }

    private var turnout: HTML {
        let rows = result.turnout.map { line -> [DataTable.Cell] in
            [
                .text(line.channel.word(language)), .number(number(line.voters)),
                line.handedOut.map { .number(number($0)) } ?? .missing,
                line.handedOut.map { .number(ExactShare(line.voters, of: $0).percent(language)) } ?? .notApplicable,
                line.invalid.map { .number(number($0)) } ?? .notApplicable,
            ]
        }
        return .section(
            .h2(.text(say("Beteiligung", "Turnout"))),
            DataTable(
                caption: say("Beteiligung nach Weg der Abgabe", "Turnout by channel"),
                columns: [
                    DataTable.Column(say("Weg", "Channel")),
                    DataTable.Column(say("Gültige Stimmen", "Valid votes"), numeric: true),
                    DataTable.Column(say("Ausgegeben oder vor Ort", "Handed out or on site"), numeric: true),
                    DataTable.Column(say("Beteiligung", "Turnout"), numeric: true),
                    DataTable.Column(say("Ungültig", "Invalid"), numeric: true),
                ], rows: rows, hidesCaption: true
            ).html(language),
            .p(
                .text(
                    ballot.access == .code
                        ? say(
                            "Online zählte jeder Code einmal.", "Online each code counted once.")
                        : say(
                            "Online zählte jedes Gerät einmal. Ob jemand mehrere Geräte benutzt hat, lässt sich nicht feststellen.",
                            "Online each device counted once. Whether somebody used several devices cannot be told.")),
                class: "muted"))
    }

    private var suppression: HTML {
        .p(
            .text(
                say(
                    "Haben auf einem Weg weniger als \(BallotResult.least) Personen abgestimmt, wird er mit einem anderen "
                        + "zusammengefasst, damit niemand erkennen kann, wie Einzelne abgestimmt haben.",
                    "Where fewer than \(BallotResult.least) people voted by a channel, it is shown together with another one, "
                        + "so that nobody can tell how single people voted.")), class: "muted")
    }
}
