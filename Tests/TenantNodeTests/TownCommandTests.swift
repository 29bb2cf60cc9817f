import Accounts
import Federation
import Foundation
import Glibc
import Service
import Testing

@testable import TenantNode

/// What the staff pages can is done by command line too, and noted in the journal.
struct TownCommandTests {
    /// Runs commands on a town's folder; what they say and what they put out together.
    private struct Shell {
        let town: TestNode
        let output: String

        init(_ town: TestNode) {
            self.town = town
            output = town.folder + ".output"
        }

        func callAsFunction(_ arguments: String...) throws -> (status: Int32, output: String) {
            let descriptor = open(output, O_RDWR | O_CREAT | O_TRUNC, 0o600)
            defer { close(descriptor) }
            let console = Console(environment: ["LANG": "de_DE"], output: descriptor, speech: descriptor)
            let common = ["--data", town.folder, "--set", "minimumFreeMegabytes=0"]
            let status = Main.commandLine.run(arguments + common, console: console)
            return (status, String(decoding: try Files.readFile(output, maximum: 1 << 22), as: UTF8.self))
        }

        /// Act and object of each entry that names no account, the oldest first.
        func acts() throws -> [String] {
            try town.node.store.read { connection in try Journal.newest(1000, skipping: 0, connection) }
                .filter(\.login.isEmpty).map { "\($0.act) \($0.object)" }.reversed()
        }
    }

    @Test func aVersionIsAdoptedWithItsDecision() throws {
        try joined { _, town in
            let run = Shell(town)
            let before = try town.node.store.read { try VersionStore.newest($0)?.number ?? 0 }
            #expect(try run("strategy", "adopt", "--body", "Rat", "--date", "2999-01-01", "--yes").status == 1)
            let undated = try run("strategy", "adopt", "--body", "Rat", "--yes")
            #expect(undated.status == 1 && undated.output.contains("liegt in der Zukunft oder fehlt"))
            let bodyless = try run("strategy", "adopt", "--date", "2026-03-01", "--yes")
            #expect(bodyless.status == 1 && bodyless.output.contains("body"))
            // Without an answer to the question nothing happens.
            #expect(try run("strategy", "adopt", "--body", "Rat", "--date", "2026-03-01").status == 1)
            #expect(try town.node.store.read { try VersionStore.newest($0)?.number ?? 0 } == before)
            let adopted = try run(
                "strategy", "adopt", "--body", "Rat der Stadt", "--date", "2026-03-01", "--number", "17/2026", "--link",
                "https://rat.example/17", "--self", "--yes")
            #expect(adopted.status == 0 && adopted.output == "\(before + 1)\n")
            let version = try #require(try town.node.store.read { try VersionStore.newest($0) })
            #expect(version.strategy.decision?.number == "17/2026")
            #expect(version.isSelfApproved && version.origin == .council)
            // The draft that was adopted carries its decision.
            #expect(try town.node.store.read { try StrategyStore.read($0).decision?.body } == "Rat der Stadt")
            let listed = try run("strategy", "versions", "--json")
            #expect(listed.output.contains("\"holds\":true") && listed.output.contains("\"paper\":\"17/2026\""))
            #expect(try run("strategy", "show", "--version", "\(before + 1)", "--json").output.contains("\"decision\""))
            #expect(try run("strategy", "show", "--version", "99").status == 1)
            #expect(try run.acts().contains("strategy.adopted \(before + 1)"))
        }
    }

    @Test func whatWaitedInTheBrowserIsReplacedByAnAdoptionAtTheMachine() throws {
        try joined { _, town in
            let decision = Decision(body: "Rat", date: PartialDate("2026-03-01"), link: "", number: "")
            let id = try StrategyApproval(node: town.node).proposeAdoption(decision, by: .commandLine)
            #expect(try Shell(town)("strategy", "adopt", "--body", "Rat", "--date", "2026-03-01", "--yes").status == 0)
            #expect(try town.node.store.read { try ProposalStore.find(id, $0)?.state } == .replaced)
        }
    }

