import HTTP
import TestSupport
import Testing

@Suite struct ResponseParserTests {
    private func outcome(
        _ pieces: [[UInt8]], method: String = "GET", maximum: Int = 1000
    ) -> Result<ClientResponse, HTTPError> {
        var parser = ResponseParser(method: method, maximumBytes: maximum)
        for piece in pieces {
            parser.append(piece)
            switch parser.next() {
            case .needsMore: continue
            case .response(let response): return .success(response)
            case .failure(let error): return .failure(error)
            }
        }
        switch parser.finish() {
        case .response(let response): return .success(response)
        case .failure(let error): return .failure(error)
        case .needsMore: return .failure(HTTPError(.timeout, "finish wants more"))
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", "GET", "ab"),
        ("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "GET", ""),
        ("HTTP/1.1 200 OK\r\n\r\nto the end", "GET", "to the end"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n", "GET", "ab"),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", "GET", "x"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", "HEAD", ""),
        ("HTTP/1.1 204 No Content\r\n\r\n", "GET", ""),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", "GET", ""),
    ]) func accepts(_ text: String, _ method: String, _ body: String) throws {
        let response = try outcome([Array(text.utf8)], method: method).get()
        #expect(String(decoding: response.body, as: UTF8.self) == body)
    }

    @Test(arguments: [
        ("", HTTPError.Code.responseTruncated),
        ("HTTP/1.1 200 OK\r\n", .responseTruncated),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", .responseTruncated),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", .responseTruncated),
        ("HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n", .malformedResponse),
        ("HTTP/2 200 OK\r\nContent-Length: 0\r\n\r\n", .malformedResponse),
        ("HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n", .malformedResponse),
        ("HTTP/1.1 2000\r\nContent-Length: 0\r\n\r\n", .malformedResponse),
        ("SSH-2.0-server\r\n\r\n", .malformedResponse),
        ("HTTP/1.1 101 Switching\r\n\r\n", .malformedResponse),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na", .malformedResponse),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\na", .malformedResponse),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\na", .malformedResponse),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", .responseTooLarge),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n", .responseTooLarge),
        ("HTTP/1.1 200 OK\r\n\r\n\(String(repeating: "a", count: 1001))", .responseTooLarge),
        ("HTTP/1.1 200 OK\r\nX: \(String(repeating: "a", count: 70000))", .responseTooLarge),
        (String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 11), .malformedResponse),
    ]) func refuses(_ text: String, _ code: HTTPError.Code) {
        #expect(throws: HTTPError(code, "")) { try outcome([Array(text.utf8)]).get() }
    }

    @Test func anyBytesInAnyPiecesEndTheSame() {
        let seeds = [
            "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nX: y\r\n\r\nabcdefghijkl",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "HTTP/1.0 404 Not Found\r\nA: b\r\n\r\nuntil the end",
        ].map { Array($0.utf8) }
        var random = SeededGenerator(seed: 2)
        for round in 0..<thorough(6000) {
            let bytes = mutated(seeds[round % seeds.count], with: &random)
            let whole = try? outcome([bytes]).get()
            let cut = try? outcome(pieces(bytes, with: &random)).get()
            #expect(whole?.status == cut?.status && whole?.body == cut?.body, "\(bytes)")
        }
    }
}
