import Federation
import Glibc
import Testing

@testable import Hub

/// An invitation opens the door once, and only while nothing newer has been said about the town.
@Suite struct InvitationTests {
    private static let replaced =
        "This invitation has expired or was replaced; please ask the regional office for a new one"

    private func started() throws -> TestHub {
        let hub = try TestHub()
        try hub.start()
        return hub
    }

    @Test func aNewerInvitationEndsTheOlderOne() throws {
        let hub = try started()
        let old = try hub.invite("soest")
        let new = try hub.invite("soest")
        let town = try TestHub.town("soest")
        let refused = try hub.enrol(town, token: old)
        #expect(refused.status == 403)
        #expect(refused.detail == Self.replaced)
        #expect(try hub.enrol(town, token: new).status == 201)
    }

    /// Lists, tables and letters have one line for it.
    @Test func aNameIsOneLine() throws {
        let hub = try started()
        for name in ["Menden\nLendringsen", "Menden\u{2028}Lendringsen"] {
            let member = InvitedMember(
                from: try #require(PartialDate("2026")), location: nil, name: name, official: nil, role: .joiner,
                tenant: try TestHub.id("menden"))
            #expect(throws: Refusal.self) { try hub.running.hub.office.perform(.invite(member, days: 14)) }
        }
        #expect(try hub.running.hub.store.invitations.all().isEmpty)
    }

    @Test func anAdmissionEndsEveryOpenInvitation() throws {
        let hub = try started()
        let first = try hub.invite("olpe")
        try hub.admit("soest")
        #expect(try hub.enrol(try TestHub.town("olpe"), token: first).status == 201)
        // A block of text that lay around must not take the town over.
        #expect(try hub.enrol(try TestHub.town("olpe"), token: first).status == 403)
    }

    @Test func aSuspensionEndsEveryOpenInvitation() throws {
        let hub = try TestHub.withTowns(["soest"])
        let open = try hub.invite("soest")
        try hub.suspend("soest")
        #expect(try hub.enrol(try TestHub.town("soest"), token: open).detail == Self.replaced)
        #expect(try #require(try hub.state.members[try hub.town("soest").tenant]).isSuspended)
        let new = try hub.invite("soest")
        #expect(try hub.enrol(try TestHub.town("soest"), token: new).status == 201)
        #expect(try #require(try hub.state.members[try hub.town("soest").tenant]).isSuspended == false)
    }

    @Test func nobodyIsSuspendedFromBeforeTheMembership() throws {
        let hub = try TestHub.withTowns(["soest"])
        let tenant = try hub.town("soest").tenant
        let day = try #require(CalendarDay("2019-12-31"))
        #expect(throws: Refusal(.range, "")) {
            try hub.running.hub.office.perform(.suspend(tenant, from: day, reason: "test"))
        }
    }

    @Test func aReportNeedsMembersInItsPeriod() throws {
        let hub = try TestHub.withTowns(["soest"])
        for text in ["1999", "2098"] {
            let period = try #require(Period(text))
            #expect(throws: (any Error).self) { try hub.running.hub.office.perform(.report(period)) }
        }
    }
}

@Suite struct StagingTests {
    // An init that was killed once left keys or a database that stood in the way of every further try.
    @Test(arguments: ["keys", "keys and database", "keys moved"]) func anInterruptedInitCanBeDoneAgain(left: String)
        throws
    {
        var template = Array("/tmp/rahmenwerk-staging-XXXXXX".utf8CString)
        _ = try #require(mkdtemp(&template))
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let settings = try TestHub.settings(data: "\(folder)/hub")
        let staging = try Staging(settings)
        try NewHubKeys(origin: settings.origin).save(folder: staging.settings.keyFolder, settings.vault)
        if left != "keys" { try HubStore(staging.settings, exclusive: true).store.close() }
        if left == "keys moved" { #expect(rename(staging.settings.keyFolder, settings.keyFolder) == 0) }

        try Staging.clear(settings)
        #expect(access(staging.settings.data, F_OK) != 0)
        let again = try Staging(settings)
        try NewHubKeys(origin: settings.origin).save(folder: again.settings.keyFolder, settings.vault)
        try HubStore(again.settings, exclusive: true).store.close()
        try again.finish()
        #expect(try HubStore.exists(settings))
        #expect(access("\(settings.keyFolder)/office.pem", F_OK) == 0)
    }

    @Test func keysThatAreThereAreNeverTouched() throws {
        let hub = try TestHub()
        #expect(unlink(hub.settings.databasePath) == 0)
        try Staging.clear(hub.settings)
        #expect(throws: (any Error).self) { try Staging(hub.settings) }
        #expect(access("\(hub.settings.keyFolder)/office.pem", F_OK) == 0)
    }
}
