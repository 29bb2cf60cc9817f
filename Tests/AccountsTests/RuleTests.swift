import Database
import Testing

@testable import Accounts

struct RuleTests {
    @Test func passwordsAreLongAndNotTheObvious() {
        for bad in [
            "kurz", "elf Zeichen", "aaaaaaaaaaaaaa", "abababababab", "123456789012", "qwertzuiop12", "passwort1234",
            "Passwort2026!", "P@ssw0rd2026!!", "willkommen2026", "Rathaus-Sommer-2026", "a.muster rennt gern",
            "abcdefghijklmnop", String(repeating: "lang ", count: 50),
        ] {
            #expect(PasswordRules.objection(to: bad, login: "a.muster") != nil, "\(bad)")
        }
        for good in [
            "vier Wörter ohne Bezug", "Zwetschge Amboss Nebel", "kT8#vQ2!mZx4", "stapel pferd batterie", "天地玄黃宇宙洪荒日月盈昃",
        ] {
            #expect(PasswordRules.objection(to: good, login: "a.muster") == nil, "\(good)")
        }
    }

    @Test func fourEyesIsATable() {
        func account(_ roles: Set<StaffRole>, active: Bool = true) -> Account {
            Account(id: 7, login: "x", name: "X", function: "", roles: roles, isActive: active)
        }
        func code(_ decision: FourEyes.Decision) -> AccountRefusal.Code? {
            if case .refused(let refusal) = decision { refusal.code } else { nil }
        }
        for (authors, roles, setting, expected) in [
            ([8], [.approver], false, .allowed), ([8], [.admin], false, .allowed), ([], [.approver], false, .allowed),
            ([8], [.approver], true, .allowed), ([7], [.approver], true, .allowedAsSelfApproved),
            ([7, 8], [.admin], true, .allowedAsSelfApproved),
        ] as [(Set<Int64>, Set<StaffRole>, Bool, FourEyes.Decision)] {
            #expect(
                FourEyes.decide(authors: authors, approver: account(roles), isSelfApprovalAllowed: setting) == expected)
        }
        for (authors, roles, setting, expected) in [
            ([8], [.author], false, .notApprover), ([8], [.reader, .moderator], true, .notApprover),
            ([7], [.approver], false, .ownWork), ([7, 8], [.admin], false, .ownWork), ([8], [], true, .notApprover),
        ] as [(Set<Int64>, Set<StaffRole>, Bool, AccountRefusal.Code)] {
            #expect(
                code(FourEyes.decide(authors: authors, approver: account(roles), isSelfApprovalAllowed: setting))
                    == expected)
        }
        #expect(
            code(
                FourEyes.decide(
                    author: 8, approver: account([.approver], active: false), isSelfApprovalAllowed: true))
                == .notApprover)
    }

    @Test func theJournalIsNeverChangedOrShortened() throws {
        let test = try TestDesk()
        let admin = try test.admin().account
        try test.store.write { connection in
            try Journal.record(
                "summary.approved", object: "2026-Q3", detail: "12 values", by: admin, at: 5, connection)
        }
        let entries = try test.store.read { connection in try Journal.newest(10, skipping: 0, connection) }
        #expect(entries.map(\.act) == ["summary.approved", "account.first"])
        #expect(entries.first?.login == "a.admin")
        for sql in ["UPDATE journal SET act = 'x'", "DELETE FROM journal"] {
            #expect(throws: DatabaseError.self) {
                try test.store.write { connection in try connection.execute(sql) }
            }
        }
    }
}
