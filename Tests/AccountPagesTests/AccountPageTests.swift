import Accounts
import Crypto
import HTTP
import Testing

@testable import AccountPages

struct AccountPageTests {
    /// The text between the first occurrence of `before` and the next `after`.
    private func part(of text: String, after before: String, until after: String) throws -> String {
        let start = try #require(text.firstRange(of: before))
        let rest = text[start.upperBound...]
        return String(rest[..<(try #require(rest.firstRange(of: after))).lowerBound])
    }

    private func form(_ browser: Browser, to path: String) throws -> (action: String, hidden: [(String, String)]) {
        try #require(browser.forms.first { $0.action.hasPrefix(path + "?") })
    }

    @Test func somebodyIsInvitedComesAndIsDeactivated() throws {
        let site = try TestSite()
        let admin = try site.admin()
        try admin.get("/staff/accounts/invite")
        try admin.send([("name", ""), ("function", "Stab"), ("login", "a.admin"), ("roles", "author")])
        #expect(
            admin.answer.status == 422 && admin.text.contains("Bitte geben Sie 1 bis 100 Zeichen in einer Zeile an."))
        #expect(admin.text.contains("value=\"Stab\""))
        try admin.send([("name", "B. Neu"), ("login", "a.admin"), ("roles", "author")])
        #expect(admin.text.contains("Diesen Anmeldenamen gibt es schon."))
        try admin.send([("name", "B. Neu"), ("login", "b.neu"), ("roles", "author"), ("roles", "approver")])
        #expect(admin.answer.status == 200)
        let link = try part(of: admin.text, after: "https://town.example", until: "</code>")

        let other = Browser(site)
        try other.get(link)
        #expect(other.text.contains("Willkommen, B. Neu"))
        try other.send([("password", TestSite.password), ("password-repeated", TestSite.password)])
        #expect(try other.follow().status == 200)
        #expect(other.text == "start of b.neu")
        #expect(try other.get("/staff/secret").status == 200)
        #expect(try other.get("/staff/accounts").status == 403)
        #expect(try other.get("/staff/journal.csv").status == 403)

        let account = try #require(try site.desk.accounts().first { $0.login == "b.neu" })
        try admin.get("/staff/accounts/\(account.id)")
        let change = try form(admin, to: "/staff/accounts/\(account.id)")
        try admin.post(change.action, change.hidden + [("name", "B. Neu"), ("roles", "reader")])
        #expect(admin.answer.status == 303)
        #expect(try other.get("/staff/secret").status == 403)
        // The same form once more is of an older state.
        try admin.post(change.action, change.hidden + [("name", "B. Alt"), ("roles", "admin")])
        #expect(admin.text.contains("Das Konto ist inzwischen von jemand anderem geändert worden."))
        #expect(admin.text.contains("value=\"B. Alt\""))

        try admin.get("/staff/accounts/\(account.id)/deactivate")
        try admin.send([("login", "falsch")])
        #expect(admin.text.contains("Bitte geben Sie zur Bestätigung genau b.neu ein."))
        try admin.send([("login", "b.neu")])
        try admin.follow()
        #expect(admin.text.contains("Das Konto ist deaktiviert, und alle seine Anmeldungen sind beendet."))
        #expect(try other.get("/staff").status == 303)
    }

    @Test func theLastAdminIsToldWhy() throws {
        let site = try TestSite()
        let admin = try site.admin()
        try admin.get("/staff/accounts/1/deactivate")
        try admin.send([("login", "a.admin")])
        #expect(admin.answer.status == 422)
        #expect(admin.text.contains("Das ist die letzte aktive Administration."))
        try admin.get("/staff/accounts/1")
        let change = try form(admin, to: "/staff/accounts/1")
        try admin.post(change.action, change.hidden + [("name", "A"), ("roles", "author")])
        #expect(admin.text.contains("Das ist die letzte aktive Administration."))
        try admin.post(change.action, change.hidden + [("name", "A")])
        #expect(admin.text.contains("Bitte wählen Sie mindestens eine Rolle."))
    }

    @Test func theSecondFactorIsSetUpUsedRecoveredAndRemoved() throws {
        let site = try TestSite()
        let browser = try site.admin()
        try browser.get("/staff/account")
        #expect(browser.text.contains("Wer Konten verwaltet, sollte einen zweiten Faktor haben."))
        try browser.get("/staff/account/second-factor")
        try browser.send([("password", "falsch")])
        #expect(browser.text.contains("Das ist nicht Ihr jetziges Passwort."))
        try browser.send([("password", TestSite.password)])
        #expect(browser.text.contains("otpauth://totp/Rahmenwerk%20Town:a.admin?secret="))
        let secret = try #require(site.desk.newSecret(try session(browser)))
        try browser.send([("code", "12")])
        #expect(browser.text.contains("Dieser Code passt nicht zum Geheimnis."))
        try browser.send([("code", try code(secret, site))])
        #expect(browser.text.contains("Bitte drucken oder schreiben Sie diese Codes jetzt ab."))
        let recovery = try part(of: browser.text, after: "<li><code>", until: "</code>")

        site.clock.advance(by: .seconds(60))
        let other = Browser(site)
        #expect(try other.logIn().status == 200)
        #expect(other.text.contains("Ohne das Gerät: einer Ihrer Wiederherstellungscodes."))
        // Between the two steps no page opens.
        #expect(try other.get("/staff").status == 303)
        _ = try other.logIn()
        #expect(try other.send([("code", "000000")]).status == 403)
        #expect(other.text.contains("Dieser Code stimmt nicht.") && other.text.contains("<title>Fehler: "))
        #expect(try other.send([("code", recovery)]).status == 303)
        #expect(try other.follow().status == 200)
        let third = Browser(site)
        _ = try third.logIn()
        try third.send([("code", recovery)])
        #expect(third.text.contains("Dieser Wiederherstellungscode ist schon einmal verwendet worden"))
        #expect(try third.send([("code", try code(secret, site))]).status == 303)

        try browser.get("/staff/account/second-factor")
        #expect(browser.text.contains("9 Wiederherstellungscodes gelten noch."))
        let remove = try form(browser, to: "/staff/account/second-factor/remove")
        try browser.post(remove.action, remove.hidden + [("password-remove", TestSite.password)])
        try browser.follow()
        #expect(browser.text.contains("Der zweite Faktor ist entfernt."))
        #expect(try Browser(site).logIn().status == 303)
    }

    @Test func whatWasTypedGoesThroughTheSecondFactorToo() throws {
        let site = try TestSite()
        let browser = try site.admin()
        let secret = try site.desk.beginSecondFactor(try session(browser), password: TestSite.password)
        _ = try site.desk.confirmSecondFactor(try session(browser), code: try code(secret, site))
        try browser.get("/staff/strategy")
        let key = String(browser.text.dropFirst("form ".count))
        site.clock.advance(by: .seconds(7200))
        try browser.post("/staff/strategy", [("csrf", key), ("title", "Langer Text")])
        try browser.send([("login", "a.admin"), ("password", TestSite.password)])
        try browser.send([("code", "000000")])
        try browser.send([("code", try code(secret, site))])
        #expect(browser.text.contains("Ihre Eingaben sind noch da"))
        try browser.send([])
        #expect(site.saved == [["a.admin", "Langer Text"]])
    }

    @Test func theJournalIsReadAndExportedSafely() throws {
        let site = try TestSite()
        let admin = try site.admin()
        let account = try site.desk.accounts()[0]
        try site.store.write { connection in
            for text in ["=1+1", "@SUM(A1)", "a,b \"c\"", "-3", "zwei\nZeilen", "normal"] {
                try Journal.record("test", object: text, detail: "", by: account, at: 1_700_000_000, connection)
            }
        }
        try admin.get("/staff/journal")
        #expect(admin.text.contains("erstes Konto angelegt") && admin.text.contains("14.\u{A0}November 2023"))
        let answer = try admin.get("/staff/journal.csv")
        #expect(answer.headers["Content-Disposition"] == "attachment; filename=\"journal.csv\"")
        let lines = admin.text.replacing("\r\n", with: "|").split(separator: "|")
        #expect(lines[0] == "at,login,name,act,object,detail")
        #expect(
            lines.suffix(6).map { $0.dropFirst("2023-11-14T22:13:20Z,a.admin,A. Admin,test,".count) } == [
                "'=1+1,", "'@SUM(A1),", "\"a,b \"\"c\"\"\",", "'-3,", "\"zwei\nZeilen\",", "normal,",
            ])
        try admin.get("/staff/journal?page=99&lang=en")
        #expect(admin.text.contains("7 entries: who did what when?"))
    }

    @Test func theHouseAllowsSelfApprovalInWords() throws {
        let site = try TestSite()
        let admin = try site.admin()
        try admin.get("/staff/accounts")
        let setting = try form(admin, to: "/staff/accounts/self-approval")
        try admin.post(setting.action, setting.hidden + [("self-approval", "yes")])
        #expect(try site.desk.isSelfApprovalAllowed())
        try admin.follow()
        #expect(admin.text.contains("Die Einstellung ist gespeichert."))
        #expect(try admin.post(setting.action, [("self-approval", "no")]).status == 403)
        #expect(try site.desk.isSelfApprovalAllowed())
    }

    @Test func aPasswordIsForgottenAndSetAnew() throws {
        let site = try TestSite()
        let admin = try site.admin()
        try admin.get("/staff/accounts/1")
        let make = try form(admin, to: "/staff/accounts/1/link")
        try admin.post(make.action, make.hidden)
        let link = try part(of: admin.text, after: "https://town.example", until: "</code>")
        let browser = Browser(site)
        try browser.get(link + "?lang=en")
        #expect(browser.text.contains("Your login is a.admin."))
        let new = "Zwetschge Amboss Nebel"
        try browser.send([("password", new), ("password-repeated", new)])
        try browser.follow()
        #expect(browser.text.contains("The new password is set."))
        #expect(try admin.get("/staff").status == 303)
        try browser.send([("login", "a.admin"), ("password", new)])
        #expect(browser.answer.status == 303)
        try browser.get(link)
        #expect(browser.text.contains("Dieser Link ist schon verwendet worden."))
    }

    @Test func thePasswordIsChangedWithoutLosingTheSession() throws {
        let site = try TestSite()
        let browser = try site.admin()
        let other = Browser(site)
        #expect(try other.logIn().status == 303)
        try browser.get("/staff/account")
        #expect(browser.text.contains("Sie sind in 2 Browsern angemeldet"))
        let new = "Zwetschge Amboss Nebel"
        let change = try form(browser, to: "/staff/account/password")
        try browser.post(change.action, change.hidden + [("password-present", "x"), ("password", "y")])
        #expect(browser.answer.status == 422 && browser.text.contains("Das ist nicht Ihr jetziges Passwort."))
        try browser.post(
            change.action,
            change.hidden + [("password-present", TestSite.password), ("password", new), ("password-repeated", new)])
        try browser.follow()
        #expect(browser.text.contains("Das neue Passwort gilt."))
        #expect(try other.get("/staff").status == 303)
    }

    @Test func formsWithFilesAreTakenAndTheirFilesNamedAsLost() throws {
        let site = try TestSite()
        let browser = try site.admin()
        try browser.get("/staff/strategy")
        let key = String(browser.text.dropFirst("form ".count))
        func ask() -> Response {
            let body =
                [("csrf", key, ""), ("title", "mit Datei", ""), ("table", "a;b", "; filename=\"t.csv\"")].map {
                    "--B\r\nContent-Disposition: form-data; name=\"\($0.0)\"\($0.2)\r\n\r\n\($0.1)\r\n"
                }.joined() + "--B--\r\n"
            return site.router.handle(
                Request(
                    method: "POST", path: "/staff/strategy",
                    headers: Headers([
                        ("Content-Type", "multipart/form-data; boundary=B"),
                        ("Cookie", browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")),
                    ]), body: Array(body.utf8), isSecure: true))
        }
        #expect(ask().status == 200)
        #expect(site.saved == [["a.admin", "mit Datei"]])
        site.clock.advance(by: .seconds(7200))
        guard case .bytes(let bytes) = ask().body else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("name=\"carried:title\" value=\"mit Datei\"") && text.contains("carried-files"))
    }

    @Test func whoeverNeedsASecondFactorDoesNothingBeforeIt() throws {
        let site = try TestSite(AccountPolicy(secondFactorRoles: [.approver]))
        let browser = try site.admin()
        #expect(try browser.get("/staff").headers["Location"]?.hasPrefix("/staff/account/second-factor?") == true)
        #expect(try browser.get("/staff/accounts").status == 303)
        #expect(try browser.follow().status == 200)
        #expect(browser.text.contains("Für Ihre Rollen verlangt das Haus einen zweiten Faktor."))
        let key = try #require(browser.forms.last?.hidden.first { $0.0 == "csrf" }?.1)
        #expect(try browser.post("/staff/strategy", [("csrf", key), ("title", "schon getippt")]).status == 403)
        #expect(browser.text.contains("schon getippt") && site.saved.isEmpty)
        #expect(try browser.get("/staff/account").status == 200)
        try browser.get("/staff/account/second-factor")
        try browser.send([("password", TestSite.password)])
        let secret = try #require(site.desk.newSecret(try session(browser)))
        try browser.send([("code", try code(secret, site))])
        #expect(try browser.get("/staff").status == 200)
        #expect(try browser.post("/staff/strategy", [("csrf", key), ("title", "nun")]).status == 200)
        // What is demanded is not taken away again.
        try browser.get("/staff/account/second-factor")
        #expect(try browser.send([("password-remove", TestSite.password)]).status == 422)
        #expect(browser.text.contains("Er kann nicht entfernt werden."))
    }

    private func session(_ browser: Browser) throws -> Token {
        let cookie = try #require(browser.cookies.first { $0.key.contains("session") })
        return try #require(Token(cookie.value))
    }

    private func code(_ secret: [UInt8], _ site: TestSite) throws -> String {
        try OneTimeCode.code(secret: secret, step: OneTimeCode.step(at: site.clock.now.seconds))
    }
}
