import Testing

@testable import Service

@Suite struct MetricsTests {
    @Test func exposition() throws {
        let metrics = Metrics()
        let requests = try metrics.counter(
            "requests_total", help: "Back\\slash\nand line.", labels: ["route", "status"])
        requests.add(1, "/a\"b\\c\nd", "200")
        requests.add(2, "/a\"b\\c\nd", "200")
        requests.add(-5, "/never", "500")
        let temperature = try metrics.gauge("level", help: "A level.")
        temperature.set(1.5)
        temperature.add(-2)
        let took = try metrics.histogram("took_seconds", help: "Took.", buckets: [0.5, 1])
        for value in [0.5, 0.6, 3, .nan] { took.observe(value) }
        took.observe(.milliseconds(250))
        let text = metrics.text()
        let expected = #"""
            # HELP requests_total Back\\slash\nand line.
            # TYPE requests_total counter
            requests_total{route="/a\"b\\c\nd",status="200"} 3
            # HELP level A level.
            # TYPE level gauge
            level -0.5
            # HELP took_seconds Took.
            # TYPE took_seconds histogram
            took_seconds_bucket{le="0.5"} 2
            took_seconds_bucket{le="1"} 3
            took_seconds_bucket{le="+Inf"} 4
            took_seconds_sum 4.35
            took_seconds_count 4

            """#
        #expect(text.hasPrefix(expected))
        for name in ["resident_memory_bytes", "open_fds", "threads", "cpu_seconds_total", "start_time_seconds"] {
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("process_\(name) ") })
            let value = try #require(Double(line.split(separator: " ")[1]))
            #expect(name.hasPrefix("cpu") ? value >= 0 : value >= 1)
        }
        #expect(text.hasSuffix("\n") && !text.contains("never"))
    }

    @Test func wrongNamesAreRefused() throws {
        let metrics = Metrics()
        _ = try metrics.gauge("once", help: "")
        for name in ["once", "", "1a", "a b", "a-b", "ä"] {
            #expect(error { _ = try metrics.gauge(name, help: "") }?.code == .metric)
        }
        #expect(error { _ = try metrics.gauge("a", help: "", labels: ["le"]) }?.code == .metric)
        #expect(error { _ = try metrics.gauge("a", help: "", labels: ["x", "x"]) }?.code == .metric)
        #expect(error { _ = try metrics.histogram("a", help: "", buckets: [2, 1]) }?.code == .metric)
    }

    @Test func manyThreadsAndManyLabels() throws {
        let metrics = Metrics()
        let counter = try metrics.counter("c_total", help: "", labels: ["l"])
        let took = try metrics.histogram("took_seconds", help: "", labels: ["l"], buckets: [1])
        let level = try metrics.gauge("level", help: "")
        let threads = try (0..<40).map { number in
            try Thread.spawn(name: "count") {
                for index in 0..<2500 {
                    counter.add(1, "\(index)")
                    took.observe(Double(number % 2 * 2), "all")
                    level.add(1)
                }
            }
        }
        for thread in threads { thread.join() }
        // Set by this thread after the others: the last word counts, wherever the others counted.
        level.add(-1)
        let lines = metrics.text().split(separator: "\n").filter { $0.hasPrefix("c_total{") }
        #expect(lines.count == 1001)
        #expect(lines.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +) == 100_000)
        let text = metrics.text()
        #expect(text.contains("took_seconds_bucket{l=\"all\",le=\"1\"} 50000\n"))
        #expect(text.contains("took_seconds_sum{l=\"all\"} 100000\ntook_seconds_count{l=\"all\"} 100000\n"))
        #expect(text.contains("\nlevel 99999\n"))
    }
}
