import Crypto
import Federation
import Foundation
import Ledger
import Testing

@testable import Hub

@Suite struct EnrolmentTests {
    private func started() throws -> TestHub {
        let hub = try TestHub()
        try hub.start()
        return hub
    }

    private func expectToken(_ answer: HubAnswer, _ detail: String) {
        #expect(answer.status == 403)
        #expect(answer.code == "token")
        #expect(answer.detail == detail)
        #expect(answer.problem["title"] as? String == "The invitation is not valid")
    }

    @Test func anInvitedTownIsAdmitted() throws {
        let hub = try started()
        let town = try TestHub.town("soest")
        let answer = try hub.enrol(town, token: try hub.invite("soest"))
        #expect(answer.status == 201)
        let receipt = try answer.receipt(hub)
        #expect(receipt.index == 1)
        let entry = try LogEntry(canonicalBytes: try #require(receipt.extra))
        #expect(entry.issuer == .office)
        #expect(entry.kind == .admission)
        let member = try #require(try hub.state.members[town.tenant])
        #expect(member.name == "Soest")
        #expect(member.role == .pioneer)
        let key = try #require(try hub.state.keys[town.statementKey.publicKey.thumbprint])
        #expect(key.owner == .tenant(town.tenant))
        #expect(key.use == .statement)
        #expect(try hub.state.keys[town.cosignerKey.publicKey.thumbprint]?.use == .cosigner)
        #expect(try hub.get("/api/v1/issuers/soest").status == 404)
    }

    @Test func aTokenIsGoodForOneTownOnce() throws {
        let hub = try started()
        let town = try TestHub.town("soest")
        let token = try hub.invite("soest")
        let before = try Standing(hub)
        let unknown = "This token is not valid for soest; please ask the regional office"
        expectToken(try hub.enrol(town, token: String(repeating: "0", count: 32)), unknown)
        expectToken(try hub.enrol(town, token: ""), unknown)
        expectToken(try hub.enrol(town, token: token.uppercased()), unknown)
        let other = try TestHub.town("olpe")
        expectToken(
            try hub.enrol(other, token: token), "This token is not valid for olpe; please ask the regional office")
        #expect(try Standing(hub) == before)

        let first = try hub.enrol(town, token: token)
        #expect(first.status == 201)
        let after = try Standing(hub)
        // The same keys again: the same receipt, also after a restart and after the invitation's time.
        let again = try hub.enrol(town, token: token)
        #expect(again.status == 200)
        #expect(again.bytes == first.bytes)
        hub.close()
        hub.clock.advance(by: .seconds(400 * 86_400))
        try hub.start()
        #expect(try hub.enrol(town, token: token).bytes == first.bytes)
        // Other keys: no.
        expectToken(
            try hub.enrol(try TestHub.town("soest"), token: token),
            "This token has been used already, with other keys")
        #expect(try Standing(hub) == after)
    }

    @Test func anExpiredInvitation() throws {
        let hub = try started()
        let town = try TestHub.town("soest")
        let token = try hub.invite("soest", days: 3)
        hub.clock.advance(by: .seconds(3 * 86_400))
        let before = try Standing(hub)
        expectToken(
            try hub.enrol(town, token: token),
            "This invitation has expired or was replaced; please ask the regional office for a new one")
        #expect(try Standing(hub) == before)
        #expect(try hub.enrol(town, token: try hub.invite("soest", days: 3)).status == 201)
    }

    @Test func aProofForSomethingElse() throws {
        let hub = try started()
        let town = try TestHub.town("soest")
        let token = try hub.invite("soest")
        let before = try Standing(hub)
        let foreign = try hub.post(
            try hub.enrolment(town, token: token, federation: "other.example/log"), to: "/api/v1/enrolments")
        #expect(foreign.status == 422)
        #expect(foreign.code == "proof")
        let thumbprint = town.cosignerKey.publicKey.thumbprint
        #expect(foreign.detail == "The proof of possession of key \(thumbprint) does not hold for soest")
        // Two proofs in each other's place.
        let text = String(decoding: try hub.enrolment(town, token: token), as: UTF8.self)
        let proofs = text.components(separatedBy: #""proof":""#).dropFirst().map { $0.prefix { $0 != "\"" } }
        try #require(proofs.count == 2)
        let swapped = text.replacingOccurrences(of: proofs[0], with: "<first>")
            .replacingOccurrences(of: proofs[1], with: proofs[0]).replacingOccurrences(of: "<first>", with: proofs[1])
        #expect(try hub.post(Array(swapped.utf8), to: "/api/v1/enrolments").code == "proof")
        #expect(try Standing(hub) == before)
        #expect(try hub.enrol(town, token: token).status == 201)
    }

    @Test func aKeyThatIsRegisteredAlready() throws {
        let hub = try started()
        let olpe = try hub.admit("olpe")
        let token = try hub.invite("soest")
        let before = try Standing(hub)
        let fresh = try TestHub.town("soest")
        let copied = TestHub.Town(
            tenant: fresh.tenant, statementKey: olpe.statementKey, cosignerKey: fresh.cosignerKey)
        let answer = try hub.enrol(copied, token: token)
        #expect(answer.status == 422)
        #expect(answer.code == "duplicate-key")
        #expect(
            answer.detail
                == "The key \(olpe.statementKey.publicKey.thumbprint) was registered before; each key is new")
        let twice = TestHub.Town(
            tenant: fresh.tenant, statementKey: fresh.statementKey, cosignerKey: fresh.statementKey)
        #expect(try hub.enrol(twice, token: token).code == "duplicate-key")
        #expect(try Standing(hub) == before)
        #expect(try hub.enrol(fresh, token: token).status == 201)
    }

    @Test func whatIsNoEnrolment() throws {
        let hub = try started()
        let town = try TestHub.town("soest")
        let token = try hub.invite("soest")
        let before = try Standing(hub)
        let right = String(decoding: try hub.enrolment(town, token: token), as: UTF8.self)
        let rows: [(String, Int, String)] = [
            ("", 400, "truncated"), ("{}", 400, "unknown-member"), ("[]", 400, "malformed"),
            (right + " ", 400, "not-canonical"), (" " + right, 400, "not-canonical"),
            (right.replacingOccurrences(of: "\"soest\"", with: "\"office\""), 422, "value"),
            (right.replacingOccurrences(of: "}],\"tenant\"", with: "}],\"name\":1,\"tenant\""), 400, "unknown-member"),
            (#"{"keys":[],"tenant":"soest","token":"\#(token)"}"#, 422, "value"),
            (String(repeating: "[", count: 100_000), 400, "malformed"),
        ]
        for (text, status, code) in rows {
            let answer = try hub.post(Array(text.utf8), to: "/api/v1/enrolments")
            #expect(answer.status == status, "\(text.prefix(60)) \(answer.text)")
            #expect(answer.code == code, "\(text.prefix(60)) \(answer.text)")
        }
        #expect(try hub.post([0x7B, 0xFF, 0x7D], to: "/api/v1/enrolments").code == "invalid-utf8")
        #expect(try Standing(hub) == before)
        #expect(try hub.enrol(town, token: token).status == 201)
    }

    @Test func aSuspendedTownIsInvitedAnew() throws {
        let hub = try TestHub.withTowns(["soest"])
        let old = try hub.town("soest")
        try hub.suspend("soest")
        let refused = try hub.post(
            try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest"))
        #expect(refused.code == "suspended")
        let new = try hub.admit("soest")
        let receipt = try hub.running.hub.store.log.receipt(index: try hub.state.size - 1)
        let entry = try LogEntry(canonicalBytes: try #require(receipt.extra))
        let stored = try #require(try hub.running.hub.store.log.statement(entry.sha256)?.bytes)
        guard case .admission(let admission) = try UnverifiedStatement(stored).statement.body else {
            Issue.record("no admission")
            return
        }
        #expect(admission.reason == .loss)
        #expect(try hub.state.members[old.tenant]?.isSuspended == false)
        // The old key has ended, the chain goes on.
        let next = try hub.statement(try hub.summary("soest", "2026"), by: "soest")
        #expect(try hub.post(try hub.signed(next, by: "soest", key: old.statementKey)).code == "revoked-key")
        #expect(try hub.post(try hub.signed(next, by: "soest", key: new.statementKey)).status == 201)
    }

    @Test func oneTokenAndTwoEnrolmentsAtOnce() throws {
        for _ in 0..<5 {
            let hub = try started()
            let token = try hub.invite("soest")
            let requests = try (0..<4).map { _ in try hub.enrolment(try TestHub.town("soest"), token: token) }
            let answers = try onThreads(4) { try hub.post(requests[$0], to: "/api/v1/enrolments") }
            #expect(answers.filter { $0.status == 201 }.count == 1)
            for answer in answers where answer.status != 201 {
                expectToken(answer, "This token has been used already, with other keys")
            }
            #expect(try Standing(hub).size == 2)
            #expect(try hub.state.keys.count == 4)
        }
    }

    @Test func oneEnrolmentSentManyTimesAtOnce() throws {
        for _ in 0..<5 {
            let hub = try started()
            let request = try hub.enrolment(try TestHub.town("soest"), token: try hub.invite("soest"))
            let answers = try onThreads(4) { _ in try hub.post(request, to: "/api/v1/enrolments") }
            #expect(answers.filter { $0.status == 201 }.count == 1)
            #expect(answers.filter { $0.status == 200 }.count == 3)
            #expect(Set(answers.map(\.bytes)).count == 1)
            #expect(try Standing(hub).size == 2)
        }
    }
}
