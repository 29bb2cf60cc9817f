import Accounts
import HTTP
import Testing

@testable import AccountPages

struct GateTests {
    @Test func withoutASessionAPageLeadsToTheLogInAndBack() throws {
        let site = try TestSite()
        _ = try site.admin()
        let browser = Browser(site)
        let answer = try browser.get("/staff/strategy?tab=2")
        #expect(answer.status == 303)
        #expect(answer.headers["Location"]?.hasPrefix("/staff/login?return=/staff/strategy%3Ftab%3D2") == true)
        try browser.follow()
        #expect(try browser.send([("login", "A.Admin "), ("password", TestSite.password)]).status == 303)
        #expect(browser.answer.headers["Location"] == "/staff/strategy?tab=2")
        #expect(try browser.follow().status == 200)
    }

    @Test func nothingLeadsAwayFromTheSite() throws {
        let site = try TestSite()
        _ = try site.admin()
        for evil in [
            "https://evil.example/", "//evil.example/staff", "/\\evil.example", "/staff//evil.example", "/staff/../x",
            "/staffx", "/", "/staff/login", "/staff\u{0D}\u{0A}Set-Cookie: a=b", "javascript:alert(1)", "/staff/ü",
            "/staff/a#b", "staff", "", "/staff/logout", "/staff/\u{2028}",
        ] {
            let browser = Browser(site)
            try browser.get("/staff/login?return=\(FormCoding.encode(evil))")
            try browser.send([("login", "a.admin"), ("password", TestSite.password)])
            #expect(browser.answer.headers["Location"] == "/staff?lang=de", "\(evil)")
            // A hidden field altered on its way is no better.
            let second = Browser(site)
            try second.get("/staff/login")
            try second.send([("login", "a.admin"), ("password", TestSite.password), ("return", evil)])
            #expect(second.answer.headers["Location"] == "/staff?lang=de", "\(evil)")
        }
    }

