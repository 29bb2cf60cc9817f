import Accounts
import Database
import Drafting
import Events
import Pages
import Participation
import Service

/// A whole process of participation in one readable file, as docs/PARTICIPATION-FILE.md describes: what Jena, Bamberg,
/// Olpe, Arnsberg and Stralsund did, for a demonstration or brought along from another place.
///
/// Everything goes through the readers and stores that the pages use, in one transaction: all of it, or nothing.
struct ParticipationFile {
    /// A file that is larger was not written by hand.
    static let mostBytes = 8 << 20
    static let format: Int64 = 1
    private static let members = [
        "format", "file", "by", "example", "processes", "pilots", "events", "conversations", "ideas", "merges",
        "ballots", "documents",
    ]

    /// Rolls back what a dry run has written.
    private struct DryRun: Error {
        let outcome: FilingOutcome
    }

    /// What is wrong; nothing was written.
    struct Refusal: Error {
        let faults: [FileFaults.Fault]
    }

    let root: FilePlace

    /// - Throws: `ServiceError` with the line where it is no JSON5.
    init(_ bytes: [UInt8], file: String) throws {
        root = FilePlace(try JSON5Node.parse(bytes, file: file), faults: FileFaults())
    }

    /// - Parameter isDryRun: does everything and takes it back.
    func take(_ node: Node, isDryRun: Bool) throws -> FilingOutcome {
        let strategy = try NodeParticipation.strategy(node)
        guard let filing = head(strategy, now: node.world.now().seconds) else {
            throw Refusal(faults: root.faults.all)
        }
        do {
            return try node.store.write { connection in
                try walk(filing, connection)
                guard root.faults.all.isEmpty else { throw Refusal(faults: root.faults.all) }
                let outcome = filing.outcome
                guard !isDryRun else { throw DryRun(outcome: outcome) }
                if !outcome.isNothing {
                    let words = Filing.Kind.allCases.compactMap { kind in
                        outcome.added[kind].map { "\(kind.rawValue): \($0)" }
                    }
                    try Journal.record(
                        "participation.imported", object: filing.file, detail: words.joined(separator: "; "), by: nil,
                        at: filing.now, connection)
                }
                return outcome
            }
        } catch let dryRun as DryRun {
            return dryRun.outcome
        }
    }

    private func head(_ strategy: TownStrategy, now: Int64) -> Filing? {
        guard root.hasOnly(Self.members) else { return nil }
        guard let format = root["format"].integer(1...1_000_000), format == Self.format else {
            root["format"].refuse(
                Phrase(
                    de: "Erwartet wird format: \(Self.format); eine andere Form kennt dieses Programm nicht.",
                    en: "Expected is format: \(Self.format); this program knows no other form."))
            return nil
        }
        var form = FiledForm(root)
        form.put("by", root["by"])
        var input = form.input
        let office = input.line("by", limit: 120, isRequired: true)
        guard form.report(input), let name = root["file"].identifier() else { return nil }
        return Filing(
            file: name, office: office, isExample: root["example"].flag(), now: now, strategy: strategy)
    }

    private func walk(_ filing: Filing, _ connection: borrowing Connection) throws {
        for place in root["processes"].list(most: 200) { try ProcessFiling.take(place, filing, connection) }
        for place in root["pilots"].list(most: 1000) { try PilotFiling.take(place, filing, connection) }
        for place in root["events"].list(most: 1000) { try EventFiling.take(place, filing, connection) }
        for place in root["conversations"].list() { try ConversationFiling.take(place, filing, connection) }
        for place in root["ideas"].list() { try ContributionFiling.take(place, filing, connection) }
        for place in root["merges"].list() { try ContributionFiling.merge(place, filing, connection) }
        for place in root["ballots"].list(most: 1000) { try BallotFiling.take(place, filing, connection) }
        for place in root["documents"].list(most: 200) { try DocumentFiling.take(place, filing, connection) }
        try filing.finish(connection)
    }
}
