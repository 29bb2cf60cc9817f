import HTTP
import TestSupport
import Testing

@Suite struct RequestParserTests {
    static let host = "Host: a.example\r\n"

    private func parse(_ text: String, _ limits: RequestParser.Limits = .init()) -> RequestParser.Step {
        var parser = RequestParser(limits: limits)
        parser.append(Array(text.utf8))
        return parser.next()
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\(host)\r\n", "/"),
        ("\r\nGET / HTTP/1.1\r\n\(host)\r\n", "/"),
        ("GET /st%C3%A4dte/a-b?q=1 HTTP/1.1\r\n\(host)\r\n", "/städte/a-b"),
        ("GET /a+b/ HTTP/1.1\r\n\(host)\r\n", "/a+b/"),
        ("GET http://a.example/x HTTP/1.1\r\n\(host)\r\n", "/x"),
        ("GET /...a/.b HTTP/1.1\r\n\(host)\r\n", "/...a/.b"),
        ("GET / HTTP/1.0\r\n\r\n", "/"),
        ("GET /t HTTP/1.1\r\nHOST:a.example:80 \r\nX:\t v \r\n\r\n", "/t"),
        ("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", "/"),
    ]) func accepts(_ text: String, _ path: String) throws {
        guard case .request(let request, _) = parse(text) else {
            Issue.record("refused: \(parse(text))")
            return
        }
        #expect(request.path == path)
        #expect(request.method == "GET")
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\n\(host)\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\(host)X: a\r\n folded\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\(host)X : a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\(host): a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\(host)X: a\rb\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\(host)X: a\u{0}b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\(host)nocolon\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\(host)\(host)\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        ("GET  / HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /  HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET / HTTP/1.1 \r\n\(host)\r\n", 400),
        ("GET /\r\n\(host)\r\n", 400),
        (" GET / HTTP/1.1\r\n\(host)\r\n", 400),
        ("G(T / HTTP/1.1\r\n\(host)\r\n", 400),
        ("\r\n\r\nGET / HTTP/1.1\r\n\(host)\r\n", 400),
        ("\u{16}\u{3}\u{1}", 400),
        ("GET /../x HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /a/%2e%2e HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /a/./b HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET //a HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /a%2Fb HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /a%00 HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /a%0a HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /%ff HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /%4 HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /%zz HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /?a=%c3 HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /#a HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET /ä HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET a HTTP/1.1\r\n\(host)\r\n", 400),
        ("GET ftp://a/b HTTP/1.1\r\n\(host)\r\n", 400),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nContent-Length: 1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 1, 1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: +1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 0x1\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\n\(host)Content-Length:\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 99999999999999999999\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nx\r\n", 400),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n1\nab\r\n", 400),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", 400),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n1 \r\na\r\n", 400),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n-1\r\n", 400),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0000000000000001\r\n", 400),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0\r\nbad trailer\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\nfffffff\r\n", 413),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 99999999\r\n\r\n", 413),
        ("GET / HTTP/2.0\r\n\(host)\r\n", 505),
        ("GET / HTTP/1.2\r\n\(host)\r\n", 505),
        ("GET / http/1.1\r\n\(host)\r\n", 400),
        ("CONNECT a.example:443 HTTP/1.1\r\n\(host)\r\n", 501),
        ("OPTIONS * HTTP/1.1\r\n\(host)\r\n", 501),
        ("\(String(repeating: "A", count: 40)) / HTTP/1.1\r\n\(host)\r\n", 501),
        ("GET / HTTP/1.1\r\n\(host)Expect: tea\r\n\r\n", 417),
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\n\(host)\r\n", 414),
        ("GET /\(String(repeating: "a", count: 40000))", 414),
        ("GET / HTTP/1.1\r\n\(host)X: \(String(repeating: "a", count: 40000))", 431),
        ("GET / HTTP/1.1\r\n\(host)\(String(repeating: "X: a\r\n", count: 101))\r\n", 431),
    ]) func refuses(_ text: String, _ status: Int) {
        guard case .failure(let error) = parse(text) else {
            Issue.record("not refused: \(parse(text))")
            return
        }
        #expect(error.status == status, "\(error.reason)")
        #expect(!error.reason.isEmpty)
    }

    @Test func readsBodiesAndPipelinedRequestsByteByByte() {
        let text =
            "POST /a?x=1+2&y=%26 HTTP/1.1\r\n\(Self.host)Content-Length: 5\r\n\r\nhello"
            + "POST /b HTTP/1.1\r\n\(Self.host)Transfer-Encoding: Chunked\r\n\r\n"
            + "3;ext=\"v\"\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
            + "GET /c HTTP/1.1\r\n\(Self.host)Connection: foo, Close\r\n\r\n"
        var parser = RequestParser()
        var requests: [Request] = []
        var keeps: [Bool] = []
        for byte in text.utf8 {
            parser.append([byte])
            if case .request(let request, let exchange) = parser.next() {
                requests.append(request)
                keeps.append(exchange.keepsAlive)
            }
        }
        #expect(requests.map(\.path) == ["/a", "/b", "/c"])
        #expect(requests.map { String(decoding: $0.body, as: UTF8.self) } == ["hello", "abc0123456789", ""])
        #expect(requests.first?.queryValue("x") == "1 2")
        #expect(requests.first?.queryValue("y") == "&")
        #expect(keeps == [true, true, false])
        #expect(parser.isBetweenRequests)
    }

    @Test func asksForContinueOnceAndBodyLimitFollowsThePath() {
        var limits = RequestParser.Limits()
        limits.maximumBodyBytes = BodyLimit { $0.path == "/big" ? 100 : 3 }
        var parser = RequestParser(limits: limits)
        parser.append(
            Array("PUT /big HTTP/1.1\r\n\(Self.host)Content-Length: 4\r\nExpect: 100-continue\r\n\r\n".utf8))
        guard case .continueExpected = parser.next(), case .needsMore = parser.next() else {
            Issue.record("no continue")
            return
        }
        parser.append(Array("abcd".utf8))
        guard case .request(let request, _) = parser.next() else {
            Issue.record("no request")
            return
        }
        #expect(request.body.count == 4)
        parser.append(Array("PUT /small HTTP/1.1\r\n\(Self.host)Content-Length: 4\r\n\r\n".utf8))
        guard case .failure(let error) = parser.next() else {
            Issue.record("not refused")
            return
        }
        #expect(error.status == 413)
        // A failed parser stays failed, whatever follows.
        parser.append(Array("GET / HTTP/1.1\r\n\(Self.host)\r\n".utf8))
        guard case .failure = parser.next() else {
            Issue.record("came back")
            return
        }
    }

    @Test func tinyChunksCannotMultiplyWork() {
        var parser = RequestParser()
        parser.append(Array("POST / HTTP/1.1\r\n\(Self.host)Transfer-Encoding: chunked\r\n\r\n".utf8))
        parser.append(Array(String(repeating: "1\r\na\r\n", count: 20000).utf8))
        guard case .failure(let error) = parser.next() else {
            Issue.record("accepted")
            return
        }
        #expect(error.status == 413)
    }

    @Test func anyBytesInAnyPiecesEndInASteadyAnswer() {
        let seeds = [
            "GET /a/b?c=d&e=%20 HTTP/1.1\r\n\(Self.host)Accept: */*\r\n\r\n",
            "POST /a HTTP/1.1\r\n\(Self.host)Content-Length: 10\r\n\r\n0123456789GET / HTTP/1.1\r\n\(Self.host)\r\n",
            "POST /a HTTP/1.1\r\n\(Self.host)Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\nA: b\r\n\r\n",
            "GET http://a.example/%C3%A4 HTTP/1.0\r\nConnection: close\r\n\r\n",
        ].map { Array($0.utf8) }
        var random = SeededGenerator(seed: 1)
        for round in 0..<thorough(8000) {
            let bytes = mutated(seeds[round % seeds.count], with: &random)
            // Whole or in pieces, the outcome is the same.
            #expect(outcome([bytes]) == outcome(pieces(bytes, with: &random)), "\(bytes)")
        }
        for _ in 0..<thorough(2000) {
            _ = outcome([
                (0..<Int.random(in: 0...200, using: &random)).map { _ in .random(in: 0...255, using: &random) }
            ])
        }
    }

    private func outcome(_ pieces: [[UInt8]]) -> [String] {
        var parser = RequestParser()
        var result: [String] = []
        for piece in pieces {
            parser.append(piece)
            loop: while true {
                switch parser.next() {
                case .needsMore: break loop
                case .continueExpected: continue
                case .request(let request, let exchange):
                    #expect(request.path.hasPrefix("/"))
                    #expect(!request.path.contains("//"))
                    result.append("\(request.method) \(request.path) \(request.body) \(exchange.keepsAlive)")
                case .failure(let error):
                    // Where a byte stream breaks in two ways at once, pieces may meet the other way first.
                    return result + ["failed \((error.status ?? 0) / 100)"]
                }
            }
        }
        return result
    }
}
