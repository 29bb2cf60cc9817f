import Federation
import Foundation
import Pages
import Testing

@testable import Hub

/// Writes the office's pages and those that follow from its acts, for looking at:
/// `RAHMENWERK_OFFICE=<folder> swift test --filter OfficeGallery`.
@Suite struct OfficeGalleryTests {
    private static let folder = ProcessInfo.processInfo.environment["RAHMENWERK_OFFICE"]

    @Test(.enabled(if: folder != nil)) func writePages() throws {
        let folder = URL(fileURLWithPath: try #require(Self.folder))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(Stylesheet.main.bytes).write(to: folder.appendingPathComponent("main.css"))
        try Data(AccentColour.standard.accentSheet()).write(to: folder.appendingPathComponent("accent.css"))
        let empty = try TestHub()
        try empty.start()
        try write(
            ["/office", "/office/framework", "/office/consultation", "/office/members", "/office/reports", "/bundles"],
            "empty", try TestOffice(empty).person("empty", .admin), to: folder)
        let room = try ConsultationDeskTests.gallery()
        try write(
            [
                "/office", "/office/framework", "/office/framework/parts/text", "/office/framework/parts/rules",
                "/office/framework/parts/principles", "/office/framework/parts/field/mobility",
                "/office/framework/parts/indicator/child-poverty", "/office/framework/parts/bundle/lorawan",
                "/office/framework/new/goal", "/office/framework/remove/indicator/population",
                "/office/framework/changes", "/office/framework/import", "/office/framework/discard",
                "/office/framework/publish", "/office/consultation", "/office/consultation/positions/\(room.position)",
                "/office/members", "/office/members/invite", "/office/members/soest", "/office/members/soest/change",
                "/office/members/soest/merge", "/office/members/olpe/suspend", "/office/reports",
                "/office/reports/2022", "/office/reports/2099", "/office/acts/2", "/framework", "/framework/drafts/2-1",
                "/framework/drafts/2-1/changes", "/bundles", "/bundles/lorawan", "/towns/soest",
            ], "full", room.admin, to: folder)
        // A form that was not accepted, and one that somebody else was faster with.
        for language in ["de", "en"] {
            try room.admin.get("/office/framework/parts/indicator/child-poverty?lang=\(language)")
            try room.admin.send(
                [("space.rule", "mean"), ("name.de", ""), ("decimals", "9")], to: "/office/framework/parts")
            try save(room.admin.text, "full_office_refused-\(language)", folder)
            try room.admin.get("/office/framework/parts/text?lang=\(language)")
            try room.other.get("/office/framework/parts/text")
            try room.other.send(
                [("vision.de", "Die Region handelt gemeinsam, \(language).")], to: "/office/framework/parts")
            try room.admin.send(
                [("vision.de", "Die Region wächst zusammen, \(language).")], to: "/office/framework/parts")
            try save(room.admin.text, "full_office_stale-\(language)", folder)
            try room.admin.get("/office/members/invite?lang=\(language)")
            try room.admin.send([("name", "Menden (Sauerland)")], to: "/office/members/invite")
            try room.admin.get("/office/acts/3?lang=\(language)")
            try save(room.admin.text, "full_office_invitation-\(language)", folder)
        }
    }

    private func write(_ paths: [String], _ set: String, _ person: StaffBrowser, to folder: URL) throws {
        for path in paths {
            for language in ["de", "en"] {
                let page = try person.get("\(path)?lang=\(language)")
                #expect(page.status == 200, "\(path)")
                try save(
                    page.text, set + path.replacingOccurrences(of: "/", with: "_") + "-\(language)", folder)
            }
        }
    }

    private func save(_ text: String, _ name: String, _ folder: URL) throws {
        let text = text.replacingOccurrences(of: Stylesheet.main.path, with: "main.css")
            .replacingOccurrences(of: AccentColour.standard.stylesheet.path, with: "accent.css")
        try Data(text.utf8).write(to: folder.appendingPathComponent("\(name).html"))
    }
}

extension ConsultationDeskTests {
    struct Gallery {
        let admin: StaffBrowser
        let other: StaffBrowser
        let position: Int64
    }

