import Glibc
import HTTP
import Synchronization
import Testing

@Suite struct ServerTests {
    static let get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test func keepsAliveAndPipelines() throws {
        let running = try RunningServer()
        let connection = try running.connect()
        for _ in 0..<3 {
            let answer = connection.exchange(Self.get, until: "path=/a body=0")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\nDate: "))
            #expect(answer.contains("Content-Length: 14\r\n") && !answer.contains("Connection: close"))
        }
        connection.send(Self.get + "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi" + Self.get)
        let answers = connection.read { $0.components("path=/").count == 4 && $0.hasSuffix("body=0") }
        #expect(answers.contains("path=/b body=2"))
        connection.send("GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(connection.readAll().contains("Connection: close\r\n"))
        #expect(
            eventually {
                running.events.all.filter {
                    if case .requestFinished(_, _, 200, _, _, true) = $0 { true } else { false }
                }.count == 7
            })
    }

    @Test func headAndHTTP10AndNotModified() throws {
        let running = try RunningServer(handler: { request in
            var page = Response.html("<p>page</p>")
            page.etag = "7"
            return page.conditional(for: request)
        })
        let head = try running.connect()
        head.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        let answer = head.readAll()
        #expect(answer.contains("Content-Length: 11\r\n") && answer.hasSuffix("\r\n\r\n"))
        let old = try running.connect()
        old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(old.readAll().hasSuffix("<p>page</p>"))
        let same = try running.connect()
        let unchanged = same.exchange("GET / HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"7\"\r\n\r\n", until: "\r\n\r\n")
        #expect(unchanged.hasPrefix("HTTP/1.1 304 ") && unchanged.contains("ETag: \"7\""))
        #expect(!unchanged.contains("Content-Length") && !unchanged.contains("page"))
        #expect(same.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n", until: "</p>").hasPrefix("HTTP/1.1 200"))
    }

    @Test func aDrippingClientIsCutOffAtTheDeadline() throws {
        let running = try RunningServer {
            $0.headerDeadline = 0.5
            $0.requestDeadline = 0.8
        }
        let connection = try running.connect()
        let begin = monotonic()
        for byte in Self.get.utf8 {
            guard connection.send([byte]) else { break }
            usleep(50000)
            if monotonic() - begin > 1.5 { break }
        }
        #expect(connection.readAll().hasPrefix("HTTP/1.1 408 "))
        #expect(monotonic() - begin < 5)
        let slowBody = try running.connect()
        slowBody.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na")
        #expect(slowBody.readAll().hasPrefix("HTTP/1.1 408 "))
        let silent = try running.connect()
        #expect(silent.readAll() == "")
    }

    @Test func bodiesThatLieOrAreTooLarge() throws {
        let running = try RunningServer { $0.maximumBodyBytes = 10 }
        let short = try running.connect()
        short.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc")
        short.endSending()
        #expect(short.readAll().hasPrefix("HTTP/1.1 400 "))
        let long = try running.connect()
        long.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc\u{1}\u{2}")
        let answers = long.readAll()
        #expect(answers.hasPrefix("HTTP/1.1 200 ") && answers.contains("body=3HTTP/1.1 400 "))
        let large = try running.connect()
        large.send(
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + String(repeating: "a", count: 300_000))
        let refusal = large.readAll()
        #expect(refusal.hasPrefix("HTTP/1.1 413 ") && refusal.contains("application/problem+json"))
        let polite = try running.connect()
        let go = polite.exchange(
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n", until: "\r\n\r\n")
        #expect(go == "HTTP/1.1 100 Continue\r\n\r\n")
        #expect(polite.exchange("abc", until: "body=3").hasPrefix("HTTP/1.1 200"))
    }

    @Test func capsTurnAwayButIdleConnectionsGiveWay() throws {
        let running = try RunningServer {
            $0.maximumConnections = 2
            $0.idleTimeout = 30
        }
        let idle = try running.connect()
        #expect(idle.exchange(Self.get, until: "body=0").hasPrefix("HTTP/1.1 200"))
        #expect(eventually { running.server.idleConnections == 1 })
        let busy = try running.connect()
        busy.send("GET /half")
        #expect(eventually { running.server.openConnections == 2 })
        let third = try running.connect()
        #expect(third.exchange(Self.get, until: "body=0").hasPrefix("HTTP/1.1 200"))
        #expect(idle.readAll() == "")
        #expect(eventually { running.server.idleConnections == 1 })
        third.send("GET /half")
        #expect(eventually { running.server.idleConnections == 0 })
        let fourth = try running.connect()
        let answer = fourth.readAll()
        #expect(answer.hasPrefix("HTTP/1.1 503 ") && answer.contains("Retry-After"))
        #expect(
            eventually {
                running.events.all.contains { if case .connectionRefused("127.0.0.1", _) = $0 { true } else { false } }
            })
    }

