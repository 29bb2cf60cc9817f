import Crypto
import Testing

@testable import Federation

/// Keys begin and end by entry index.
@Suite struct KeyTests {
    static let soest = Issuer.tenant(Fixture.tenant("soest"))

    func declaration(_ label: String, _ issuer: Issuer, use: KeyUse = .statement) throws -> KeyDeclaration {
        try KeyDeclaration(key: Fixture.key(label), use: use, issuer: issuer, federation: Fixture.origin)
    }

    func revocation(_ label: String, _ owner: Issuer, doubtedFrom: Int64? = nil) throws -> KeyChange.Revocation {
        KeyChange.Revocation(
            doubtedFrom: doubtedFrom, owner: owner, thumbprint: try Fixture.key(label).publicKey.thumbprint)
    }

    func running() throws -> Fixture {
        try Fixture.running(["soest", "olpe"], indicators: [Sample.indicator("jobs")])
    }

    @Test func rotation() throws {
        var fixture = try running()
        let old = try Fixture.key("soest statement 1")
        let new = try Fixture.key("new")
        let change = KeyChange(
            add: [try declaration("new", Self.soest)], reason: .rotation,
            revoke: [try revocation("soest statement 1", Self.soest)])
        // The new key cannot introduce itself; the old one may sign its own end.
        #expect(throws: Refusal(.unknownKey, "")) { try fixture.say(.key(change), by: Self.soest, key: new) }
        let place = try fixture.say(.key(change), by: Self.soest).index
        let ended = try #require(fixture.state.keys[old.publicKey.thumbprint])
        let begun = try #require(fixture.state.keys[new.publicKey.thumbprint])
        #expect(ended.isValid(at: place))
        #expect(!ended.isValid(at: place + 1))
        #expect(!begun.isValid(at: place))
        #expect(begun.isValid(at: place + 1))
        let adoption = StatementBody.adoption(fixture.adoption(fixture.framework))
        #expect(throws: Refusal(.revokedKey, "")) { try fixture.say(adoption, by: Self.soest, key: old) }
        #expect(throws: Never.self) { try fixture.say(adoption, by: Self.soest, key: new) }
        // A key that ended never comes back.
        let again = KeyChange(add: [try declaration("soest statement 1", Self.soest)], reason: .rotation, revoke: [])
        #expect(throws: Refusal(.duplicateKey, "")) { try fixture.say(.key(again), by: Self.soest, key: new) }
    }

