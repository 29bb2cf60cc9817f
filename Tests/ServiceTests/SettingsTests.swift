import Testing

@testable import Service

@Suite struct SettingsTests {
    private func settings(_ text: String, environment: [String: String] = [:], flags: [String] = []) throws -> Settings
    {
        try Settings(
            Array(text.utf8), file: "hub.json5", prefix: "HUB", environment: environment, ignoring: ["HUB_SETTINGS"],
            flags: flags)
    }

    private enum Mode: String, CaseIterable { case open, closed }

    @Test func aWholeFile() throws {
        let settings = try settings(
            """
            // A comment
            {
                name: 'Region "Süd"', /* another */
                "port": 0x1F90, offset: -5,
                debug: false, timeout: "30s", mode: 'closed',
                towns: [{ id: "a", }, { id: "b" }],
                origins: ["x", "y",],
                http: { maximumConnections: +64, nothing: {} },
                escaped: "a\\u00e4\\x41\\ud83d\\ude00\\
            b",
            }
            """)
        let root = settings.root
        #expect(try root.string("name") == "Region \"Süd\"")
        #expect(try root.integer("port", in: 1...65_535) == 8080)
        #expect(try root.integer("offset", in: -9...0) == -5)
        #expect(try root.boolean("debug") == false)
        #expect(try root.duration("timeout", in: .seconds(1) ... .seconds(60)) == .seconds(30))
        #expect(try root.choice("mode", of: Mode.self) == .closed)
        #expect(try root.sections("towns").map { try $0.string("id") } == ["a", "b"])
        #expect(try root.list("origins") == ["x", "y"])
        let http = try root.section("http")
        #expect(try http.integer("maximumConnections", in: 1...4096) == 64)
        _ = try http.section("nothing")
        #expect(try root.string("escaped") == "aäA😀b")
        #expect(try root.optionalString("missing") == nil)
        #expect(try root.secret("password", default: "hush") == "hush")
        try settings.finish()
        #expect(settings.report.contains("http.maximumConnections: 64  // file\n"))
        #expect(settings.report.contains("password: (set)  // default\n") && !settings.report.contains("hush"))
        #expect(settings.report.contains("towns[1].id: b  // file"))
    }

    @Test func unknownKeysAreRefusedWithTheNearest() throws {
        let settings = try settings("{ http: { prot: 1 } }")
        _ = try settings.root.section("http").integer("port", in: 1...9, default: 2)
        let failure = try #require(error { try settings.finish() })
        #expect(failure.code == .unknownKey && failure.location == "http.prot" && failure.reason.contains("http.port"))
        let unread = try self.settings("{ towns: [{ a: 1 }] }")
        _ = try unread.root.sections("towns")
        #expect(error { try unread.finish() }?.location == "towns[0].a")
        #expect(error { try self.settings("{ x: 1 }").finish() }?.code == .unknownKey)
    }

    @Test func environmentAndFlagsOverride() throws {
        let environment = [
            "HUB_HTTP_MAXIMUM_CONNECTIONS": "7", "HUB_NAME": "from environment", "HUB_SETTINGS": "x", "HUBBUB": "y",
            "HUB_LIST": "a, b",
        ]
        let settings = try settings(
            "{ http: { maximumConnections: 1 }, name: 'from file' }", environment: environment,
            flags: ["name=from=flag"])
        #expect(try settings.root.section("http").integer("maximumConnections", in: 1...10) == 7)
        #expect(try settings.root.string("name") == "from=flag")
        #expect(try settings.root.list("list", default: []) == ["a", "b"])
        try settings.finish()
        #expect(settings.effective.map(\.source) == [.environment, .flag, .environment])
    }

    @Test func wrongOverridesAreNamed() throws {
        let wrong = try settings("{}", environment: ["HUB_PORT": "80a"])
        let failure = error { _ = try wrong.root.integer("port", in: 1...9) }
        #expect(failure?.code == .wrongType && failure?.location == "port")
        #expect(failure?.reason.contains("80a") == false)
        let misspelt = try settings("{}", environment: ["HUB_PROT": "1"])
        _ = try misspelt.root.integer("port", in: 1...9, default: 1)
        #expect(error { try misspelt.finish() }?.reason.contains("HUB_PORT") == true)
        let flag = try settings("{}", flags: ["prot=1"])
        _ = try flag.root.integer("port", in: 1...9, default: 1)
        #expect(error { try flag.finish() }?.location == "prot")
        #expect(error { _ = try settings("{}", flags: ["=x"]) }?.code == .usage)
        #expect(error { _ = try settings("{}", flags: ["a=1", "a=2"]) }?.code == .duplicateKey)
    }

