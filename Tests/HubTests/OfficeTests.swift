import Crypto
import Federation
import Foundation
import HTTP
import Service
import Testing

@testable import Hub

@Suite struct OfficeTests {
    private func roundTrip(_ act: Office.Act) throws -> Office.Act {
        try Office.Act(json: act.json.canonicalBytes)
    }

    @Test func actsTravelWhole() throws {
        let member = InvitedMember(
            from: try #require(PartialDate("2026-10")),
            location: InvitedMember.location("51.5711,8.1060"), name: "Soest \"am\" Hellweg\\ü",
            official: InvitedMember.official("05974040,059740040040,2024-12-31"), role: .joiner,
            tenant: try #require(TenantID("soest")))
        guard case .invite(let invited, let days) = try roundTrip(.invite(member, days: 30)) else {
            Issue.record("not an invitation")
            return
        }
        #expect(days == 30)
        #expect(invited.canonicalBytes == member.canonicalBytes)
        #expect(invited.name == member.name)
        #expect(invited.official?.ars == "059740040040")
        #expect(invited.location?.latitude.description == "51.5711")

        let bare = try TestHub.member("olpe", role: .supporter, from: "2026")
        guard case .invite(let other, _) = try roundTrip(.invite(bare, days: 1)) else {
            Issue.record("not an invitation")
            return
        }
        #expect(other.location == nil && other.official == nil && other.role == .supporter)

        for day in [CalendarDay("2026-02-28"), nil] {
            guard
                case .suspend(let tenant, let from, let reason) = try roundTrip(
                    .suspend(member.tenant, from: day, reason: "left\nagain"))
            else {
                Issue.record("not a suspension")
                return
            }
            #expect(tenant == member.tenant && from == day && reason == "left\nagain")
        }
        let framework = try HubFramework.make(number: 7)
        guard case .publish(let published) = try roundTrip(.publish(framework)),
            case .report(let period, "Because", nil) = try roundTrip(
                .report(try #require(Period("2026-Q3")), reason: "Because"))
        else {
            Issue.record("not what was sent")
            return
        }
        #expect(published.canonicalBytes == framework.canonicalBytes)
        #expect(period.description == "2026-Q3")
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"act":"dance"}"#, #"{"act":"report","period":"2026-Q5"}"#, #"{"act":"report"}"#,
        #"{"act":"suspend","from":"","reason":"x","tenant":"office"}"#,
        #"{"act":"suspend","from":"yesterday","reason":"x","tenant":"soest"}"#,
        #"{"act":"invite","days":0,"member":"{}"}"#, #"{"act":"invite","days":366,"member":"{}"}"#,
        #"{"act":"invite","days":14,"member":"{}"}"#, #"{"act":"publish","framework":"{}"}"#,
        #"{ "act":"report","period":"2026"}"#,
    ])
    func whatIsNoAct(_ text: String) {
        #expect(throws: Refusal.self) { try Office.Act(json: Array(text.utf8)) }
    }

    @Test func whatTheOfficeCannotSayChangesNothing() throws {
        let hub = try TestHub.withTowns(["soest"])
        try hub.say(try hub.summary("soest"), by: "soest")
        let before = try Standing(hub)
        let soest = try #require(TenantID("soest"))
        let long = String(repeating: "x", count: 501)
        var nameless = try TestHub.member("olpe")
        nameless = InvitedMember(
            from: nameless.from, location: nil, name: "", official: nil, role: .pioneer, tenant: nameless.tenant)
        let rows: [(Office.Act, String)] = [
            (
                .suspend(try #require(TenantID("olpe")), from: nil, reason: "left"),
                "olpe is not a member that could be suspended"
            ), (.suspend(soest, from: nil, reason: ""), ""), (.suspend(soest, from: nil, reason: long), ""),
            (.publish(try HubFramework.make(number: 1)), "The next version of the framework is number 2"),
            (.publish(try HubFramework.make(number: 3)), "The next version of the framework is number 2"),
            (.report(try #require(Period("2019"))), "No town was a member of the federation in 2019"),
            (.report(try #require(Period("2021"))), "No town has reported anything up to 2021 yet"),
            (.invite(nameless, days: 14), ""),
        ]
        for (act, sentence) in rows {
            do {
                let done = try hub.running.hub.office.perform(act)
                Issue.record("done: \(done)")
            } catch {
                #expect(!(error is Unavailable), "\(act): \(error)")
                #expect("\(error)".hasPrefix(sentence), "\(error)")
            }
            #expect(try Standing(hub) == before)
        }
        try hub.suspend("soest")
        #expect(throws: Refusal.self) { try hub.suspend("soest") }
        #expect(try Standing(hub).size == before.size + 1)
    }

    @Test func reportsHaveEditions() throws {
        let hub = try TestHub.withTowns(["soest"])
        try hub.say(try hub.summary("soest"), by: "soest")
        let office = try hub.running.hub.office
        let period = try #require(Period("2024"))
        #expect(try office.perform(.report(period)) == "report 2024 published, entry 5\n")
        try hub.say(try hub.summary("soest", jobs: "90"), by: "soest")
        #expect(try office.perform(.report(period, reason: "Late")) == "report 2024 published, entry 7\n")
        let preview = try office.perform(.previewReport(period))
        #expect(
            preview.hasPrefix(
                "report 2024, edition 3, not signed, at log size 8\ntowns: 1, with a summary 1, on time 0\n"))
        #expect(preview.contains("\njobs       2024    90     1         1         -           revised\n"))
        #expect(preview.contains("changed since edition 2:\n  nothing\n"))
        let early = try hub.state
        #expect(throws: Refusal(.value, "")) { try office.perform(.report(period)) }
        #expect(throws: Refusal(.value, "")) { try office.perform(.report(period, reason: "a\u{7}b")) }
        #expect(try hub.state.size == early.size)
        let reports = try #require(try hub.state.reports[period])
        #expect(reports.map(\.value.edition) == [1, 2])
        #expect(reports.map { $0.value.figures.first?.value?.description } == ["120", "90"])
        #expect(try hub.get("/api/v1/reports/2024-1").status == 200)
        #expect(try hub.get("/api/v1/reports/2024-2").status == 200)
        #expect(try hub.get("/api/v1/reports/2024-3").status == 404)
    }

    @Test func theControlListenerAsksForItsToken() throws {
        let hub = try TestHub.withTowns(["soest"])
        try hub.say(try hub.summary("soest"), by: "soest")
        let before = try Standing(hub)
        let control = try Control(settings: hub.settings, office: try hub.running.hub.office)
        let server = try control.start()
        defer { server.stop() }
        let content = String(
            decoding: try Files.readFile(hub.settings.controlPath, maximum: 1000), as: UTF8.self)
        let parts = content.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
        try #require(parts.count == 2)
        #expect(parts[1].count == 64)
        let attributes = try FileManager.default.attributesOfItem(atPath: hub.settings.controlPath)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)

        func ask(_ token: String?, method: String = "POST", path: String = "/acts") throws -> (Int, String) {
            var request = ClientRequest(
                method: method, url: "http://127.0.0.1:\(parts[0])\(path)",
                headers: Headers(token.map { [("Authorization", $0)] } ?? []))
            if method == "POST" {
                request.body = Office.Act.report(try #require(Period("2024"))).json.canonicalBytes
            }
            let response = try Client().send(request)
            return (response.status, String(decoding: response.body, as: UTF8.self))
        }
        for token in [
            nil, "", "Bearer ", "Bearer \(parts[1])0", "Bearer " + String(repeating: "0", count: 64), parts[1],
        ] {
            let (status, text) = try ask(token)
            #expect(status == 403)
            #expect(text == "This listener is for the hub's own commands.\n")
        }
        #expect(try ask("Bearer \(parts[1])", path: "/").0 == 404)
        #expect(try ask("Bearer \(parts[1])", method: "GET").0 == 404)
        #expect(try Standing(hub) == before)
        #expect(try ask("Bearer \(parts[1])").1 == "report 2024 published, entry 5\n")

        // The commands find it by themselves, and pass on what is refused.
        #expect(
            try hub.command("report", "2024", "--reason", "Late").output == "report 2024 published, entry 6\n")
        let withoutReason = try hub.command("report", "2024")
        #expect(withoutReason.status == 1)
        #expect(withoutReason.speech.contains("A new edition of a report says why it is made"))
        let preview = try hub.command("report", "2024", "--dry-run")
        #expect(preview.output.hasPrefix("report 2024, edition 3, not signed"))
        let refused = try hub.command("report", "2019")
        #expect(refused.status == 1)
        #expect(refused.speech.contains("No town was a member of the federation in 2019"))
        let invited = try hub.command("invite", "olpe", "--name", "Olpe", "--from", "2026")
        #expect(invited.output.hasPrefix("-----BEGIN RAHMENWERK INVITATION-----\n"))
        #expect(try Standing(hub).size == before.size + 2)
    }

    @Test func commandsWithoutARunningHub() throws {
        let hub = try TestHub.withTowns(["soest"])
        try hub.say(try hub.summary("soest"), by: "soest")
        hub.close()
        #expect(try hub.command("report", "2024").output == "report 2024 published, entry 5\n")
        #expect(try hub.command("suspend", "soest", "--reason", "left", "--yes").status == 0)
        #expect(try hub.command("suspend", "soest", "--reason", "left", "--yes").status == 1)
        #expect(try hub.command("suspend", "soest", "--reason", "left").status == 1)
        #expect(try hub.command("report", "2024-13").status == 2)
        let empty = try hub.command("report", "2024", data: "\(hub.folder)/nowhere")
        #expect(empty.status == 1)
        #expect(empty.speech.contains("There is no hub here yet; run: rahmenwerk-hub init"), "\(empty.speech)")
    }

    @Test func initOverwritesNothingAndLeavesNothingBehind() throws {
        let hub = try TestHub()
        let before = try Standing.rows(hub.database)
        let again = try hub.command("init", "--federation", "\(hub.folder)/federation.json5")
        #expect(again.status == 1)
        #expect(again.speech.contains("There is a hub here already; nothing was changed"))
        #expect(try Standing.rows(hub.database) == before)

        let name = String(repeating: "x", count: 201)
        try hub.write("long.json5", #"{ name: { de: "\#(name)", en: "" }, operator: "Office" }"#)
        let data = "\(hub.folder)/second"
        #expect(try hub.command("init", "--federation", "\(hub.folder)/long.json5", data: data).status == 1)
        #expect(!FileManager.default.fileExists(atPath: data))
        let made = try hub.command("init", "--federation", "\(hub.folder)/federation.json5", data: data)
        #expect(made.status == 0, "\(made.speech)")
    }
}
