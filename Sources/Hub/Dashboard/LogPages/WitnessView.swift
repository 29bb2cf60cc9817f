import Federation
import Pages

/// Draws who has cosigned the log up to where, and when.
struct WitnessView {
    let say: PageContext
    let standing: WitnessStanding

    func section() -> HTML {
        guard !standing.members.isEmpty else {
            return .section(.heading(.text(say(.whoWitnesses)), id: "witnesses"), .p(.text(say(.noCommittee))))
        }
        return .section(
            .heading(.text(say(.whoWitnesses)), id: "witnesses"), .p(.text(summary)),
            .p(.text(say(.witnessesExplained))),
            table,
            .when(standing.candidate.flatMap { $0.size == standing.witnessed?.size ? nil : $0 }) { candidate in
                .p(
                    .text(
                        Phrase.candidateSince(
                            say.integer(candidate.size), moment(candidate.since), say.language)), class: "muted")
            },
            .when(standing.witnessed) { _ in .p(.a("/log/witnessed", .text(say(.witnessedFile)))) })
    }

    private var summary: String {
        let quorum = say.integer(standing.quorum)
        let count = say.integer(standing.members.count)
        guard let witnessed = standing.witnessed else {
            return Phrase.notWitnessedYet(quorum: quorum, of: count, say.language)
        }
        return Phrase.witnessedUpTo(
            say.integer(witnessed.size), moment(witnessed.seconds), quorum: quorum, of: count, say.language)
    }

    private var table: HTML {
        let newest = say.snapshot.checkpoint.head.size
        return DataTable(
            caption: say(.whoWitnesses),
            columns: [
                .init(say(.municipality)), .init(say(.cosignedUpTo), numeric: true), .init(say(.cosignedAt)),
            ],
            rows: standing.members.map { member in
                [
                    .html(say.townLink(member.tenant)),
                    .number(member.newest.map { say.integer($0.size) } ?? "–"),
                    .html(
                        member.newest.map { cosigned in
                            [
                                say.timeOnTwoLines(Instant(secondsSince1970: cosigned.seconds)),
                                .when(cosigned.size == newest, .span(.text(say(.upToDate)), class: "cell-note")),
                            ]
                        } ?? .text(say(.notYet))),
                ]
            }, hidesCaption: true
        ).html(say.language)
    }

    private func moment(_ seconds: Int64) -> String {
        DateFormat.timestamp("\(Instant(secondsSince1970: seconds))", say.language)
    }
}