    @Test(arguments: ["'1'", "1.0", "1e3", "true", "null", "[1]", "{}", "99999999999999999999", "1e999999999"])
    func integersAreIntegers(_ text: String) throws {
        let settings = try settings("{ n: \(text) }")
        let failure = error { _ = try settings.root.integer("n", in: .min ... .max) }
        #expect(failure?.code == .wrongType && failure?.location == "n" && failure?.reason.contains("line 1") == true)
    }

    @Test func otherWrongValues() throws {
        let settings = try settings("{ a: 1, b: [1], c: 11, d: '5 minutes', e: '9d', f: [{}, 2], mode: 'ajar' }")
        let root = settings.root
        #expect(error { _ = try root.string("a") }?.code == .wrongType)
        #expect(error { _ = try root.boolean("a") }?.code == .wrongType)
        #expect(error { _ = try root.list("b") }?.code == .wrongType)
        #expect(error { _ = try root.section("b") }?.code == .wrongType)
        #expect(error { _ = try root.integer("c", in: 1...10) }?.code == .outOfRange)
        #expect(error { _ = try root.duration("d", in: .zero ... .seconds(1)) }?.code == .wrongType)
        #expect(error { _ = try root.duration("e", in: .zero ... .seconds(1)) }?.code == .outOfRange)
        #expect(error { _ = try root.sections("f") }?.location == "f[1]")
        #expect(error { _ = try root.choice("mode", of: Mode.self) }?.reason.contains("\"closed\"") == true)
        #expect(error { _ = try root.string("none") }?.code == .missingKey)
    }

    @Test func twiceIsRefused() throws {
        #expect(error { _ = try settings("{ a: 1,\n 'a': 2 }") }?.code == .duplicateKey)
        #expect(error { _ = try settings("{ a: { b: 1, \"\\x62\": 2 } }") }?.location == "b")
    }

    @Test(arguments: [
        "", " ", "{", "}", "{ a }", "{ a: }", "{ a: 1 b: 2 }", "{ a: 1 } x", "{ , }", "{ a: 1,, }", "[1, 2",
        "{ a: NaN }",
        "{ a: Infinity }", "{ a: 'x }", "{ a: 'x\ny' }", "{ a: '\\ud800' }", "{ a: '\\u00' }", "{ a: '\\0' }", "/* x",
        "{ a: 01 }", "{ a: 1. 2 }", "{ a: . }", "{ a: 0x }", "{ a: 1e }", "{ a: --1 }", "{ 1a: 1 }", "{ a: /x/ }", "[]",
        "5",
        "{ a: '\\u0000' }", "{ a: '\\u+123' }",
    ])
    func brokenTextIsRefused(_ text: String) {
        #expect(error { _ = try settings(text) }?.code == .malformed)
    }

    @Test func hostileFiles() throws {
        for (open, count) in [("[", 10_000), ("{a:", 10_000), ("[[{a:", 1_000_000)] {
            let text = "{ a: " + String(repeating: open, count: count)
            #expect(error { _ = try settings(text) }?.reason.contains("levels") == true)
        }
        #expect(error { _ = try Settings([0x7b, 0xff, 0x7d], file: "f", prefix: "P") }?.code == .malformed)
        _ = try settings("{ a: " + String(repeating: "[", count: 60) + String(repeating: "]", count: 60) + "}")
        let digits = String(repeating: "9", count: 1_000_000)
        let huge = try settings("{ a: \(digits), \(String(repeating: "k", count: 100_000)): 1 }")
        #expect(error { _ = try huge.root.integer("a", in: 0...9) }?.code == .wrongType)
        #expect((error { try huge.finish() }?.description.utf8.count ?? 0) < 2000)
        let many = try settings("{" + (0..<50_000).map { "k\($0): \($0)," }.joined() + "}")
        #expect(try many.root.integer("k49999", in: 0...100_000) == 49_999)
        for byte in UInt8.min ... .max {
            // Any single byte in any place: an error or a value, never a crash.
            _ = error { _ = try Settings([0x7b, byte, 0x3a, byte, 0x7d], file: "f", prefix: "P") }
        }
    }

    @Test func namesOfVariables() {
        #expect(Settings.variable("http.maximumConnections") == "HTTP_MAXIMUM_CONNECTIONS")
        #expect(Settings.variable("towns[0].id") == "TOWNS_0__ID")
        #expect(
            SettingsReader.text(of: .milliseconds(1500)) == "1500ms" && SettingsReader.text(of: .seconds(7200)) == "2h")
        #expect(SettingsReader.duration("1d") == .seconds(86_400) && SettingsReader.duration("1w") == nil)
        #expect(SettingsReader.duration("-1s") == nil && SettingsReader.duration("99999999999999999999s") == nil)
    }
}
