import Crypto
import Database
import Service
import Testing

@testable import Accounts

struct LogInTests {
    @Test func theFirstLinkMakesOneAdminAndNoMore() throws {
        let test = try TestDesk()
        let old = try #require(try test.desk.firstAdminLink())
        let link = try #require(try test.desk.firstAdminLink())
        // A new start takes the older link away.
        #expect(try test.refusal { try test.desk.link(old) } == .unknownLink)
        let first = try test.desk.acceptFirst(
            link, login: " A.Admin ", name: "A. Admin", function: "", password: TestDesk.password,
            repeated: TestDesk.password)
        #expect(first.account.login == "a.admin" && first.account.roles == [.admin])
        #expect(try test.desk.visitor(first.session)?.id == first.account.id)
        #expect(try test.refusal { try test.desk.link(link) } == .usedLink)
        #expect(try test.desk.firstAdminLink() == nil)
    }

    @Test func theFirstLinkHoldsForADay() throws {
        let test = try TestDesk()
        let link = try #require(try test.desk.firstAdminLink())
        test.clock.advance(by: .seconds(86_399))
        #expect(try test.desk.link(link).kind == .first)
        test.clock.advance(by: .seconds(1))
        #expect(try test.refusal { try test.desk.link(link) } == .expiredLink)
    }

    @Test func everythingWrongIsSaidAtOnce() throws {
        let test = try TestDesk()
        let link = try #require(try test.desk.firstAdminLink())
        do {
            _ = try test.desk.acceptFirst(
                link, login: "Ä", name: "", function: "", password: "kurz", repeated: "anders")
            Issue.record("It was taken")
        } catch let refusals as AccountRefusals {
            #expect(refusals.all.map(\.code) == [.login, .name, .password, .passwordRepeated])
        }
        // Nothing was used up.
        #expect(try test.desk.link(link).kind == .first)
    }

    @Test func wrongLoginWrongPasswordAndDeactivatedGetOneAnswer() throws {
        let test = try TestDesk()
        try test.admin()
        try test.store.write { connection in
            _ = try AccountStore.insert(
                try PersonEntry(login: "gone", name: "Gone", function: "", roles: [.author]),
                try test.desk.hashing.make(TestDesk.password), at: 0, connection)
            try connection.execute("UPDATE account SET is_active = 0 WHERE login = 'gone'")
        }
        var answers: Set<String> = []
        for (login, password) in [
            ("a.admin", "not the password"), ("nobody", TestDesk.password), ("gone", TestDesk.password),
            ("", ""), (String(repeating: "x", count: 100_000), String(repeating: "y", count: 100_000)),
        ] {
            do {
                _ = try test.logIn(login, password)
                Issue.record("\(login.prefix(20)) got in")
            } catch let refusal as AccountRefusal {
                answers.insert(refusal.de)
            }
        }
        #expect(answers.count == 1)
    }

    @Test func aSessionEndsWhenIdleAndAtItsLimitByTheClockThatNeverRunsBack() throws {
        let test = try TestDesk()
        try test.admin()
        let session = try test.logIn().session
        test.clock.advance(by: .seconds(3599))
        #expect(try test.desk.visitor(session) != nil)
        // Setting the clock back or forth changes nothing.
        test.clock.advance(by: .seconds(-86_400 * 365))
        #expect(try test.desk.visitor(session) != nil)
        for _ in 0..<14 {
            test.clock.advance(by: .seconds(3000))
            _ = try test.desk.visitor(session)
        }
        #expect(try test.desk.visitor(session) == nil)
        let idle = try test.logIn().session
        test.clock.advance(by: .seconds(3600))
        #expect(try test.desk.visitor(idle) == nil)
    }

    @Test func noSessionOutlivesTheProgramOrStandsInTheDatabase() throws {
        let test = try TestDesk()
        let session = try test.admin().session
        try test.restart()
        #expect(try test.desk.visitor(session) == nil)
    }

