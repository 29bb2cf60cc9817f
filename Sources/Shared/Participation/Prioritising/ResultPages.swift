import Database
import HTTP
import Pages
import PublicForms
import Tables

/// `/participation/votes/:id/result`: what a vote came to, once it was released; and as CSV.
struct ResultPages: Sendable {
    let desk: ParticipationDesk

    var routes: [Route] {
        [
            desk.site.get(VotingPages.path + "/:id/result") { turn, parameters in
                guard let (result, process, corrected) = try find(parameters) else { return turn.notFound() }
                return turn.show(try page(result, process, corrected, turn))
            },
            desk.site.get(VotingPages.path + "/:id/result.csv") { turn, parameters in
                guard let (result, _, _) = try find(parameters) else { return turn.notFound() }
                return turn.file(
                    ResultFile.csv(result), contentType: "text/csv; charset=utf-8",
                    name: "result-\(result.ballot.id).csv")
            },
        ]
    }

    private func find(_ parameters: Parameters) throws -> (BallotResult, Process, Int64?)? {
        guard let id = parameters["id"].flatMap(Int64.init) else { return nil }
        return try desk.store.read { connection in
            guard let ballot = try BallotStore.read(id, connection), ballot.isPublished,
                let released = ballot.released, let process = try ProcessStore.read(ballot.process, connection),
                process.isPublished
            else { return nil }
            let sheets = try SheetStore.all(of: id, connection)
            let changes = sheets.flatMap { $0.counts.map(\.at) + ($0.withdrawn.map { [$0] } ?? []) }
            return (
                try ResultStore.read(ballot, connection), process, changes.filter { $0 > released }.max()
            )
        }
    }

    private func page(
        _ result: BallotResult, _ process: Process, _ corrected: Int64?, _ turn: PublicTurn
    ) throws -> PublicPage {
        let view = ResultView(result: result, strategy: try desk.strategy(), language: turn.language)
        return PublicPage(
            title: turn.say("Ergebnis: \(result.ballot.title)", "Result: \(result.ballot.title)"),
            lead: .text(view.answer),
            body: [
                .when(
                    process.isExample, Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(turn.language)),
                .when(corrected) { day in
                    .p(
                        .text(
                            turn.say(
                                "Nach der Freigabe berichtigt am \(LineageWords.day(day, .german)).",
                                "Corrected after its release on \(LineageWords.day(day, .english)).")))
                },
                view.html(),
                .p(
                    .a(
                        turn.link(ReleasedResult.path(result.ballot)),
                        .text(turn.say("Zahlen als CSV herunterladen", "Download the figures as CSV")))),
            ],
            breadcrumb: [
                PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
                PageFrame.Link(process.title, turn.link("\(ParticipationRooms.path)/\(process.slug)")),
            ])
    }
}

/// A vote whose result everybody may see, and where its figures are found.
public struct ReleasedResult: Sendable {
    public let title: String
    /// Of the file as CSV.
    public let path: String

    /// Those of a published process, in the order of its votes.
    public static func all(of process: Process, _ connection: borrowing Connection) throws -> [ReleasedResult] {
        guard process.isPublished else { return [] }
        return try BallotStore.all(of: process.id, connection).filter { $0.isPublished && $0.released != nil }
            .map { ReleasedResult(title: $0.title, path: path($0)) }
    }

    static func path(_ ballot: Ballot) -> String { VotingPages.path(ballot.id) + "/result.csv" }
}

/// The figures as a file: one row for each option and part of the channels, with ratings one for each level.
enum ResultFile {
    static func csv(_ result: BallotResult) -> [UInt8] {
        var bytes = CSVLine(["channels", "voters", "number", "kind", "reference", "title", "level", "count"]).bytes
        let all: [(String, Tally)] =
            result.parts.map { ($0.channels.map(\.rawValue).joined(separator: "+"), $0.tally) }
            + (result.isSuppressed ? [] : [("all", result.total)])
        for (name, tally) in all {
            for option in result.ballot.options {
                let levels = result.ballot.method == .rating ? Array(Ballot.levels) : [0]
                for level in levels {
                    bytes +=
                        CSVLine([
                            .text(name), .integer(Int64(tally.voters)), .integer(Int64(option.number)),
                            .text(option.kind.rawValue), .text(option.reference), .text(option.title),
                            level == 0 ? .empty : .integer(Int64(level)),
                            .integer(Int64(tally[Tally.Mark(option.number, level: level)])),
                        ]).bytes
                }
            }
        }
        return bytes
    }
}
