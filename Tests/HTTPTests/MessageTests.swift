import HTTP
import TestSupport
import Testing

@Suite struct MessageTests {
    @Test func headersIgnoreCaseKeepOrderAndLetNothingThrough() {
        var headers = Headers([("Set-Cookie", "a=1"), ("set-cookie", "b=2"), ("X", "y")])
        #expect(headers["SET-COOKIE"] == "a=1")
        #expect(headers.all("Set-Cookie") == ["a=1", "b=2"])
        headers["x"] = "z\r\nEvil: 1"
        #expect(headers.pairs.map(\.name) == ["Set-Cookie", "set-cookie", "x"])
        #expect(headers["x"] == "z  Evil: 1")
        headers["Set-Cookie"] = nil
        headers.add("bad name", "v")
        #expect(headers.pairs.count == 1)
        #expect(headers["Evil"] == nil)
    }

    @Test func formIsStrict() throws {
        func form(_ body: String, type: String = "application/x-www-form-urlencoded") throws -> [String] {
            let headers = Headers([("Content-Type", type)])
            return try Request(headers: headers, body: Array(body.utf8)).form().map { "\($0.name)=\($0.value)" }
        }
        #expect(try form("a=1&b=x+y%21&&c&d=") == ["a=1", "b=x y!", "c=", "d="])
        #expect(try form("q=%C3%BC", type: "Application/X-WWW-Form-Urlencoded; charset=UTF-8") == ["q=ü"])
        for (body, status) in [("a=%", 400), ("a=%4", 400), ("a=%fe", 400), ("a=%00", 400)] {
            let error = #expect(throws: HTTPError.self) { try form(body) }
            #expect(error?.status == status)
        }
        #expect(throws: HTTPError(.malformedForm, "")) { try form("a=1", type: "text/plain") }
        #expect(throws: HTTPError(.malformedForm, "")) { try form(String(repeating: "a&", count: 1001)) }
        #expect(FormCoding.encode([("ä b", "1&2")]) == "%C3%A4%20b=1%262")
    }

    @Test func formAndAddressTakeAnyBytes() {
        var random = SeededGenerator(seed: 3)
        let form = Array("name=Stra%C3%9Fe+1&b=%26&c".utf8)
        let address = Array("https://hub.example:8443/a/b?c=d".utf8)
        for _ in 0..<thorough(5000) {
            let bytes = mutated(form, with: &random)
            if let pairs = try? FormCoding.parse(bytes) {
                let again = try? FormCoding.parse(Array(FormCoding.encode(pairs).utf8))
                let same = again.map { $0.map(\.name) == pairs.map(\.name) && $0.map(\.value) == pairs.map(\.value) }
                // A field with an empty name and value is written as "=", which reads back the same.
                #expect(same == true, "\(bytes)")
            }
            let text = String(decoding: mutated(address, with: &random), as: UTF8.self)
            if let url = try? URLParts(text) {
                #expect((1...65535).contains(url.port))
                #expect(url.target.hasPrefix("/"))
                #expect(!url.host.isEmpty)
            }
        }
    }

    @Test func addressesAreTakenApart() throws {
        let url = try URLParts("HTTPS://Hub.Example/a?b")
        #expect([url.scheme, url.host, url.target, url.authority] == ["https", "hub.example", "/a?b", "hub.example"])
        #expect(url.port == 443)
        #expect(try URLParts("http://[::1]:8080").authority == "[::1]:8080")
        #expect(try URLParts("http://a?q").target == "/?q")
        for bad in [
            "", "a", "ftp://a/", "https://", "https:///x", "http://u@a/", "http://a:0/", "http://a:65536/",
            "http://a:/",
            "http://a:1x/", "http://a b/", "http://a/#f", "http://ä/", "http://[1]/", "http://[::1/", "http://[::1]x/",
        ] {
            #expect(throws: HTTPError(.malformedURL, ""), "\(bad)") { try URLParts(bad) }
        }
    }

    @Test func languageFollowsQuality() {
        func language(_ value: String?) -> String {
            let headers = Headers(value.map { [("Accept-Language", $0)] } ?? [])
            return Request(headers: headers).preferredLanguage(among: ["de", "en"])
        }
        #expect(language(nil) == "de")
        #expect(language("en") == "en")
        #expect(language("en-GB,de;q=0.9") == "en")
        #expect(language("fr, de-AT;q=0.8, en;q=0.7") == "de")
        #expect(language("*;q=0.5, en;q=0.4") == "de")
        #expect(language("de;q=0, en;q=0.1") == "en")
        #expect(language("de;q=x, en;q=0.1") == "en")
        #expect(language("eng") == "de")
    }

