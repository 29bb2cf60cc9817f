import AccountPages
import Accounts
import Crypto
import Federation
import Service
import Testing

@testable import TenantNode

/// The staff's pages of keys, and of what goes without a connection.
struct KeyPagesTests {
    private func registered(_ hub: FakeHub, _ key: PublicKey) -> RegisteredKey? {
        hub.content.withLock { $0.replay.state.keys[key.thumbprint] }
    }

    private static let change: [(String, String)] = [
        ("use", "statement"), ("algorithm", ""), ("reason", "rotation"), ("doubted", ""), ("confirm", "yes"),
    ]

    private func typed(_ changes: [String: String]) -> [(String, String)] {
        Self.change.map { ($0.0, changes[$0.0] ?? $0.1) }.filter { $0.0 != "confirm" || $0.1 == "yes" }
    }

    @Test func aSecondPersonChangesTheKey() throws {
        try joined { hub, town in
            let room = try StaffRoom(town.node)
            let admin = try room.person("a.admin", [.admin])
            let approver = try room.person("b.approver", [.approver])
            let author = try room.person("c.author", [.author])
            let before = try town.node.statementKey(of: try town.node.membership("region"))
            let list = try admin.get("/staff/keys?lang=en")
            #expect(list.status == 200 && list.text.contains("What do we sign by?"))
            #expect(list.text.contains("/staff/keys/region/change"))
            #expect(try !author.get("/staff/keys").text.contains("/staff/keys/region/change"))
            #expect(try author.get("/staff/keys/region/change").status == 403)
            #expect(try author.post("/staff/keys/region/change", typed([:])).status == 403)
            #expect(try admin.get("/staff/keys/region/change").status == 200)
            #expect(try admin.get("/staff/keys/nowhere/change").status == 404)

            for wrong in [
                ["confirm": "no"], ["use": "log"], ["reason": "mood"], ["doubted": "1"],
                ["reason": "compromise", "doubted": "99999"], ["reason": "compromise", "doubted": "x"],
            ] {
                let refused = try admin.post("/staff/keys/region/change", typed(wrong))
                #expect(refused.status == 422, "\(wrong)")
            }
            let waits = try admin.post("/staff/keys/region/change", typed([:]))
            let place = waits.location
            #expect(waits.status == 303 && place.contains("/staff/acts/"), "\(place)")
            // No key was made for what may never be wanted.
            #expect(NodeKeys.allFiles(in: town.folder).count == 2)
            #expect(try admin.get("/staff/keys?lang=en").text.contains("waits for a second person"))
            let page = try approver.get(place)
            let done = try approver.send(page, to: String(place.prefix { $0 != "?" }), ["do": "approve"])
            #expect(done.status == 303 && done.location.contains("/staff/keys"), "\(done.text)")
            #expect(NodeKeys.allFiles(in: town.folder).count == 4)
            // Another one while this one is on its way is refused in words.
            let second = try admin.post("/staff/keys/region/change", typed([:]))
            #expect(second.status == 422 && second.text.contains("liegt schon im Ausgang"), "\(second.text)")
            #expect(try town.deliver().delivered == 1)
            #expect(registered(hub, before)?.lastIndex != nil)
            let after = try town.node.statementKey(of: try town.node.membership("region"))
            #expect(after != before)
            #expect(try room.journal().contains { $0.act == "key.changed" })
            _ = try town.submit()
            #expect(try town.deliver().delivered == 1)
        }
    }

    @Test func aStolenKeyIsEndedInOneStep() throws {
        try joined { hub, town in
            let room = try StaffRoom(town.node)
            try room.allowSelfApproval()
            let person = try room.person("a.admin", [.admin])
            let before = try town.node.statementKey(of: try town.node.membership("region"))
            let done = try person.post(
                "/staff/keys/region/change", typed(["reason": "compromise", "doubted": "2", "algorithm": "ES256"]))
            #expect(done.status == 303 && done.location.contains("done=said"), "\(done.text)")
            #expect(try town.deliver().delivered == 1)
            #expect(registered(hub, before)?.doubtedFrom == 2)
            let list = try person.get("/staff/keys?lang=en").text
            #expect(list.contains("in doubt from entry 2") && list.contains("ES256"))
        }
    }

    @Test func whatIsInDoubtIsToldToTheTown() throws {
        try joined { _, town in
            let room = try StaffRoom(town.node)
            try room.allowSelfApproval()
            let person = try room.person("a.admin", [.admin])
            _ = try town.submit()
            #expect(try town.deliver().delivered == 1)
            let own = try #require(
                try town.node.store.read { try OwnStatements.all(of: "region", $0) }.last { $0.state == .delivered })
            let entry = try #require(own.position)
            #expect(try !person.get("/staff/receipts?lang=en").text.contains("in doubt"))
            let done = try person.post(
                "/staff/keys/region/change", typed(["reason": "compromise", "doubted": "\(entry)"]))
            #expect(done.status == 303, "\(done.text)")
            #expect(try town.deliver().delivered == 1)
            let page = try person.get("/staff/receipts?lang=en").text
            #expect(page.contains("declared compromised") && page.contains("entry \(entry) (declared in entry"))
        }
    }

    @Test func whatWaitsGoesOutAsFilesAndReceiptsComeBack() throws {
        try joined { hub, town in
            let room = try StaffRoom(town.node)
            let author = try room.person("c.author", [.author])
            let reader = try room.person("d.reader", [.reader])
            #expect(try author.get("/staff/offline?lang=en").text.contains("Nothing waits in the outbox."))
            let own = try town.submit()
            let page = try author.get("/staff/offline?lang=en")
            let name = "/staff/offline/region/\(own.sequence)"
            #expect(page.text.contains(name))
            #expect(try reader.get("/staff/offline").status == 200)
            #expect(try reader.get(name).status == 403)
            #expect(try author.get("/staff/offline/region/999").status == 404)
            let file = try author.get(name)
            #expect(file.bytes == own.bytes)
            // The office enters it, and its receipt comes back.
            let receipt = try town.node.hub(of: try town.node.membership("region")).post(
                "/api/v1/statements", own.bytes, contentType: "application/jose")
            let path = "/staff/offline/region"
            #expect(try author.upload(path, []).status == 422)
            let wrong = try author.upload(path, [("receipt", "x.tlog-proof", Array("no receipt".utf8))])
            #expect(wrong.status == 422 && wrong.text.contains("Das ist keine Quittung"), "\(wrong.text)")
            #expect(try reader.upload(path, [("receipt", "x.tlog-proof", receipt)]).status == 403)
            let taken = try author.upload(path, [("receipt", "x.tlog-proof", receipt)])
            #expect(taken.status == 303 && taken.location.contains("number=\(own.sequence)"))
            #expect(try author.get("/staff/offline?lang=en").text.contains("Nothing waits in the outbox."))
            #expect(try town.deliver().waiting == 0)
        }
    }
}
