import Crypto
import Database
import Face
import Federation
import Foundation
import HTTP
import Ledger
import Service
import Synchronization
import Testing

@testable import Hub

/// A whole hub in a temporary folder: made by `init`, with a real sequencer, asked through the router without sockets.
final class TestHub: Sendable {
    static let origin = "hub.example/log"
    static let address = "https://hub.example"

    /// What a town holds.
    struct Town: Sendable {
        let tenant: TenantID
        let statementKey: PrivateKey
        let cosignerKey: PrivateKey
    }

    /// What hub and router share while they run.
    struct Running: Sendable {
        let hub: OpenHub
        let router: Router
        let problems: Problems
    }

    let folder: String
    let settings: HubSettings
    let clock: FixedClock
    let world: World
    private let towns = Mutex<[String: Town]>([:])
    private let open = Mutex<Running?>(nil)

    init(origin: String = TestHub.origin) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("hub-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        settings = try Self.settings(data: "\(folder)/data", origin: origin)
        clock = FixedClock(World.live().now())
        world = World.fixed(clock)
        try write(
            "federation.json5", #"{ name: { de: "Region", en: "The region" }, operator: "Office", tenants: [] }"#)
        let made = try command("init", "--federation", "\(folder)/federation.json5")
        try #require(made.status == 0, "\(made.speech)")
    }

    deinit {
        close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    static func settings(data: String, origin: String = TestHub.origin) throws -> HubSettings {
        try HubSettings(
            Settings(
                nil, file: "settings", prefix: HubSettings.environmentPrefix,
                flags: ["data=\(data)", "origin=\(origin)", "publicAddress=\(address)"]))
    }

    // MARK: Running

    func start() throws {
        let hub = try OpenHub(settings, world: world)
        let problems = Problems(publicAddress: settings.publicAddress)
        let sequencer = hub.sequencer
        let dashboard = Dashboard(
            snapshot: { sequencer.snapshot }, log: hub.store.log,
            site: Site(publicAddress: settings.publicAddress, license: settings.license, version: Version.text),
            face: FaceDesk(store: hub.store.store, world: world, standard: settings.face, publishesData: true),
            witnesses: hub.witnesses)
        let router = try Routes.router(
            machine: LogRoutes(
                log: hub.store.log, sequencer: sequencer, intake: Intake(sequencer: sequencer, world: world),
                enrolment: Enrolment(sequencer: sequencer, invitations: hub.store.invitations, world: world),
                witnesses: hub.witnesses, problems: problems),
            dashboard: dashboard,
            operations: OperationRoutes(
                sequencer: sequencer, metrics: try HubMetrics(), regionSize: { dashboard.regionSize }),
            problems: problems)
        open.withLock { $0 = Running(hub: hub, router: router, problems: problems) }
    }

    func close() {
        let running = open.withLock { open in
            defer { open = nil }
            return open
        }
        running?.hub.close()
    }

    var running: Running {
        get throws { try #require(open.withLock { $0 }) }
    }

    var sequencer: Sequencer {
        get throws { try running.hub.sequencer }
    }

    var state: FederationState {
        get throws { try sequencer.snapshot.state }
    }

    /// A hub that runs, with towns that have adopted the framework of `HubFramework`.
    static func withTowns(_ names: [String], adopting: Bool = true) throws -> TestHub {
        let hub = try TestHub()
        try hub.start()
        for name in names { try hub.admit(name) }
        try hub.publish(1)
        if adopting { for name in names { try hub.say(hub.adoption(), by: name) } }
        return hub
    }

    // MARK: Asking

    func get(_ target: String, method: String = "GET", _ headers: [(String, String)] = []) throws -> HubAnswer {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let query = parts.count > 1 ? try FormCoding.parse(Array(parts[1].utf8), maximumFields: 20) : []
        // In English unless a test asks otherwise: the exact sentences are English.
        let request = Request(
            method: method, path: parts[0], query: query, headers: Headers(headers + [("Accept-Language", "en")]))
        return try HubAnswer(try running.router.handle(request))
    }

    func post(
        _ bytes: [UInt8], to path: String = "/api/v1/statements", language: String = "en"
    ) throws -> HubAnswer {
        let request = Request(
            method: "POST", path: path, headers: Headers([("Accept-Language", language)]), body: bytes)
        return try HubAnswer(try running.router.handle(request))
    }

    // MARK: The office

    static func member(_ name: String, role: Role = .pioneer, from: String = "2020") throws -> InvitedMember {
        InvitedMember(
            from: try #require(PartialDate(from)), location: nil, name: name.capitalized, official: nil, role: role,
            tenant: try #require(TenantID(name)))
    }

    /// The token of a new invitation.
    func invite(_ name: String, role: Role = .pioneer, from: String = "2020", days: Int = 14) throws -> String {
        let block = try running.hub.office.perform(
            .invite(try Self.member(name, role: role, from: from), days: days))
        let middle = block.split(separator: "\n").dropFirst().dropLast().joined()
        let json = try JSONSerialization.jsonObject(with: Data(try #require(Base64URL.decode(middle.utf8))))
        return try #require((json as? [String: Any])?["token"] as? String)
    }

    static func town(_ name: String) throws -> Town {
        Town(
            tenant: try #require(TenantID(name)), statementKey: try PrivateKey.generate(.ed25519),
            cosignerKey: try PrivateKey.generate(.ed25519))
    }

    func enrolment(_ town: Town, token: String, federation: String? = nil) throws -> [UInt8] {
        func declare(_ key: PrivateKey, _ use: KeyUse) throws -> KeyDeclaration {
            try KeyDeclaration(
                key: key, use: use, issuer: .tenant(town.tenant), federation: federation ?? settings.origin)
        }
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("keys")
            writer.array(
                [try? declare(town.cosignerKey, .cosigner), try? declare(town.statementKey, .statement)]
                    .compactMap(\.self)
            ) { $1.write(to: &$0) }
            writer.member("tenant")
            writer.string(town.tenant.text)
            writer.member("token")
            writer.string(token)
        }
        return writer.bytes
    }

    func enrol(_ town: Town, token: String) throws -> HubAnswer {
        try post(try enrolment(town, token: token), to: "/api/v1/enrolments")
    }

    @discardableResult func admit(_ name: String, role: Role = .pioneer, from: String = "2020") throws -> Town {
        let town = try Self.town(name)
        let answer = try enrol(town, token: try invite(name, role: role, from: from))
        try #require(answer.status == 201, "\(answer.text)")
        towns.withLock { $0[name] = town }
        return town
    }

    func publish(_ number: Int) throws {
        _ = try running.hub.office.perform(.publish(try HubFramework.make(number: number)))
    }

    func suspend(_ name: String) throws {
        _ = try running.hub.office.perform(
            .suspend(try #require(TenantID(name)), from: CalendarDay("2026-01-01"), reason: "left"))
    }

    // MARK: Towns

    func town(_ name: String) throws -> Town { try #require(towns.withLock { $0[name] }) }

    func adoption() throws -> StatementBody {
        let framework = try #require(try state.frameworks.last)
        return .adoption(
            Adoption(
                decision: Decision(body: "Rat", date: nil, link: "", number: "1"), framework: framework.reference))
    }

    func summary(
        _ name: String, _ period: String = "2024", jobs: String = "120", indicator: String = "jobs",
        revision: Int64? = nil, people: Int64? = nil
    ) throws -> StatementBody {
        let tenant = try #require(TenantID(name))
        let period = try #require(Period(period))
        let state = try state
        return .summary(
            try HubFramework.summary(
                period: period, jobs: jobs, indicator: indicator,
                revision: revision ?? (state.summaries[tenant]?[period]?.value.revision ?? 0) + 1, people: people,
                framework: try #require(state.frameworks.last).reference))
    }

    /// The statement that `name` would make next; everything can be said wrongly.
    func statement(
        _ body: StatementBody, by name: String, sequence: Int64? = nil, previous: Digest? = nil,
        issuedIn seconds: Int64 = 0, federation: String? = nil
    ) throws -> Statement {
        let issuer = Issuer.tenant(try #require(TenantID(name)))
        let chain = try state.chain(of: issuer)
        return Statement(
            body: body, federation: federation ?? settings.origin,
            issued: Instant(secondsSince1970: world.now().seconds + seconds), issuer: issuer,
            previous: previous ?? chain.last, sequence: sequence ?? chain.sequence + 1)
    }

    func signed(_ statement: Statement, by name: String, key: PrivateKey? = nil) throws -> [UInt8] {
        try sign(statement.canonicalBytes, by: name, key: key)
    }

    /// Signs any payload.
    func sign(_ payload: [UInt8], by name: String, key: PrivateKey? = nil) throws -> [UInt8] {
        try CompactJWS.sign(payload, type: .statement, key: try key ?? town(name).statementKey).bytes
    }

    /// Says it and returns the statement's bytes; it must be taken.
    @discardableResult func say(_ body: StatementBody, by name: String) throws -> [UInt8] {
        let bytes = try signed(try statement(body, by: name), by: name)
        let answer = try post(bytes)
        try #require(answer.status == 201, "\(answer.text)")
        return bytes
    }

    // MARK: Files

    var database: String { settings.databasePath }

    func write(_ name: String, _ text: String) throws {
        try Files.writeFileDurably("\(folder)/\(name)", Array(text.utf8))
    }

    /// Changes the database behind the hub's back.
    func tamper(_ sql: String, _ values: Value..., path: String? = nil) throws {
        let connection = try Connection(path: path ?? database, mode: .readWrite)
        _ = try connection.execute(sql, values: values)
    }

    func command(_ arguments: String..., data: String? = nil) throws -> HubCommand {
        try command(arguments, data: data)
    }

    func command(_ arguments: [String], data: String? = nil) throws -> HubCommand {
        let flags = [
            "--set", "data=\(data ?? settings.data)", "--set", "origin=\(settings.origin)", "--set",
            "publicAddress=\(Self.address)",
        ]
        return try HubCommand(arguments + flags, folder: folder)
    }
}
