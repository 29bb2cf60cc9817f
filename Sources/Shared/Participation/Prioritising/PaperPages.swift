import AccountPages
import HTTP
import Pages

/// `/staff/participation/votes/<ballot>/paper`: the paper on which one votes without a telephone, one sheet each; the
/// options have the numbers that the counting sheets go by.
struct PaperPages: Sendable {
    let desk: ParticipationDesk

    static func path(_ ballot: Int64) -> String { BallotEditing.path(ballot) + "/paper" }

    var routes: [Route] {
        [
            desk.gate.get(BallotEditing.path + "/:id/paper") { turn, parameters in
                guard let ballot = try BallotEditing.find(parameters, desk) else { return turn.notFound() }
                let process = try desk.store.read { connection in try ProcessStore.read(ballot.process, connection) }
                return turn.show(page(ballot, process?.title ?? "", turn))
            }
        ]
    }

    private func page(_ ballot: Ballot, _ process: String, _ turn: StaffTurn) -> StaffPage {
        StaffPage(
            title: turn.say("Stimmzettel: \(ballot.title)", "Ballot paper: \(ballot.title)"),
            lead: .text(
                turn.say(
                    "Drucken Sie diese Seite mit Ihrem Browser; kopieren Sie das Blatt, so oft Sie es brauchen.",
                    "Print this page with your browser; copy the sheet as often as you need it.")),
            body: [
                .element(
                    .section, [.class("sheet")],
                    [
                        .h2(.text(ballot.title)), .p(.text(process)),
                        .p(.text(ballot.rule(turn.language)), class: "sheet-question"),
                        Self.table(ballot, turn.language),
                        .p(
                            .text(
                                turn.say(
                                    "Bitte schreiben Sie nichts anderes auf dieses Blatt, auch keinen Namen; sonst ist es "
                                        + "ungültig.",
                                    "Please write nothing else on this sheet, no name either; otherwise it is invalid.")
                            )),
                    ]),
                .p(.a(turn.link(BallotEditing.path(ballot.id)), .text(turn.say("Zur Abstimmung", "To the vote")))),
            ])
    }

    /// The boxes to be filled in.
    static func table(_ ballot: Ballot, _ language: Language) -> HTML {
        let form = VoteForm(ballot: ballot, language: language)
        let box = "☐"
        let marks: [String] =
            switch ballot.method {
            case .points: [Phrase(de: "Punkte", en: "Points")(language)]
            case .choice: [Phrase(de: "Kreuz", en: "Cross")(language)]
            case .rating: Ballot.levels.map { form.level($0) }
            }
        return DataTable(
            caption: Phrase(de: "Ihre Stimme", en: "Your vote")(language),
            columns: [
                DataTable.Column(Phrase(de: "Nummer", en: "Number")(language), numeric: true),
                DataTable.Column(Phrase(de: "Vorschlag", en: "Option")(language)),
            ] + marks.map { DataTable.Column($0) },
            rows: ballot.options.map { option in
                [.number("\(option.number)"), .text(option.title)]
                    + marks.map { _ in .text(ballot.method == .points ? "____" : box) }
            }, hidesCaption: true
        ).html(language)
    }
}
