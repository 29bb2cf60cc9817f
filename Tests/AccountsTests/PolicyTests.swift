import Database
import Service
import Testing

@testable import Accounts

/// What the settings of a house demand: second factor, length of sessions, how long the journal is kept.
struct PolicyTests {
    @Test func sessionsEndAsTheHouseSays() throws {
        let test = try TestDesk()
        try test.admin()
        try test.restart(AccountPolicy(idle: 300, absolute: 1000))
        let idle = try test.logIn().session
        test.clock.advance(by: .seconds(299))
        #expect(try test.desk.visitor(idle) != nil)
        test.clock.advance(by: .seconds(300))
        #expect(try test.desk.visitor(idle) == nil)
        let busy = try test.logIn().session
        for _ in 0..<4 {
            test.clock.advance(by: .seconds(249))
            #expect(try test.desk.visitor(busy) != nil)
        }
        test.clock.advance(by: .seconds(10))
        #expect(try test.desk.visitor(busy) == nil)
    }

    @Test func whoNeedsASecondFactorFollowsFromTheRoles() throws {
        func account(_ roles: Set<StaffRole>, hasSecondFactor: Bool = false) -> Account {
            Account(
                id: 1, login: "x.x", name: "X", function: "", roles: roles, isActive: true,
                hasSecondFactor: hasSecondFactor)
        }
        let test = try TestDesk()
        try test.restart(AccountPolicy(secondFactorRoles: [.approver]))
        #expect(test.desk.lacksSecondFactor(account([.approver])))
        // An admin may approve.
        #expect(test.desk.lacksSecondFactor(account([.admin])))
        #expect(!test.desk.lacksSecondFactor(account([.author, .reader])))
        #expect(!test.desk.lacksSecondFactor(account([.approver], hasSecondFactor: true)))
        try test.restart(AccountPolicy(secondFactorRoles: [.reader]))
        #expect(test.desk.lacksSecondFactor(account([.author])))
        try test.restart()
        #expect(!test.desk.lacksSecondFactor(account([.admin])))
    }

    private func entry(_ act: String, daysAgo: Int64, _ test: TestDesk) throws {
        let now = test.clock.now.seconds
        try test.store.write { connection in
            try Journal.record(act, object: "x", detail: "", by: nil, at: now - daysAgo * 86_400, connection)
        }
    }

    private func acts(_ test: TestDesk) throws -> [String] {
        try test.desk.journal(100, skipping: 0).map(\.act).reversed()
    }

    @Test func oldLogInsLeaveTheJournalByThemselvesAndApprovalsStay() throws {
        let test = try TestDesk()
        try test.admin()
        try entry("session.begun", daysAgo: 731, test)
        try entry("summary.approved", daysAgo: 731, test)
        try entry("session.ended", daysAgo: 729, test)
        try test.restart(AccountPolicy(securityLogDays: nil))
        _ = try test.logIn()
        #expect(try acts(test).contains("session.begun") && acts(test).filter { $0.hasPrefix("journal") }.isEmpty)
        try test.restart()
        _ = try test.logIn()
        let purged = try #require(try test.desk.journal(100, skipping: 0).first { $0.act == "journal.purged" })
        #expect(purged.object == "sessions" && purged.detail.hasPrefix("1 before "))
        let kept = try acts(test)
        #expect(kept.contains("summary.approved") && kept.contains("session.ended"))
        #expect(try test.desk.journalEntries(.sessions, before: test.clock.now.seconds - 730 * 86_400) == 0)
        // Nothing to delete is nothing to note.
        let count = try test.desk.journalCount()
        #expect(try test.desk.purgeJournal(.sessions, before: test.clock.now.seconds - 730 * 86_400) == 0)
        #expect(try test.desk.journalCount() == count)
    }

    @Test func theJournalIsShortenedAtADateAndInNoOtherWay() throws {
        let test = try TestDesk()
        try entry("session.begun", daysAgo: 400, test)
        try entry("summary.approved", daysAgo: 400, test)
        try entry("summary.approved", daysAgo: 300, test)
        for sql in [
            "DELETE FROM journal", "DELETE FROM journal WHERE act = 'session.begun'", "UPDATE journal SET act = 'x'",
            "DELETE FROM journal_purge", "UPDATE journal_purge SET first_kept = 0",
        ] {
            if sql.contains("journal_purge") {
                #expect(try test.desk.purgeJournal(.sessions, before: test.clock.now.seconds - 350 * 86_400) <= 1)
            }
            #expect(throws: (any Error).self, "\(sql)") { try test.store.write { try $0.execute(sql) } }
        }
        #expect(try acts(test) == ["summary.approved", "summary.approved", "journal.purged"])
        #expect(try test.desk.purgeJournal(.all, before: test.clock.now.seconds - 350 * 86_400) == 1)
        // That something was deleted is never deleted.
        test.clock.advance(by: .seconds(1000 * 86_400))
        #expect(try test.desk.purgeJournal(.all, before: test.clock.now.seconds) == 1)
        #expect(try acts(test) == ["journal.purged", "journal.purged", "journal.purged"])
        #expect(throws: (any Error).self) { try test.store.write { try $0.execute("DELETE FROM journal") } }
    }
}