    @Test func whatATownMayNot() throws {
        var fixture = try running()
        let before = Fixture.digest(fixture.state)
        func refused(_ code: Refusal.Code, add: [KeyDeclaration] = [], revoke: [KeyChange.Revocation] = []) {
            #expect(throws: Refusal(code, "")) {
                try fixture.say(.key(KeyChange(add: add, reason: .rotation, revoke: revoke)), by: Self.soest)
            }
        }
        refused(.rule, revoke: [try revocation("soest statement 1", Self.soest)])
        refused(
            .rule, add: [try declaration("c2", Self.soest, use: .cosigner)],
            revoke: [try revocation("soest statement 1", Self.soest)])
        refused(.foreignKey, revoke: [try revocation("olpe statement 1", .tenant(Fixture.tenant("olpe")))])
        refused(.foreignKey, revoke: [try revocation("office", .office)])
        refused(.unknownKey, revoke: [try revocation("olpe statement 1", Self.soest)])
        refused(.unknownKey, revoke: [try revocation("nobody", Self.soest)])
        let cosigner = try revocation("soest cosigner 1", Self.soest)
        refused(.unknownKey, revoke: [cosigner, cosigner])
        refused(.range, revoke: [try revocation("soest cosigner 1", Self.soest, doubtedFrom: fixture.state.size + 1)])
        refused(.proof, add: [try declaration("new", .office)])
        refused(.duplicateKey, add: [try declaration("olpe statement 1", Self.soest)])
        let new = try declaration("new", Self.soest)
        refused(.duplicateKey, add: [new, new])
        refused(.duplicateKey, add: [new, try declaration("new", Self.soest, use: .cosigner)])
        refused(.value)
        #expect(Fixture.digest(fixture.state) == before)
        #expect(throws: Never.self) {
            try fixture.say(.key(KeyChange(add: [new], reason: .rotation, revoke: [cosigner])), by: Self.soest)
        }
    }

    @Test func revocationByTheOfficeAndRenewal() throws {
        var fixture = try running()
        let change = KeyChange(
            add: [], reason: .compromise, revoke: [try revocation("soest statement 1", Self.soest, doubtedFrom: 3)])
        try fixture.say(.key(change), by: .office)
        #expect(fixture.state.keys[try Fixture.key("soest statement 1").publicKey.thumbprint]?.doubtedFrom == 3)
        #expect(throws: Refusal(.revokedKey, "")) { try fixture.adopt("soest") }
        // The office may end a town's key but not put one in its place.
        let placed = KeyChange(add: [try declaration("new", Self.soest)], reason: .loss, revoke: [])
        #expect(throws: Refusal(.proof, "")) { try fixture.say(.key(placed), by: .office) }
        let cosigner = try Fixture.key("soest cosigner 1").publicKey.thumbprint
        #expect(fixture.state.keys[cosigner]?.lastIndex == nil)
        try fixture.admit("soest", reason: .loss, generation: 2)
        #expect(fixture.state.keys[cosigner]?.lastIndex == fixture.state.size - 1)
        #expect(throws: Never.self) { try fixture.adopt("soest") }
        #expect(fixture.state.keys.values.count { $0.owner == Self.soest && $0.lastIndex == nil } == 2)
        // The chain goes on where it was.
        #expect(fixture.state.chain(of: Self.soest).sequence == 2)
    }

    @Test func theOldKeyEndsWithTheNewAdmission() throws {
        var fixture = try running()
        try fixture.admit("soest", reason: .change, generation: 2)
        let adoption = StatementBody.adoption(fixture.adoption(fixture.framework))
        #expect(throws: Refusal(.revokedKey, "")) {
            try fixture.say(adoption, by: Self.soest, key: Fixture.key("soest statement 1"))
        }
        #expect(throws: Never.self) { try fixture.say(adoption, by: Self.soest) }
    }

    @Test func recoveryKeyOfTheOffice() throws {
        let recovery = try Fixture.key("recovery")
        var fixture = try Fixture.founded(recovery: recovery)
        let change = KeyChange(
            add: [try declaration("office 2", .office)], reason: .loss, revoke: [try revocation("office", .office)])
        try fixture.say(.key(change), by: .office, key: recovery)
        #expect(throws: Refusal(.revokedKey, "")) { try fixture.admit("soest") }
        fixture.keys[.office] = try Fixture.key("office 2")
        #expect(throws: Never.self) { try fixture.admit("soest") }
        let last = KeyChange(
            add: [], reason: .retirement,
            revoke: [try revocation("office 2", .office), try revocation("recovery", .office)])
        #expect(throws: Refusal(.rule, "")) { try fixture.say(.key(last), by: .office) }
    }

    @Test func suspensionEndsWithARenewal() throws {
        var fixture = try running()
        try fixture.suspend("soest", from: "2025-01-01")
        let own = KeyChange(add: [try declaration("new", Self.soest)], reason: .rotation, revoke: [])
        #expect(throws: Refusal(.suspended, "")) { try fixture.say(.key(own), by: Self.soest) }
        try fixture.admit("soest", from: "2026", reason: .change, generation: 2)
        #expect(throws: Never.self) { try fixture.summarize("soest", "2026", []) }
        #expect(throws: Refusal(.membership, "")) { try fixture.summarize("soest", "2025", []) }
        #expect(throws: Never.self) { try fixture.summarize("soest", "2024", []) }
    }
}