    @Test func cookiesAndIdentity() {
        let request = Request(headers: Headers([("Cookie", "a=1; session=\"x=y\"; a=2")]))
        #expect(request.cookie("a") == "1")
        #expect(request.cookie("session") == "x=y")
        #expect(request.cookie("b") == nil)
        let id = Array(request.id)
        #expect(id.count == 36 && id[14] == "4" && "89ab".contains(id[19]))
        #expect(request.id == request.id && request.id != Request().id)
        #expect(Set((0..<10_000).map { _ in Request().id }).count == 10_000)
    }

    @Test func conditionalTurns200Into304() {
        var page = Response.html("<p>")
        page.etag = "42"
        func status(_ condition: String?, method: String = "GET") -> Int {
            let headers = Headers(condition.map { [("If-None-Match", $0)] } ?? [])
            return page.conditional(for: Request(method: method, headers: headers)).status
        }
        #expect(page.etag == "\"42\"")
        #expect(status(nil) == 200)
        #expect(status("\"42\"") == 304)
        #expect(status("W/\"42\"") == 304)
        #expect(status("\"a,b\", W/\"42\"") == 304)
        #expect(status("*", method: "HEAD") == 304)
        #expect(status("\"43\"") == 200)
        #expect(status("42") == 200)
        #expect(status("\"42\"", method: "POST") == 200)
    }

    @Test func problemIsEscapedJSON() {
        let problem = Problem(
            type: "/p/x", title: "T\"", status: 409, detail: "a\nb\u{1}", instance: "1",
            extra: [("position", .integer(3))])
        let response = problem.response()
        guard case .bytes(let body) = response.body else { return }
        #expect(response.headers["Content-Type"] == "application/problem+json")
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"type":"/p/x","title":"T\"","status":409,"detail":"a\nb\u0001","#
                + #""instance":"urn:uuid:1","position":3}"#
                + "\n")
    }

    @Test func routerPrefersLiteralsAndSaysWhatIsAllowed() throws {
        func answer(_ name: String, _ method: String, _ pattern: String) -> Route {
            Route(method, pattern) { _, parameters in
                .text("\(name) \(parameters["id"] ?? "-") \(parameters["code"] ?? "-") \(parameters["rest"] ?? "-")")
            }
        }
        let router = try Router(
            routes: [
                answer("root", "GET", "/"), answer("new", "GET", "/towns/new"), answer("town", "GET", "/towns/:id"),
                answer("edit", "POST", "/towns/:id"), answer("code", "GET", "/towns/:id/indicators/:code"),
                answer("other", "GET", "/towns/new/x"), answer("files", "GET", "/files/:rest*"),
            ], notFound: { _ in .text("?", status: 404) }, methodNotAllowed: { _, _ in .text("!", status: 405) })
        func text(_ path: String, _ method: String = "GET") -> String {
            guard case .bytes(let body) = router.handle(Request(method: method, path: path)).body else { return "" }
            return String(decoding: body, as: UTF8.self)
        }
        #expect(text("/") == "root - - -")
        #expect(text("/towns/new") == "new - - -")
        #expect(text("/towns/7") == "town 7 - -")
        #expect(text("/towns/new/indicators/B") == "code new B -")
        #expect(text("/files/a/b/c") == "files - - a/b/c")
        #expect(text("/towns/7", "HEAD") == "town 7 - -")
        for path in ["/files/", "/files", "/towns/", "/towns", "/towns/7/", "/x"] {
            #expect(text(path) == "?", "\(path)")
        }
        let refused = router.handle(Request(method: "DELETE", path: "/towns/7"))
        #expect(refused.status == 405 && refused.headers["Allow"] == "GET, POST, HEAD")
        #expect(refused.route == "/towns/:id")
        for bad in [["a"], ["/:a*/b"], ["/:a/:a"], ["/x", "/x"], ["/:"]] {
            #expect(throws: HTTPError(.malformedRoute, "")) {
                try Router(
                    routes: bad.map { answer("", "GET", $0) }, notFound: { _ in .empty() },
                    methodNotAllowed: { _, _ in .empty() })
            }
        }
    }

    @Test func datesAreGregorian() {
        #expect(HTTPDate.text(secondsSince1970: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(secondsSince1970: 951_782_400) == "Tue, 29 Feb 2000 00:00:00 GMT")
        #expect(HTTPDate.text(secondsSince1970: 1_767_225_599) == "Wed, 31 Dec 2025 23:59:59 GMT")
    }
}