    @Test func capPerAddress() throws {
        let running = try RunningServer { $0.maximumConnectionsPerAddress = 1 }
        let first = try running.connect()
        first.send("GET /half")
        #expect(eventually { running.server.openConnections == 1 })
        #expect(try running.connect().readAll().hasPrefix("HTTP/1.1 503 "))
    }

    @Test func idleConnectionsGiveWayToTheirOwnAddress() throws {
        let running = try RunningServer {
            $0.maximumConnectionsPerAddress = 1
            $0.idleTimeout = 30
        }
        let idle = try running.connect()
        #expect(idle.exchange(Self.get, until: "body=0").hasPrefix("HTTP/1.1 200"))
        #expect(eventually { running.server.idleConnections == 1 })
        let next = try running.connect()
        #expect(next.exchange(Self.get, until: "body=0").hasPrefix("HTTP/1.1 200"))
        #expect(idle.readAll() == "")
    }

    @Test func proxiesCountOnlyWhenTrusted() throws {
        let forwarded =
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-Proto: https\r\n"
            + "X-Forwarded-For: 203.0.113.9, 198.51.100.7, 10.1.2.3\r\n\r\n"
        let handler: Handler = { .text("\($0.clientAddress) \($0.isSecure)") }
        let trusting = try RunningServer({ $0.trustedProxies = ["127.0.0.0/8", "10.0.0.0/8"] }, handler: handler)
        let connection = try trusting.connect()
        connection.send(forwarded)
        #expect(connection.readAll().hasSuffix("198.51.100.7 true"))
        let doubting = try RunningServer(handler: handler)
        let other = try doubting.connect()
        other.send(forwarded)
        #expect(other.readAll().hasSuffix("127.0.0.1 false"))
        #expect(throws: HTTPError(.malformedSetting, "")) { try RunningServer { $0.trustedProxies = ["10.0.0.0/33"] } }
    }

    @Test func stopDrainsWhatIsInProgress() throws {
        let entered = Flag()
        let running = try RunningServer(
            { $0.drainSeconds = 5 },
            handler: { request in
                if request.path == "/slow" {
                    entered.set()
                    usleep(300_000)
                }
                return .text("done")
            })
        let idle = try running.connect()
        #expect(idle.exchange(Self.get, until: "done").hasPrefix("HTTP/1.1 200"))
        let slow = try running.connect()
        slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(eventually { entered.isSet })
        running.server.stop()
        running.server.waitUntilStopped()
        let answer = slow.readAll()
        #expect(answer.hasSuffix("done") && answer.contains("Connection: close"))
        #expect(idle.readAll() == "")
        #expect(!RawConnection.isAccepted(port: running.port))
        #expect(running.server.openConnections == 0)
    }

