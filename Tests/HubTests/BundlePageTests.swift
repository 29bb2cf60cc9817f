import Federation
import Foundation
import Testing

@testable import Hub

/// Bundles and lead projects, and the pages of versions, from what the log says alone.
@Suite struct BundlePageTests {
    @Test func bundlesOfTheRealRegion() throws {
        let hub = try TestHub()
        try hub.start()
        #expect(try hub.get("/bundles").text.contains("No bundles and no lead projects yet"))
        try hub.admit("soest")
        _ = try hub.running.hub.office.perform(.publish(try FrameworkFile.read(FrameworkDeskTests.framework)))
        let list = try hub.get("/bundles")
        #expect(list.status == 200)
        #expect(list.text.contains("href=\"/bundles/m01\""))
        let page = try hub.get("/bundles/m01")
        #expect(page.text.contains("No municipality has reported a measure for it yet."))
        #expect(page.text.contains("What the framework strategy says"))
        #expect(try hub.get("/bundles/nothing").status == 404)
        #expect(try hub.get("/bundles/NOTHING").status == 404)
    }

    @Test func aVersionSaysWhoHasAdoptedIt() throws {
        let hub = try TestHub.withTowns(["soest", "olpe"], adopting: false)
        let before = try hub.get("/framework").text
        #expect(before.contains("so far 0, needed are 2"))
        #expect(before.contains("no version yet"))
        try hub.say(try hub.adoption(), by: "soest")
        let after = try hub.get("/framework/1").text
        #expect(after.contains("so far 1, needed are 2"))
        // The page follows the log: the second council's decision puts the version in force.
        try hub.say(try hub.adoption(), by: "olpe")
        #expect(try hub.get("/framework/1").text.contains("Version 1 of the framework strategy is in force."))
    }

    @Test func aLetterOfIntentIsNoDecision() throws {
        let hub = try TestHub.withTowns(["soest"], adopting: false)
        #expect(!(try hub.get("/framework").text.contains("Letters of intent")))
        try hub.say(
            .declaration(
                Declaration(
                    decision: nil, framework: try hub.state.frameworks.last?.reference, text: "Wir wollen folgen & mehr"
                )),
            by: "soest")
        let page = try hub.get("/framework").text
        #expect(page.contains("Letters of intent"))
        #expect(page.contains("Wir wollen folgen &amp; mehr"))
        #expect(page.contains("so far 0, needed are 1"))
    }
}
