import Foundation
import Service
import Testing

@testable import Hub

@Suite struct HubSettingsTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("config/hub.json5")

    private func read(_ text: String, flags: [String] = [], environment: [String: String] = [:]) throws -> HubSettings {
        try HubSettings(
            Settings(
                Array(text.utf8), file: "hub.json5", prefix: HubSettings.environmentPrefix, environment: environment,
                flags: flags))
    }

    @Test func theShippedFileIsRead() throws {
        let settings = try read(try String(contentsOf: Self.file, encoding: .utf8))
        #expect(settings.origin == "hub.example.org/log")
        #expect(settings.publicAddress == "https://hub.example.org")
        #expect(settings.server.port == 8080)
        #expect(settings.server.maximumConnections == 4096)
        #expect(settings.minimumFreeSpace == 200 << 20)
        #expect(settings.databasePath == "/var/lib/rahmenwerk-hub/hub.sqlite")
        #expect(settings.footer.isEmpty)
    }

    /// With what is commented out switched on, every key that is asked for stands in the file.
    @Test func theShippedFileNamesEveryKey() throws {
        let lines = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n").map { line in
            let bare = line.drop { $0 == " " }
            let isKey = bare.hasPrefix("// ") && bare.hasSuffix("\",") && bare.contains(": \"")
            return isKey ? String(bare.dropFirst(3)) : String(line)
        }
        let settings = try read(lines.joined(separator: "\n"))
        let report = settings.report.split(separator: "\n")
        #expect(report.count >= 20)
        for line in report { #expect(line.hasSuffix("// file"), "\(line)") }
        #expect(settings.server.tls?.certificateChain == "/etc/rahmenwerk/hub.crt")
        #expect(settings.footer.count == 4)
    }

    @Test(arguments: [
        ("contributor: 'GovData'", "catalogue.contributor"), ("places: ['05974']", "catalogue.places"),
        ("places: ['http://a b']", "catalogue.places"), ("contactMail: 'daten'", "catalogue.contactMail"),
        ("contactMail: 'a@b@c.de'", "catalogue.contactMail"),
    ])
    func aCatalogueThatNobodyCouldRead(_ text: String, _ key: String) throws {
        do {
            _ = try read("{ data: 'd', catalogue: { \(text) } }")
            Issue.record("taken: \(text)")
        } catch let error as ServiceError {
            #expect(error.code == .outOfRange)
            #expect(error.location == key)
        }
    }

    @Test(arguments: [
        ("{ data: 'd', origins: 'x' }", "origins", "is origin meant?"),
        ("{ data: 'd', http: { prot: 80 } }", "http.prot", "is http.port meant?"),
        (
            "{ data: 'd', storage: { minimumFreeMegabyte: 80 } }", "storage.minimumFreeMegabyte",
            "is storage.minimumFreeMegabytes meant?"
        ),
        ("{ data: 'd', mood: 1 }", "mood", "This setting is not known."),
        ("{ data: 'd', pages: { logo: 'x' } }", "pages.logo", "This setting is not known."),
    ])
    func anUnknownKey(_ text: String, _ key: String, _ sentence: String) throws {
        do {
            _ = try read(text)
            Issue.record("taken: \(text)")
        } catch let error as ServiceError {
            #expect(error.code == .unknownKey)
            #expect(error.location == key)
            #expect(error.reason.contains(sentence), "\(error)")
        }
    }

    @Test(arguments: [
        "", "[]", "{}", "{ data: 1 }", "{ data: 'd', http: { port: 65536 } }", "{ data: 'd', http: { port: -1 } }",
        "{ data: 'd', http: { port: '80x' } }", "{ data: 'd', http: { certificate: 'c' } }",
        "{ data: 'd', http: { key: 'k' } }", "{ data: 'd', http: { maximumConnections: 15 } }",
        "{ data: 'd', http: { maximumConnectionsPerAddress: 3 } }", "{ data: 'd', http: { trustedProxies: 'x' } }",
        "{ data: 'd', log: { level: 'loud' } }", "{ data: 'd', log: { format: 'xml' } }",
        "{ data: 'd', storage: { minimumFreeMegabytes: 0 } }", "{ data: 'd', storage: { minimumFreeMegabytes: 1.5 } }",
        "{ data: 'd', pages: { accent: '#ffff00' } }", "{ data: 'd', pages: { accent: 'blue' } }",
        "{ data: 'd', data: 'e' }", "{ data: 'd', http: [] }", "{ data: 'd'",
    ])
    func aBadValue(_ text: String) {
        #expect(throws: (any Error).self) { try read(text) }
    }

    @Test func flagsAndEnvironmentWin() throws {
        let settings = try read(
            "{ data: 'd', http: { port: 1 } }", flags: ["http.port=3"],
            environment: ["RAHMENWERK_HUB_HTTP_PORT": "2", "RAHMENWERK_HUB_ORIGIN": "o.example/log"])
        #expect(settings.server.port == 3)
        #expect(settings.origin == "o.example/log")
        #expect(throws: ServiceError.self) { try read("{ data: 'd' }", flags: ["http.prot=3"]) }
        #expect(throws: ServiceError.self) {
            try read("{ data: 'd' }", environment: ["RAHMENWERK_HUB_HTTP_PROT": "3"])
        }
    }
}