    @Test func streamsAreChunkedOrKeepTheirPromise() throws {
        let running = try RunningServer(handler: { request in
            switch request.path {
            case "/chunked":
                return Response(
                    body: .stream(length: nil) { write in
                        try write(Array("abc".utf8))
                        try write([])
                        try write(Array("defghijklmnop".utf8))
                    })
            case "/exact": return Response(body: .stream(length: 3) { try $0(Array("abc".utf8)) })
            case "/short": return Response(body: .stream(length: 9) { try $0(Array("abc".utf8)) })
            case "/long": return Response(body: .stream(length: 2) { try $0(Array("abc".utf8)) })
            case "/fails": return Response(body: .stream(length: nil) { _ in throw HTTPError(.timeout, "secret") })
            default: return .file(path: request.queryValue("p") ?? "/nowhere", contentType: "text/plain")
            }
        })
        func ask(_ target: String, _ version: String = "1.1") throws -> String {
            let connection = try running.connect()
            connection.send("GET \(target) HTTP/\(version)\r\nHost: x\r\nConnection: close\r\n\r\n")
            return connection.readAll()
        }
        #expect(
            try ask("/chunked").hasSuffix(
                "chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\nd\r\ndefghijklmnop\r\n0\r\n\r\n"))
        #expect(try ask("/chunked", "1.0").hasSuffix("close\r\n\r\nabcdefghijklmnop"))
        #expect(try ask("/exact").hasSuffix("Content-Length: 3\r\nConnection: close\r\n\r\nabc"))
        #expect(try !ask("/long").contains("abc"))
        let failed = try ask("/fails")
        #expect(failed.hasPrefix("HTTP/1.1 500 ") && !failed.contains("secret"))
        let client = Client()
        let error = #expect(throws: HTTPError.self) {
            try client.send(ClientRequest(url: "http://127.0.0.1:\(running.port)/short"))
        }
        #expect(error?.code == .responseTruncated)
        let directory = try TemporaryDirectory()
        let text = String(repeating: "0123456789", count: 20000)
        let file = directory.write("f", text)
        #expect(try ask("/file?p=\(file)").hasSuffix("\r\n\r\n" + text))
        #expect(try ask("/file?p=\(directory.path)").hasPrefix("HTTP/1.1 500 "))
        #expect(try ask("/file").hasPrefix("HTTP/1.1 500 "))
    }

    @Test func twoHundredClientsAtOnce() throws {
        let running = try RunningServer(handler: { .text("you sent \($0.body.count)") })
        let good = Mutex(0)
        let url = "http://127.0.0.1:\(running.port)/x"
        let threads = (0..<200).map { number in
            BackgroundThread {
                let body = [UInt8](repeating: 65, count: number * 100)
                for _ in 0..<3 {
                    let response = try? Client().send(ClientRequest(method: "POST", url: url, body: body))
                    if response?.body == Array("you sent \(number * 100)".utf8) { good.withLock { $0 += 1 } }
                }
            }
        }
        for thread in threads { #expect(thread.join()) }
        #expect(good.withLock { $0 } == 600)
    }

    @Test func aReaderThatNeverReadsIsGivenUp() throws {
        let running = try RunningServer(
            { $0.writeDeadline = 0.3 },
            handler: { _ in
                .bytes([UInt8](repeating: 0, count: 64 << 20), contentType: "a/b")
            })
        let connection = try running.connect()
        connection.send(Self.get)
        #expect(
            eventually {
                running.events.all.contains {
                    if case .requestFinished(_, _, _, _, _, false) = $0 { true } else { false }
                }
            })
    }

    @Test func unusableSettingsAreNamed() throws {
        let running = try RunningServer()
        #expect(throws: HTTPError(.cannotListen, "")) { try RunningServer { $0.port = running.port } }
        let tls = TLSFiles(certificateChain: "/nowhere", privateKey: "/nowhere")
        #expect(throws: HTTPError(.unusableCertificateFile, "")) { try RunningServer { $0.tls = tls } }
    }
}

final class Flag: Sendable {
    private let value = Atomic(false)
    func set() { value.store(true, ordering: .sequentiallyConsistent) }
    var isSet: Bool { value.load(ordering: .sequentiallyConsistent) }
}

func monotonic() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

extension String {
    func components(_ separator: String) -> [String] {
        var parts = [""]
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(separator) {
                parts.append("")
                rest = rest.dropFirst(separator.count)
            } else {
                parts[parts.count - 1].append(rest.removeFirst())
            }
        }
        return parts
    }
}