    @Test func cookiesAreForThisHostAloneAndNewAtEachLogIn() throws {
        let site = try TestSite()
        let browser = try site.admin()
        let cookies = browser.answer.headers.all("Set-Cookie")
        #expect(cookies.count == 2)
        for cookie in cookies {
            #expect(
                cookie.hasPrefix("__Host-rahmenwerk-") && cookie.contains("; Path=/; HttpOnly; SameSite=Lax; Secure"))
        }
        // A session somebody planted beforehand does not become the visitor's (fixation).
        let name = try #require(browser.cookies.keys.first { $0.contains("session") })
        let planted = String(repeating: "A", count: 43)
        let other = Browser(site)
        other.cookies[name] = planted
        #expect(try other.logIn().status == 303)
        #expect(other.cookies[name] != planted && other.cookies[name] != browser.cookies[name])
        let plain = Browser(site, isSecure: false)
        #expect(try plain.logIn().status == 303)
        #expect(plain.cookies.keys.allSatisfy { !$0.hasPrefix("__Host-") })
        // A plain cookie is not taken over TLS.
        plain.isSecure = true
        #expect(try plain.get("/staff").status == 303)
    }

    @Test func rolesAreAskedForAtEachRequest() throws {
        let site = try TestSite()
        let browser = try site.admin()
        #expect(try browser.get("/staff/secret").status == 200)
        try site.store.write { connection in
            try connection.execute("UPDATE account_role SET role = 'reader'")
        }
        #expect(try browser.get("/staff").status == 200)
        #expect(try browser.get("/staff/secret").status == 403)
        #expect(browser.text.contains("Ihrem Konto fehlt die Rolle dafür."))
        try browser.get("/staff/strategy")
        let key = browser.text.dropFirst("form ".count)
        #expect(try browser.post("/staff/strategy", [("csrf", String(key)), ("title", "Mein <Text>")]).status == 403)
        #expect(browser.text.contains("Mein &lt;Text&gt;"))
        #expect(site.saved.isEmpty)
        try site.store.write { connection in try connection.execute("UPDATE account SET is_active = 0") }
        #expect(try browser.get("/staff").status == 303)
    }

    @Test func aFormOfAnotherSiteIsRefusedAndOneOfAnEarlierSessionIsOfferedAgain() throws {
        let site = try TestSite()
        let browser = try site.admin()
        let fields = [("csrf", "forged"), ("title", "von woanders")]
        browser.headers = [("Sec-Fetch-Site", "cross-site")]
        #expect(try browser.post("/staff/strategy", fields).status == 403)
        #expect(
            browser.text.contains("Das Formular kam nicht von dieser Seite") && !browser.text.contains("von woanders"))
        browser.headers = [("Origin", "https://evil.example"), ("Host", "town.example")]
        #expect(try browser.post("/staff/strategy", fields).status == 403)
        #expect(!browser.text.contains("von woanders"))
        browser.headers = [("Origin", "https://town.example"), ("Host", "town.example")]
        #expect(try browser.post("/staff/strategy", fields).status == 403)
        #expect(browser.text.contains("Das Formular stammt aus einer früheren Anmeldung"))
        #expect(site.saved.isEmpty)
        #expect(try browser.send([]).status == 200)
        #expect(site.saved == [["a.admin", "von woanders"]])
    }

    /// A full disk, say, in the middle of a save.
    @Test func aFaultOfOursLosesNothingThatWasTyped() throws {
        let site = try TestSite()
        let browser = try site.admin()
        try browser.get("/staff/strategy")
        let key = String(browser.text.dropFirst("form ".count))
        #expect(
            try browser.post("/staff/broken?part=1", [("csrf", key), ("title", "Ein langer <Text>")]).status == 500)
        #expect(browser.text.contains("Ein langer &lt;Text&gt;"))
        let form = try #require(browser.forms.last)
        #expect(form.action == "/staff/broken?part=1")
        #expect(
            form.hidden.contains { $0 == ("title", "Ein langer <Text>") }
                && form.hidden.contains { $0 == ("csrf", key) })
    }

    @Test func aFullDiskSaysSoAndGivesBackWhatWasTyped() throws {
        let browser = try TestSite().admin()
        try browser.get("/staff/strategy")
        let key = String(browser.text.dropFirst("form ".count))
        let answer = try browser.post("/staff/full", [("csrf", key), ("title", "Ein langer Text")])
        #expect(answer.status == 503 && answer.headers["Retry-After"] == "60")
        #expect(browser.text.contains("Die Festplatte ist voll. Es wurde nichts gespeichert."))
        #expect(browser.forms.last?.hidden.contains { $0 == ("title", "Ein langer Text") } == true)
    }

    @Test func whatWasTypedGoesThroughTheLogInAndIsSentOnlyByHand() throws {
        let site = try TestSite()
        let browser = try site.admin()
        try browser.get("/staff/strategy")
        let key = String(browser.text.dropFirst("form ".count))
        site.clock.advance(by: .seconds(7200))
        let long = String(repeating: "Absatz mit \"Zeichen\" & <Winkeln>.\r\n", count: 200)
        // Not even the headers that tell where a form came from are needed: the key in it is that of the old session.
        browser.headers = []
        let fields = [
            ("csrf", key), ("title", long), ("title", "zweiter"), ("empty", ""), ("password", "nie im Klartext"),
        ]
        #expect(try browser.post("/staff/strategy?part=1", fields).status == 403)
        #expect(browser.text.contains("Ihre Anmeldung war abgelaufen."))
        #expect(!browser.text.contains("nie im Klartext"))
        // A wrong password in between loses nothing.
        #expect(try browser.send([("login", "a.admin"), ("password", "falsch")]).status == 403)
        #expect(try browser.send([("login", "a.admin"), ("password", TestSite.password)]).status == 200)
        #expect(browser.text.contains("Gespeichert wird erst, wenn Sie noch einmal absenden."))
        #expect(site.saved.isEmpty)
        #expect(browser.forms.last?.action == "/staff/strategy?part=1")
        #expect(try browser.send([]).status == 200)
        #expect(site.saved.count == 1 && site.saved.first?.count == 3)
        #expect(site.saved.first?[1] == long)
    }

    @Test func anotherSiteCannotSlipInAFormThroughTheLogIn() throws {
        let site = try TestSite()
        _ = try site.admin()
        let browser = Browser(site)
        browser.headers = [("Sec-Fetch-Site", "cross-site")]
        #expect(try browser.post("/staff/strategy", [("csrf", "x"), ("title", "untergeschoben")]).status == 403)
        #expect(!browser.text.contains("untergeschoben"))
        // Nor by a log-in form of its own.
        #expect(
            try browser.post(
                "/staff/login",
                [
                    ("csrf", "x"), ("login", "a.admin"), ("password", TestSite.password),
                    ("carried-action", "/staff/strategy"), ("carried:title", "untergeschoben"),
                ]
            ).status == 403)
        #expect(!browser.text.contains("untergeschoben"))
        #expect(browser.text.contains("Ihr Browser hat das Formular nicht wiedererkannt."))
        #expect(!browser.cookies.keys.contains { $0.contains("session") })
    }

    @Test func loggingOutNeedsTheKeyAndEndsTheSession() throws {
        let site = try TestSite()
        let browser = try site.admin()
        browser.headers = []
        #expect(try browser.post("/staff/logout", []).status == 403)
        try browser.get("/staff/strategy")
        let key = String(browser.text.dropFirst("form ".count))
        let cookies = browser.cookies
        #expect(try browser.post("/staff/logout", [("csrf", key)]).status == 303)
        try browser.follow()
        #expect(browser.text.contains("Sie sind abgemeldet."))
        browser.cookies = cookies
        #expect(try browser.get("/staff").status == 303)
    }

    @Test func hostileFormsGetAPageAndNothingElse() throws {
        let site = try TestSite()
        let browser = try site.admin()
        #expect(try browser.post("/staff/strategy", (0..<9000).map { ("a\($0)", "") }).status == 413)
        #expect(browser.text.contains("Das Formular hat zu viele Felder."))
        for (type, body) in [
            ("application/x-www-form-urlencoded", "title=%zz"), ("application/json", "{}"), ("", "title=%00"),
            ("application/x-www-form-urlencoded", "title=%ff%fe"),
        ] {
            let request = Request(
                method: "POST", path: "/staff/strategy", headers: Headers([("Content-Type", type)]),
                body: Array(body.utf8))
            let answer = site.router.handle(request)
            #expect(answer.status == 400 || answer.status == 415)
            #expect(answer.headers["Content-Security-Policy"] != nil)
        }
        #expect(try browser.get("/staff/broken").status == 500)
        #expect(browser.text.contains("Der Fehler liegt bei uns"))
    }

    @Test func everyAnswerIsKeptFromCachesAndFrames() throws {
        let site = try TestSite()
        let browser = try site.admin()
        for path in ["/staff", "/staff/login", "/staff/secret", "/staff/link/none", "/staff/broken"] {
            let answer = try browser.get(path)
            #expect(answer.headers["Cache-Control"] == "no-store")
            #expect(answer.headers["Content-Security-Policy"]?.contains("frame-ancestors 'none'") == true)
            #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
            #expect(answer.headers["Referrer-Policy"] == "same-origin")
        }
    }

    @Test func guessingSaysHowLongToWaitInBothLanguages() throws {
        let site = try TestSite()
        let browser = Browser(site)
        for _ in 0..<5 { #expect(try browser.logIn("nobody", "wrong").status == 403) }
        #expect(try browser.logIn("nobody", "wrong").status == 429)
        #expect(browser.text.contains("Das waren zu viele Versuche. Bitte warten Sie 2 Sekunden."))
        #expect(browser.answer.headers["Retry-After"] == "2")
        #expect(browser.text.contains("value=\"nobody\"") && browser.text.contains("<title>Fehler: "))
        try browser.get("/staff/login?lang=en")
        try browser.send([("login", "nobody"), ("password", "wrong")])
        #expect(browser.text.contains("These were too many tries. Please wait 2 seconds."))
    }

    @Test func aLinkThatIsNotOneSaysWhatToDo() throws {
        let site = try TestSite()
        let link = try #require(try site.desk.firstAdminLink())
        let browser = Browser(site)
        #expect(try browser.get("/staff/link/kaputt").status == 404)
        #expect(browser.text.contains("Bitte übernehmen Sie den ganzen Link."))
        try browser.get("/staff/link/\(link.text)")
        // Without the browser's own cookie nothing is taken, and what was typed is still there.
        browser.cookies = [:]
        #expect(try browser.send([("login", "a.admin"), ("name", "Anna"), ("password", "x")]).status == 403)
        #expect(browser.text.contains("value=\"Anna\""))
        #expect(try browser.send([("login", "a.admin"), ("name", "Anna"), ("password", "x")]).status == 422)
        #expect(browser.text.contains("Bitte wählen Sie ein Passwort mit mindestens 12 Zeichen"))
        #expect(browser.text.contains("Hier steht etwas anderes als im ersten Feld."))
        #expect(try !site.desk.hasAccounts())
    }
}
