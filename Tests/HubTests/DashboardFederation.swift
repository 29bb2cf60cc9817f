import Crypto
import Database
import Federation
import Foundation
import Ledger
import Testing

@testable import Hub

/// A federation in memory and its log in a temporary folder: every statement passes the same signing and entry check
/// as on a real hub.
final class DashboardFederation {
    static let origin = "hub.example/log"
    private static let start: Int64 = 1_790_000_000

    private(set) var state = FederationState(origin: origin)
    /// The day on which the next statements are said and received; an hour after each other where it is nil.
    var day: CalendarDay?
    private let signer: NoteSigner
    private let office: PrivateKey
    private var keys: [TenantID: PrivateKey] = [:]
    private var edge = TreeEdge()
    let log: LogStore
    private let folder: StoreFolder

    /// The store's folder, removed once neither the federation nor a dashboard of it is left.
    private final class StoreFolder: Sendable {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("dashboard-\(UUID().uuidString)")
        let store: Store

        init() throws {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            store = Store(
                path: url.appendingPathComponent("hub.sqlite").path, application: Migrations.application,
                migrations: Migrations.all)
        }

        deinit {
            store.close()
            try? FileManager.default.removeItem(at: url)
        }
    }

    init() throws {
        folder = try StoreFolder()
        office = try PrivateKey.generate(.ed25519)
        signer = try NoteSigner(name: Self.origin, key: try PrivateKey.generate(.ed25519), type: .ed25519)
        log = LogStore(
            store: folder.store, origin: Self.origin, logKey: signer.verifierKey,
            redactionList: RedactionList(path: folder.url.appendingPathComponent("redacted").path))
    }

    func snapshot() throws -> Sequencer.Snapshot {
        let checkpoint = try Checkpoint(origin: Self.origin, head: edge.head).signed(by: signer)
        return Sequencer.Snapshot(state: state, checkpoint: checkpoint)
    }

    /// A dashboard of the log as it is now.
    func dashboard() throws -> Dashboard { dashboard(at: try snapshot()) }

    /// A dashboard of the log as it was.
    func dashboard(at snapshot: Sequencer.Snapshot, site: Site = site) -> Dashboard {
        let folder = folder
        return Dashboard(
            snapshot: {
                // Holds the folder as long as the dashboard reads from it.
                _ = folder
                return snapshot
            }, log: log, site: site)
    }

    static let site = Site(
        publicAddress: "https://hub.example", license: "CC BY 4.0", version: "0.1")

    // MARK: Statements

