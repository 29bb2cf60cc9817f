import Crypto
import Service
import Testing

@testable import Accounts

struct SecondFactorTests {
    private func code(_ secret: [UInt8], _ test: TestDesk, _ offset: Int64 = 0) throws -> String {
        try OneTimeCode.code(secret: secret, step: OneTimeCode.step(at: test.clock.now.seconds) + offset)
    }

    private func enrolled() throws -> (test: TestDesk, session: Token, secret: [UInt8], recovery: [String]) {
        let test = try TestDesk()
        let session = try test.admin().session
        let secret = try test.desk.beginSecondFactor(session, password: TestDesk.password)
        let recovery = try test.desk.confirmSecondFactor(session, code: try code(secret, test))
        test.clock.advance(by: .seconds(60))
        return (test, session, secret, recovery)
    }

    @Test func itIsSetUpWithThePasswordAndACode() throws {
        let test = try TestDesk()
        let session = try test.admin().session
        #expect(
            try test.refusal { try test.desk.beginSecondFactor(session, password: "falsch") } == .wrongCredentials)
        let secret = try test.desk.beginSecondFactor(session, password: TestDesk.password)
        #expect(secret.count == 20)
        #expect(try test.refusal { try test.desk.confirmSecondFactor(session, code: "000000") } == .wrongCode)
        #expect(try !test.logIn().needsCode)
        let recovery = try test.desk.confirmSecondFactor(session, code: " \(try code(secret, test)) ")
        #expect(Set(recovery).count == 10 && recovery.allSatisfy { $0.count == 19 })
        #expect(try test.logIn().needsCode)
        // The secret is not shown a second time.
        #expect(test.desk.newSecret(session) == nil)
    }

    @Test func aCodeIsGoodOnceAndWithinAStepOfNow() throws {
        let (test, _, secret, _) = try enrolled()
        for (offset, expected) in [(-2, .wrongCode), (2, .wrongCode)] as [(Int64, AccountRefusal.Code)] {
            let pending = try test.logIn().session
            #expect(
                try test.refusal { try test.desk.confirm(pending, code: try code(secret, test, offset)) } == expected)
        }
        let now = try code(secret, test)
        let pending = try test.logIn()
        // The password alone opens nothing.
        #expect(try test.desk.visitor(pending.session) == nil)
        let done = try test.desk.confirm(pending.session, code: now)
        #expect(done.session != pending.session && !done.needsCode)
        #expect(try test.desk.visitor(done.session)?.login == "a.admin")
        let again = try test.logIn().session
        #expect(try test.refusal { try test.desk.confirm(again, code: now) } == .usedCode)
        #expect(try test.refusal { try test.desk.confirm(again, code: try code(secret, test, -1)) } == .usedCode)
        _ = try test.desk.confirm(again, code: try code(secret, test, 1))
    }

    @Test func aRecoveryCodeIsGoodOnce() throws {
        let (test, session, _, recovery) = try enrolled()
        let pending = try test.logIn().session
        _ = try test.desk.confirm(pending, code: recovery[3].lowercased().replacing("-", with: " "))
        let again = try test.logIn().session
        do {
            _ = try test.desk.confirm(again, code: recovery[3])
            Issue.record("It was taken twice")
        } catch let refusal as AccountRefusal {
            #expect(refusal.code == .usedCode)
            #expect(
                refusal.de
                    == "Dieser Wiederherstellungscode ist schon einmal verwendet worden und gilt nicht mehr. Bitte nehmen "
                    + "Sie einen anderen von Ihrer Liste.")
        }
        #expect(try test.desk.own(session).recoveryCodes == 9)
        let new = try test.desk.renewRecoveryCodes(session, password: TestDesk.password)
        #expect(try test.refusal { try test.desk.confirm(again, code: recovery[0]) } == .wrongCode)
        _ = try test.desk.confirm(again, code: new[0])
    }

    @Test func guessingCodesIsSlowedDownWhateverTheSession() throws {
        let (test, _, secret, _) = try enrolled()
        var refusals: [AccountRefusal.Code?] = []
        for _ in 0..<12 {
            let pending = try test.logIn().session
            refusals.append(try test.refusal { try test.desk.confirm(pending, code: "000000") })
        }
        #expect(refusals.prefix(10).allSatisfy { $0 == .wrongCode })
        #expect(refusals.suffix(2).allSatisfy { $0 == .throttled })
        test.clock.advance(by: .seconds(4))
        let pending = try test.logIn().session
        _ = try test.desk.confirm(pending, code: try code(secret, test))
    }

    @Test func betweenPasswordAndCodeThereAreTenMinutes() throws {
        let (test, _, secret, _) = try enrolled()
        let pending = try test.logIn().session
        test.clock.advance(by: .seconds(600))
        #expect(try test.refusal { try test.desk.confirm(pending, code: try code(secret, test)) } == .notPending)
    }

    @Test func aCodeUsedWhileTheClockWasFarAheadLocksNobodyOut() throws {
        let (test, _, secret, _) = try enrolled()
        test.clock.advance(by: .seconds(86_400 * 365))
        _ = try test.desk.confirm(try test.logIn().session, code: try code(secret, test))
        test.clock.advance(by: .seconds(-86_400 * 365))
        _ = try test.desk.confirm(try test.logIn().session, code: try code(secret, test))
    }

    @Test func changingThePasswordEndsEveryOtherSessionAndAsksForThePresentOne() throws {
        let test = try TestDesk()
        let session = try test.admin().session
        let other = try test.logIn().session
        let new = "Zwetschge Amboss Nebel"
        do {
            _ = try test.desk.changePassword(session, present: "falsch", new: "kurz", repeated: "anders")
            Issue.record("It was taken")
        } catch let refusals as AccountRefusals {
            #expect(Set(refusals.all.map(\.code)) == [.password, .passwordRepeated, .wrongCredentials])
        }
        let next = try test.desk.changePassword(session, present: TestDesk.password, new: new, repeated: new)
        #expect(try test.desk.visitor(next.session)?.login == "a.admin")
        #expect(try test.desk.visitor(session) == nil)
        #expect(try test.desk.visitor(other) == nil)
        #expect(try test.refusal { try test.logIn() } == .wrongCredentials)
        let second = try test.logIn("a.admin", new).session
        #expect(try test.desk.own(second).sessions == 2)
        let only = try test.desk.endOtherSessions(second).session
        #expect(try test.desk.own(only).sessions == 1)
        #expect(try test.desk.visitor(next.session) == nil)
    }

    @Test func theAddressForAppsIsThatOfTheKeyURIFormat() {
        let secret = Array("12345678901234567890".utf8)
        #expect(
            SecondFactor.address(of: secret, issuer: "Rahmenwerk Soest", login: "a.admin@soest")
                == "otpauth://totp/Rahmenwerk%20Soest:a.admin%40soest?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Rahmenwerk%20Soest")
        #expect(SecondFactor.text(of: secret) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
    }
}
