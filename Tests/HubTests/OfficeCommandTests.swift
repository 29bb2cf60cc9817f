import Federation
import Foundation
import Testing

@testable import Hub

/// What the browser does, by command line: the same rules and sentences.
@Suite struct OfficeCommandTests {
    private func closed(_ towns: [String]) throws -> TestHub {
        let hub = try TestHub.withTowns(towns)
        hub.close()
        return hub
    }

    @Test func membershipByCommand() throws {
        let hub = try closed(["soest", "olpe", "menden"])
        let reason = ["--reason", "Beschluss", "--yes"]
        func run(_ arguments: String...) throws -> HubCommand { try hub.command(arguments + reason) }
        let changed = try run(
            "member", "change", "soest", "--from", "2026-01-01", "--role", "joiner", "--official",
            "05974040,059740040040,2025-12-31")
        #expect(changed.status == 0, "\(changed.speech)")
        #expect(changed.output.hasPrefix("membership of soest changed from 2026-01-01, entry "))
        for (arguments, sentence) in [
            (
                ["member", "change", "soest", "--from", "2026-01-01", "--role", "king"],
                "--role: Please choose one of the answers."
            ),
            (["member", "change", "soest", "--from", "2026-01-01", "--official", "1,2"], "--official takes 3 parts"),
            (
                ["member", "leave", "soest", "--from", "2019-12-31"],
                "Soest has been a member only since"
            ),
            (["member", "leave", "gone", "--from", "2026-01-01"], "gone is not a member"),
            (["member", "leave", "soest"], "--from"),
            (
                ["member", "merge", "soest", "--into", "soest", "--from", "2026-01-01"],
                "Soest cannot become part of itself."
            ),
            (["member", "merge", "soest", "--into", "gone", "--from", "2026-01-01"], "Please choose the member"),
        ] {
            let refused = try hub.command(arguments + reason)
            #expect(refused.status != 0, "\(arguments)")
            #expect(refused.speech.contains(sentence), "\(arguments): \(refused.speech)")
        }
        #expect(
            try hub.command(["member", "leave", "soest", "--from", "2026-01-01", "--reason", "x"]).speech.contains(
                "Nothing was changed."))
        #expect(try run("member", "leave", "olpe", "--from", "2026-01-01").status == 0)
        let late = try run("member", "merge", "soest", "--into", "olpe", "--from", "2026-01-01")
        #expect(late.status != 0 && late.speech.contains("Olpe is not a member on that day."))
        #expect(try run("member", "merge", "soest", "--into", "menden", "--from", "2026-01-01").status == 0)
        try hub.start()
        let member = try #require(try hub.state.members[try TestHub.id("soest")])
        #expect(member.successor?.text == "menden" && member.official?.ags == "05974040" && member.role == .joiner)
    }

    @Test func consultationByCommand() throws {
        let hub = try closed(["soest"])
        try hub.write("two.json5", try FrameworkFile.text(try HubFramework.make(number: 2)))
        let file = "\(hub.folder)/two.json5"
        #expect(try hub.command("framework", "draft", file, "--until", "soon").status == 2)
        #expect(try hub.command("framework", "draft", file, "--until", "2099-12-31", "--dry-run").status == 0)
        #expect(try hub.command("consultation", "list").speech.contains("No positions."))
        let issued = try hub.command("framework", "draft", file, "--until", "2099-12-31")
        #expect(issued.output.hasPrefix("draft of framework 2 issued until 2099-12-31, entry "), "\(issued.speech)")
        #expect(try hub.command("framework", "draft", file, "--until", "2020-12-31").status == 1)

        try hub.start()
        let draft = try #require(try hub.state.currentConsultation).draft.reference
        try hub.say(
            .position(
                Position(
                    draft: draft, kind: .question, number: 1, passage: .vision, proposal: "", text: "Warum?\nWozu?")),
            by: "soest")
        let entry = try #require(try hub.state.currentConsultation?.entries.first).position.index
        hub.close()
        let list = try hub.command("consultation", "list", "--open")
        #expect(list.output == "\(entry)\t2-1\tsoest\tvision\tquestion\t-\n\tWarum?\n\tWozu?\n")
        for (arguments, sentence) in [
            (["answer", "0", "--result", "noted", "--reason", "x"], "Entry 0 is not a position"),
            (["answer", "\(entry)", "--result", "maybe", "--reason", "x"], "--result takes taken_over"),
            (["answer", "\(entry)", "--result", "noted"], "--reason"),
        ] {
            let refused = try hub.command(arguments)
            #expect(refused.status != 0 && refused.speech.contains(sentence), "\(arguments): \(refused.speech)")
        }
        #expect(try hub.command("answer", "\(entry)", "--result", "noted", "--reason", "Darum.").status == 0)
        #expect(try hub.command("consultation", "list", "--open").output.isEmpty)
        #expect(try hub.command("consultation", "list", "--json").output.contains("\"reason\":\"Darum.\""))
    }

    @Test func aMergedTownsSeriesStandBelowThoseOfItsSuccessor() throws {
        let hub = try TestHub.withTowns(["soest", "olpe"])
        try hub.say(try hub.summary("soest", jobs: "4711"), by: "soest")
        #expect(!(try hub.get("/towns/olpe").text.contains("4,711")))
        hub.close()
        #expect(
            try hub.command(
                "member", "merge", "soest", "--into", "olpe", "--from", "2026-01-01", "--reason", "Neugliederung",
                "--yes"
            )
            .status == 0)
        try hub.start()
        let successor = try hub.get("/towns/olpe").text
        #expect(successor.contains("Indicators of the former municipality Soest"))
        #expect(successor.contains("4,711"))
        #expect(successor.contains("Soest became part of"))
        let merged = try hub.get("/towns/soest").text
        #expect(merged.contains("Soest became part of"))
        #expect(merged.contains("History of the membership"))
        #expect(merged.contains("href=\"/towns/olpe\""))
    }
}