    @Test func guessingIsSlowedDownWhateverTheAddressAndAcrossARestart() throws {
        let test = try TestDesk()
        try test.admin()
        for number in 0..<5 {
            #expect(
                try test.refusal { try test.logIn("a.admin", "wrong", from: "192.0.2.\(number)") } == .wrongCredentials)
        }
        #expect(try test.refusal { try test.logIn("a.admin", from: "198.51.100.1") } == .throttled)
        try test.restart()
        #expect(try test.refusal { try test.logIn("a.admin", from: "198.51.100.2") } == .throttled)
        // The same for a login that does not exist.
        for _ in 0..<5 { #expect(try test.refusal { try test.logIn("nobody", "wrong") } == .wrongCredentials) }
        #expect(try test.refusal { try test.logIn("nobody", "wrong") } == .throttled)
        test.clock.advance(by: .seconds(2))
        #expect(try test.logIn("a.admin", from: "198.51.100.3").account.login == "a.admin")
    }

    @Test func theWaitDoublesButNeverGoesBeyondAQuarterOfAnHour() throws {
        let test = try TestDesk()
        try test.admin()
        var waits: [Int64] = []
        for number in 0..<25 {
            _ = try test.refusal { try test.logIn("a.admin", "wrong", from: "192.0.2.\(number)") }
            do {
                _ = try test.logIn("a.admin", "wrong", from: "203.0.113.\(number)")
            } catch let refusal as AccountRefusal where refusal.code == .throttled {
                waits.append(refusal.waitSeconds ?? 0)
                test.clock.advance(by: .seconds(refusal.waitSeconds ?? 0))
            } catch is AccountRefusal {}
        }
        #expect(Array(waits.prefix(5)) == [2, 4, 8, 16, 32])
        #expect(waits.max() == 900)
    }

    @Test func aBrowserThatWasHereBeforeIsNotLockedOutByOthers() throws {
        let test = try TestDesk()
        let device = try test.admin().device
        for number in 0..<40 { _ = try test.refusal { try test.logIn("a.admin", "wrong", from: "192.0.2.\(number)") } }
        #expect(try test.refusal { try test.logIn() } == .throttled)
        #expect(try test.logIn(device: device).account.login == "a.admin")
        // The mark is for its login alone, and an altered one is worth nothing.
        #expect(try test.refusal { try test.logIn(device: device + "x") } == .throttled)
    }

    @Test func aHallBehindOneAddressWaitsAMinuteAtMost() throws {
        let test = try TestDesk()
        try test.admin()
        for number in 0..<200 {
            _ = try test.refusal { try test.logIn("guess\(number)", "wrong", from: "192.0.2.1") }
            test.clock.advance(by: .seconds(1))
        }
        let device: String? = nil
        do {
            _ = try test.logIn(device: device)
        } catch let refusal as AccountRefusal {
            #expect(refusal.code == .throttled && (refusal.waitSeconds ?? 0) <= 60)
            test.clock.advance(by: .seconds(refusal.waitSeconds ?? 0))
        }
        #expect(try test.logIn().account.login == "a.admin")
    }

    @Test func aClockSetBackDoesNotLockAnybodyOutForLong() throws {
        let test = try TestDesk()
        try test.admin()
        for number in 0..<6 { _ = try test.refusal { try test.logIn("a.admin", "wrong", from: "192.0.2.\(number)") } }
        test.clock.advance(by: .seconds(-86_400 * 100))
        #expect(try test.refusal { try test.logIn("a.admin", from: "192.0.2.50") } == .throttled)
        test.clock.advance(by: .seconds(4))
        #expect(try test.logIn("a.admin", from: "192.0.2.51").account.login == "a.admin")
    }

    @Test func dearerPasswordsReplaceCheapOnesAtTheNextLogIn() throws {
        let test = try TestDesk()
        try test.admin()
        let dearer = try AccountDesk(
            store: test.store, now: { 1_800_000_000 }, monotonic: { 0 },
            cost: try #require(ScryptCost(logRounds: 3, blockSize: 1, parallelism: 1)))
        _ = try dearer.logIn("a.admin", password: TestDesk.password, from: "192.0.2.1", device: nil)
        let stored = try test.store.read { connection in try AccountStore.credentials(login: "a.admin", connection) }
        #expect(stored?.password.cost.logRounds == 3)
        #expect(try test.logIn().account.login == "a.admin")
    }
}