    @discardableResult func say(_ body: StatementBody, by tenant: TenantID? = nil) throws -> Reference {
        let issuer = tenant.map { Issuer.tenant($0) } ?? .office
        let key = try tenant.map { try #require(keys[$0]) } ?? office
        let chain = state.chain(of: issuer)
        let noon = try day.map { try #require(Instant("\($0)T12:00:00Z")) }
        let statement = Statement(
            body: body, federation: Self.origin,
            issued: noon ?? Instant(secondsSince1970: Self.start + state.size), issuer: issuer, previous: chain.last,
            sequence: chain.sequence + 1)
        let signed = try SignedStatement.sign(statement, key: key)
        let entry = LogEntry(
            of: signed, received: noon ?? Instant(secondsSince1970: Self.start + state.size * 3600))
        let verified = try state.check(signed, as: entry)
        state.apply(verified)
        let before = edge
        let completed = edge.append(Merkle.leafHash(entry.canonicalBytes))
        _ = try log.append(
            [AcceptedEntry(verified)], completed: completed, from: before, to: edge,
            sign: { try Checkpoint(origin: Self.origin, head: $0).signed(by: signer) })
        return verified.reference
    }

    func found(name: String = "5 für Südwestfalen (Vorführung)", notice: LocalizedText? = nil) throws {
        try say(
            .founding(
                Founding(
                    algorithms: [.ed25519],
                    keys: [
                        try KeyDeclaration(key: office, use: .statement, issuer: .office, federation: Self.origin)
                    ], log: signer.verifierKey.text, name: LocalizedText(german: name, english: ""),
                    notice: notice
                        ?? LocalizedText(
                            german: "Vorführung mit öffentlichen Angaben; nicht von den genannten Kommunen abgegeben.",
                            english: "Demonstration with public facts; not submitted by the towns named."),
                    operatorName: "Regionale Geschäftsstelle (Vorführung)")))
    }

    func admit(
        _ id: String, name: String, role: Role = .pioneer, official: Admission.OfficialKeys? = nil,
        from: String = "2020", location: Admission.Location? = nil
    ) throws {
        let tenant = try #require(TenantID(id))
        let statement = try PrivateKey.generate(.ed25519)
        let cosigner = try PrivateKey.generate(.ed25519)
        func declare(_ key: PrivateKey, _ use: KeyUse) throws -> KeyDeclaration {
            try KeyDeclaration(key: key, use: use, issuer: .tenant(tenant), federation: Self.origin)
        }
        try say(
            .admission(
                Admission(
                    from: try #require(PartialDate(from)),
                    keys: [try declare(cosigner, .cosigner), try declare(statement, .statement)], location: location,
                    name: name, official: official, reason: .accession, role: role, tenant: tenant)))
        keys[tenant] = statement
    }

    /// Publishes a framework from JSON members, whatever their order.
    func publish(_ members: [String: Any]) throws {
        let bytes = Self.json(members).canonicalBytes
        try say(.framework(try Framework(canonicalBytes: bytes)))
    }

    func adopt(_ id: String, body: String, date: String) throws {
        let tenant = try #require(TenantID(id))
        let framework = try #require(state.frameworks.last)
        try say(
            .adoption(
                Adoption(
                    decision: Decision(body: body, date: PartialDate(date), link: "", number: ""),
                    framework: framework.reference)), by: tenant)
    }

    /// Publishes a town's strategy anew with another title of one measure.
    func rename(_ measure: String, to title: String, of id: String) throws {
        let tenant = try #require(TenantID(id))
        let old = try #require(state.strategies[tenant]).value
        try say(
            .strategy(
                Strategy(
                    decision: old.decision, fields: old.fields, framework: old.framework, goals: old.goals,
                    measures: old.measures.map { old in
                        var new = old
                        if new.id.text == measure { new.title = title }
                        return new
                    }, number: old.number + 1, sources: old.sources, title: old.title, vision: old.vision)),
            by: tenant)
    }

    func summarise(
        _ id: String, _ period: String, _ observations: [Observation], measures: [Summary.MeasureState] = [],
        participation: [Summary.Participation] = []
    ) throws {
        let tenant = try #require(TenantID(id))
        let period = try #require(Period(period))
        let framework = try #require(state.adoptedFramework(of: tenant) ?? state.frameworks.last)
        try say(
            .summary(
                Summary(
                    approval: Summary.Approval(function: .headOfDepartment, isSelfApproved: false),
                    framework: framework.reference, measures: measures, observations: observations,
                    participation: participation, period: period,
                    revision: (state.summaries[tenant]?[period]?.value.revision ?? 0) + 1)), by: tenant)
    }

    func report(_ period: String) throws {
        try say(.report(try state.report(period: try #require(Period(period)))))
    }

    // MARK: JSON

    static func json(_ value: Any) -> JSONValue {
        switch value {
        case let text as String: .string(text)
        case let flag as Bool: .boolean(flag)
        case let number as Int64: .integer(number)
        case let list as [Any]: .array(list.map(json))
        case let object as [String: Any]: .object(object.map { JSONValue.Member($0.key, json($0.value)) })
        default: .null
        }
    }
}

/// Any JSON5 value as Swift's own types; null becomes NSNull.
struct AnyJSON: Decodable {
    let value: Any

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = NSNull()
        } else if let flag = try? container.decode(Bool.self) {
            value = flag
        } else if let number = try? container.decode(Int64.self) {
            value = number
        } else if let text = try? container.decode(String.self) {
            value = text
        } else if let list = try? container.decode([AnyJSON].self) {
            value = list.map(\.value)
        } else {
            value = try container.decode([String: AnyJSON].self).mapValues(\.value)
        }
    }
}