    /// The real framework in the middle of its amendment: three positions, one answered, and a report to sign.
    static func gallery() throws -> Gallery {
        let hub = try TestHub()
        try hub.start()
        for name in ["arnsberg", "bad-berleburg", "menden", "olpe", "soest"] { try hub.admit(name) }
        try hub.admit("hochsauerlandkreis", role: .supporter, from: "2021-03")
        let office = try hub.running.hub.office
        _ = try office.perform(.publish(try FrameworkFile.read(FrameworkDeskTests.framework)))
        for name in ["arnsberg", "olpe", "soest"] { try hub.say(try hub.adoption(), by: name) }
        for name in ["arnsberg", "soest"] {
            try hub.say(try hub.summary(name, "2022", jobs: "48000", indicator: "population"), by: name)
        }
        let desk = try TestOffice(hub)
        let admin = try desk.person("admin", .admin)
        let other = try desk.person("other", .author)
        try admin.get("/office/framework")
        try admin.send(to: "/office/framework/begin")
        try other.get("/office/framework/parts/text")
        try other.send(
            [
                (
                    "vision.de",
                    "Smartes Südwestfalen 2035: Südwestfalen will bis 2035 eine klimaneutrale und smarte Region werden und dabei digital, nachhaltig und authentisch handeln."
                )
            ], to: "/office/framework/parts")
        try other.get("/office/framework/new/goal")
        try other.send(
            [
                ("name.de", "Alle Rathäuser bieten ihre Leistungen digital an"),
                ("field", "administration-participation"),
            ],
            to: "/office/framework/parts")
        try other.get("/office/framework/publish")
        try other.send(to: "/office/framework/propose")
        try other.get("/office/consultation")
        let laid = try other.send([("number", "2")], to: "/office/consultation/issue")
        try admin.get(try #require(laid.header("Location")))
        let approval = try #require(admin.forms.first { $0.fields.contains { $0 == ("do", "approve") } })
        try admin.post(approval.action, approval.fields)
        let draft = try #require(try hub.state.currentConsultation).draft.reference
        func say(_ name: String, _ passage: String, _ kind: Position.Kind, _ text: String, _ proposal: String = "")
            throws
        {
            let tenant = try TestHub.id(name)
            try hub.say(
                .position(
                    Position(
                        draft: draft, kind: kind, number: try hub.state.nextPositionNumber(of: tenant),
                        passage: try #require(Passage(passage)), proposal: proposal, text: text)), by: name)
        }
        try say(
            "soest", "vision", .change, "2035 ist zu spät. Der Rat hat 2032 beschlossen.",
            "Smartes Südwestfalen 2032: Südwestfalen will bis 2032 eine klimaneutrale und smarte Region werden.")
        try say(
            "bad-berleburg", "goals/alle-rathaeuser-bieten-ihre-leistungen", .question, "Auch die kleinen?")
        try say("hochsauerlandkreis", "whole", .support, "")
        let entries = try #require(try hub.state.currentConsultation).entries
        try admin.get("/office/consultation/positions/\(entries[2].position.index)")
        try admin.send(
            [("result", "noted"), ("reason", "Vielen Dank für die Unterstützung.")],
            to: "/office/consultation/positions")
        try hub.say(
            .declaration(
                Declaration(
                    decision: nil, framework: try hub.state.frameworks.last?.reference,
                    text: "Der Kreis will die Rahmenstrategie unterstützen.")), by: "hochsauerlandkreis")
        _ = try hub.invite("menden-neu", days: 3)
        try other.get("/office/reports/2022")
        try other.send(to: "/office/reports/2022/propose")
        try other.get("/office/members/soest/leave")
        try other.send(
            [("reason", "Der Rat hat den Austritt beschlossen."), ("confirm", "Soest"), ("from", "2027-01-01")],
            to: "/office/members/soest")
        return Gallery(admin: admin, other: other, position: entries[0].position.index)
    }
}
