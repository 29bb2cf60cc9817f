import Testing

@testable import Service

@Suite struct LoggerTests {
    let folder: TemporaryFolder
    let moment: Timestamp
    init() throws {
        folder = try TemporaryFolder()
        moment = try #require(Timestamp(seconds: 1_000_000_000, nanoseconds: 42_999_999))
    }

    private struct Odd: Error, CustomStringConvertible { let description = "line\nbreak \u{1b}[0m \"quoted\" \u{2028}" }

    @Test func readableLines() {
        let capture = Capture(folder, "log")
        let log = Logger(format: .readable, descriptor: capture.descriptor, now: { [moment] in moment })
            .with(.code("request", "ab-12"))
        log.info(
            "statement accepted", .number("entry", 7), .duration("took", .milliseconds(1234)), .boolean("new", true))
        log.debug("not shown")
        #expect(
            capture.text
                == "2001-09-09T01:46:40.042Z INFO statement accepted request=ab-12 entry=7 took=1234ms new=true\n")
    }

    @Test func nothingFreeSlipsThrough() {
        let capture = Capture(folder, "log")
        let log = Logger(format: .readable, descriptor: capture.descriptor, now: { [moment] in moment })
        log.warning("x", .code("who", "Erika Muster"), .code("who", ""), .code("who", "a\nb"))
        #expect(capture.text.hasSuffix("who=(withheld) who=(withheld) who=(withheld)\n"))
        log.error("x", .failure(Odd()), .path("file", "/tmp/\u{7}"))
        #expect(capture.text.split(separator: "\n").count == 2)
        #expect(!capture.text.contains("\u{1b}") && !capture.text.contains("\u{7}"))
    }

    @Test func jsonLines() {
        let capture = Capture(folder, "log")
        let log = Logger(format: .json, minimum: .debug, descriptor: capture.descriptor, now: { [moment] in moment })
        log.debug("a \"b\"", .failure(Odd()), .number("n", UInt64.max))
        #expect(
            capture.text
                == #"{"time":"2001-09-09T01:46:40.042Z","level":"debug","event":"a \"b\"","failure":"line\\u{a}break \\u{1b}[0m \"quoted\" \\u{2028}","n":9223372036854775807}"#
                + "\n")
    }

    @Test func linesOfThreadsStayWhole() throws {
        let capture = Capture(folder, "log")
        let log = Logger(format: .readable, descriptor: capture.descriptor, now: { [moment] in moment })
        let threads = try (0..<4).map { index in
            try Thread.spawn(name: "log") { for _ in 0..<200 { log.info("event", .number("thread", index)) } }
        }
        for thread in threads { thread.join() }
        let lines = capture.text.split(separator: "\n")
        #expect(
            lines.count == 800 && lines.allSatisfy { $0.count == "2001-09-09T01:46:40.042Z INFO event thread=0".count })
    }
}