    @Test func reportsAreFilesOfTheirOwn() throws {
        try joined { _, town in
            let run = Shell(town)
            let file = town.folder + ".html"
            #expect(try run("report", "year", "--period", "2024", "--output", file).status == 0)
            let page = String(decoding: try Files.readFile(file, maximum: 1 << 22), as: UTF8.self)
            #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"de\"><head>"))
            #expect(page.contains("<h1>Jahresbericht zur Strategie, 2024</h1>") && page.contains("<style>"))
            #expect(!page.contains("<link") && !page.contains("src=") && !page.contains("href=\"/"))
            #expect(
                try run("report", "status", "--period", "2024-H1", "--language", "en").output.contains("Status report"))
            let wrong = try run("report", "status", "--period", "2024")
            #expect(wrong.status == 1 && wrong.output.contains("2026-H1"))
            let list = try run("measures")
            let id = try #require(list.output.split(separator: "\t").first.map(String.init))
            #expect(try run("report", "measure", id).output.contains("<h1>"))
            #expect(try run("report", "measure", "nothing").output.contains("„measures“ zeigt alle"))
            let costs = try run("report", "costs")
            #expect(costs.status == 0 && costs.output.hasPrefix("Kennung,Kürzel,Maßnahme,Stand,Jahr,"))
            #expect(try run("report", "costs", "--variant", "word").status == 2)
            #expect(try run("measure", "public", "yes").status == 0)
            #expect(try run("measures", "--json").output.contains("\"public\":true"))
            #expect(try run("measure", "public", "no", id).status == 0)
            #expect(try run("measure", "public", "perhaps").status == 2)
            #expect(try run.acts().suffix(2) == ["measures.public-by-default yes", "measure.not-public \(id)"])
        }
    }

    @Test func theFaceIsReadAndSet() throws {
        let town = try TestNode()
        let run = Shell(town)
        #expect(try run("face", "set", "look", "name=Stadt Soest", "accent=#005b9a").status == 0)
        #expect(town.node.face.face.name == "Stadt Soest")
        let pale = try run("face", "set", "look", "accent=#ffff00")
        #expect(pale.status == 1 && pale.output.contains("accent: "))
        #expect(try run("face", "set", "look", "colour=#005b9a").status == 2)
        #expect(try run("face", "set", "everything", "name=x").status == 2)
        let text = town.folder + ".txt"
        try Files.writeFileDurably(text, Array("Stadt Soest\nAm Vreithof 8\n".utf8))
        #expect(try run("face", "set", "imprint", "text=@\(text)").status == 0)
        let shown = try run("face", "show").output
        #expect(shown.contains("look\tname\tStadt Soest\n"))
        #expect(shown.contains("imprint\ttext\tStadt Soest\\nAm Vreithof 8\n"))
        let json = try run("face", "show", "--json").output
        #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) is [String: [String: String]])
        let picture = town.folder + ".png"
        try Files.writeFileDurably(picture, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0])
        #expect(try run("face", "logo", picture, "--description", "Wappen").status == 0)
        try Files.writeFileDurably(picture, Array("<svg/>".utf8))
        #expect(try run("face", "logo", picture).status == 1)
        #expect(try run("face", "show").output.contains("logo\tkind\tpng"))
        #expect(try run("face", "logo", "--remove").status == 0)
        #expect(try run("face", "show").output.contains("logo\tkind\t\n"))
        #expect(try run.acts() == ["face.saved look", "face.saved imprint", "face.saved logo", "face.saved logo"])
    }

    @Test func aSummaryGoesItsWayByCommand() throws {
        try joined { _, town in
            let run = Shell(town)
            #expect(try run("summary", "standing", "--period", "2024").output.contains("Noch nicht vorgelegt."))
            let requested = try run("summary", "request", "--period", "2024")
            #expect(requested.status == 0)
            #expect(try run("summary", "request", "--period", "2024", "--expect", "00").status == 1)
            #expect(try run("summary", "return", "--period", "2024").status == 2)
            #expect(try run("summary", "return", "--period", "2024", "--note", "Bitte Zahlen prüfen").status == 0)
            #expect(
                try run("summary", "standing", "--period", "2024").output.contains("Zurückgegeben: Bitte Zahlen prüfen")
            )
            #expect(try run("summary", "return", "--period", "2024", "--note", "noch einmal").status == 1)
            #expect(try run("summary", "request", "--period", "2024").status == 0)
            #expect(try run("summary", "approve", "--period", "2024", "--self").status == 0)
            let standing = try run("summary", "standing", "--period", "2024", "--json").output
            #expect(standing.contains("\"request\":\"approved\"") && standing.contains("\"signed\":false"))
            #expect(try run("summary", "submit", "--period", "2024", "--no-wait").status == 0)
            let acts = try run.acts()
            for act in [
                "summary.requested", "summary.returned", "summary.requested", "summary.approved", "summary.signed",
            ] {
                #expect(acts.contains("\(act) region 2024"), "\(act)")
            }
        }
    }
}
