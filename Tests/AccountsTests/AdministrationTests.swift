import Crypto
import Database
import Glibc
import Service
import Synchronization
import Testing

@testable import Accounts

struct AdministrationTests {
    private func person(_ login: String, _ roles: Set<StaffRole> = [.author]) throws -> PersonEntry {
        try PersonEntry(login: login, name: login.uppercased(), function: "", roles: roles)
    }

    /// Somebody who was invited and has come.
    @discardableResult
    private func colleague(_ test: TestDesk, _ login: String, _ roles: Set<StaffRole> = [.author]) throws -> LogIn {
        let link = try test.desk.invite(try person(login, roles), by: nil)
        return try test.desk.acceptInvitation(link, password: TestDesk.password, repeated: TestDesk.password)
    }

    @Test func anInvitationIsGoodOnceAndForAWeek() throws {
        let test = try TestDesk()
        let admin = try test.admin().account
        let old = try test.desk.invite(try person("b.author"), by: admin)
        let link = try test.desk.invite(try person("b.author"), by: admin)
        #expect(try test.refusal { try test.desk.link(old) } == .unknownLink)
        #expect(try test.desk.openInvitations().map(\.login) == ["b.author"])
        let joined = try test.desk.acceptInvitation(
            link, password: TestDesk.password, repeated: TestDesk.password)
        #expect(joined.account.roles == [.author])
        #expect(
            try test.refusal {
                try test.desk.acceptInvitation(link, password: TestDesk.password, repeated: TestDesk.password)
            } == .usedLink)
        #expect(try test.refusal { try test.desk.invite(try person("B.Author"), by: admin) } == .loginTaken)
        let late = try test.desk.invite(try person("c.late"), by: admin)
        test.clock.advance(by: .seconds(7 * 86_400))
        #expect(try test.refusal { try test.desk.link(late) } == .expiredLink)
        #expect(try test.desk.openInvitations().isEmpty)
        let withdrawn = try test.desk.invite(try person("d.gone"), by: admin)
        try test.desk.withdrawInvitation("d.gone", by: admin)
        #expect(try test.refusal { try test.desk.link(withdrawn) } == .unknownLink)
    }

    @Test func aDeactivatedAccountIsOutAtOnceInEveryProcess() throws {
        let test = try TestDesk()
        let admin = try test.admin().account
        let session = try colleague(test, "b.author").session
        let account = try #require(try test.desk.visitor(session))
        let reset = try test.desk.resetLink(account.id, removesSecondFactor: false, by: admin)
        // The command line is another process with the same database.
        let other = try AccountDesk(
            store: test.store, now: { 1_800_000_000 }, monotonic: { 0 }, cost: try #require(TestDesk.cheap))
        try other.deactivate(account.id, seen: account.version, by: nil)
        #expect(try test.desk.visitor(session) == nil)
        #expect(try test.refusal { try test.logIn("b.author") } == .wrongCredentials)
        #expect(try test.refusal { try test.desk.link(reset) } == .unknownLink)
        let now = try #require(try test.desk.account(account.id))
        try test.desk.activate(account.id, seen: now.version, by: admin)
        // What had ended stays ended.
        #expect(try test.desk.visitor(session) == nil)
        #expect(try test.logIn("b.author").account.id == account.id)
    }

    @Test func theLastAdminStays() throws {
        let test = try TestDesk()
        let admin = try test.admin().account
        #expect(
            try test.refusal { try test.desk.deactivate(admin.id, seen: admin.version, by: admin) } == .lastAdmin)
        let plain = try PersonEntry(login: admin.login, name: "A", function: "", roles: [.author])
        #expect(
            try test.refusal { try test.desk.change(admin.id, to: plain, seen: admin.version, by: admin) } == .lastAdmin
        )
        try colleague(test, "b.admin", [.admin])
        try test.desk.change(admin.id, to: plain, seen: admin.version, by: admin)
        #expect(try test.desk.account(admin.id)?.roles == [.author])
    }

    @Test func twoAdminsWhoRemoveEachOtherAtOnceLeaveOne() throws {
        let test = try TestDesk()
        let first = try test.admin().account
        let second = try colleague(test, "b.admin", [.admin]).account
        let desk = test.desk
        let refusals = Mutex<[AccountRefusal.Code]>([])
        let threads = try [(first, second), (second, first)].map { actor, target in
            try Service.Thread.spawn(name: "admin") {
                do {
                    try desk.deactivate(target.id, seen: target.version, by: actor)
                } catch {
                    refusals.withLock { $0.append((error as? AccountRefusal)?.code ?? .busy) }
                }
            }
        }
        for thread in threads { thread.join() }
        #expect(refusals.withLock { $0 } == [.notAllowed])
        #expect(try test.desk.accounts().count { $0.has(.admin) } == 1)
    }

    @Test func whoSawAnOlderAccountIsToldSo() throws {
        let test = try TestDesk()
        let admin = try test.admin().account
        let account = try colleague(test, "b.author").account
        try test.desk.change(account.id, to: try person("b.author", [.approver]), seen: account.version, by: admin)
        #expect(
            try test.refusal {
                try test.desk.change(
                    account.id, to: try person("b.author", [.reader]), seen: account.version, by: admin)
            } == .changed)
        #expect(try test.desk.account(account.id)?.roles == [.approver])
    }

    @Test func somebodyWhoIsNoAdminAnyMoreChangesNothing() throws {
        let test = try TestDesk()
        let admin = try test.admin().account
        let second = try colleague(test, "b.admin", [.admin]).account
        try test.desk.change(second.id, to: try person("b.admin", [.author]), seen: second.version, by: admin)
        // `second` is still what its page had loaded.
        #expect(try test.refusal { try test.desk.allowSelfApproval(true, by: second) } == .notAllowed)
        #expect(try test.refusal { try test.desk.invite(try person("c.new"), by: second) } == .notAllowed)
        #expect(try !test.desk.isSelfApprovalAllowed())
    }

    @Test func aNewPasswordByLinkEndsSessionsAndAsksForTheSecondFactorStill() throws {
        let test = try TestDesk()
        let session = try test.admin().session
        let admin = try #require(try test.desk.visitor(session))
        let secret = try test.desk.beginSecondFactor(session, password: TestDesk.password)
        _ = try test.desk.confirmSecondFactor(
            session, code: try OneTimeCode.code(secret: secret, step: OneTimeCode.step(at: test.clock.now.seconds)))
        let new = "Zwetschge Amboss Nebel"
        let link = try test.desk.resetLink(admin.id, removesSecondFactor: false, by: nil)
        try test.desk.acceptReset(link, password: new, repeated: new)
        #expect(try test.desk.visitor(session) == nil)
        #expect(try test.refusal { try test.logIn() } == .wrongCredentials)
        #expect(try test.logIn("a.admin", new).needsCode)
        let second = try test.desk.resetLink(admin.id, removesSecondFactor: true, by: nil)
        try test.desk.acceptReset(second, password: new, repeated: new)
        #expect(try !test.logIn("a.admin", new).needsCode)
        #expect(try test.refusal { try test.desk.acceptReset(second, password: new, repeated: new) } == .usedLink)
    }

    @Test func everyActIsInTheJournalWithWhoDidIt() throws {
        let test = try TestDesk()
        let admin = try test.admin().account
        let account = try colleague(test, "b.author").account
        try test.desk.change(account.id, to: try person("b.author", [.approver]), seen: account.version, by: admin)
        try test.desk.allowSelfApproval(true, by: admin)
        // Saying the same again is no act.
        try test.desk.allowSelfApproval(true, by: admin)
        try test.desk.deactivate(account.id, seen: account.version + 1, by: nil)
        let entries = try test.desk.journal(20, skipping: 0).reversed()
        #expect(
            entries.map(\.act) == [
                "account.first", "account.invited", "account.accepted", "account.changed", "setting.self-approval-on",
                "account.deactivated",
            ])
        #expect(entries.map(\.login) == ["a.admin", "", "b.author", "a.admin", "a.admin", ""])
        #expect(entries.first { $0.act == "account.changed" }?.detail == "author → approver")
    }

    @Test func aRestoredBackupBringsNoOneTimeSecretBack() throws {
        let test = try TestDesk()
        let session = try test.admin().session
        let secret = try test.desk.beginSecondFactor(session, password: TestDesk.password)
        let codes = try test.desk.confirmSecondFactor(
            session, code: try OneTimeCode.code(secret: secret, step: OneTimeCode.step(at: test.clock.now.seconds)))
        let invitation = try test.desk.invite(try person("b.author"), by: nil)
        try test.store.write { connection in try RestoredAccounts.settle(at: 9, connection) }
        try test.restart()
        #expect(try test.desk.visitor(session) == nil)
        #expect(try test.refusal { try test.desk.link(invitation) } == .unknownLink)
        let pending = try test.logIn()
        #expect(pending.needsCode)
        #expect(try test.refusal { try test.desk.confirm(pending.session, code: codes[0]) } == .wrongCode)
    }

    @Test func aBackupFromBeforeThereWereAccountsCanBeSettledToo() throws {
        let test = try TestDesk()
        let store = Store(path: "\(test.folder)/old.sqlite", application: 1, migrations: [])
        defer {
            store.close()
            for suffix in ["", "-wal", "-shm"] { unlink("\(test.folder)/old.sqlite\(suffix)") }
        }
        try store.write { connection in try RestoredAccounts.settle(at: 0, connection) }
    }
}
