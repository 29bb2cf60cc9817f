import Crypto
import Federation
import Glibc
import Ledger

/// One town that enrols, adopts the framework and sends revisions of one summary.
final class Town {
    let invitation: Invitation
    private let connection: Connection
    private let isStubborn: Bool
    private let key: PrivateKey
    private let log: VerifierKey
    /// Signed before the clock starts; a stubborn town signs each one when it is its turn.
    private var statements: [SignedStatement] = []
    private var last: SignedStatement?
    private var content: (reference: Reference, observations: [Observation])?
    private var sequence: Int64 = 0
    private var count = 0
    private(set) var sent = 0
    private(set) var failure: String?

    /// - Parameter connection: one of its own where nil.
    init(_ invitation: Invitation, isStubborn: Bool, connection: Connection? = nil) throws {
        self.invitation = invitation
        self.isStubborn = isStubborn
        self.connection = connection ?? Connection(host: invitation.host, port: invitation.port)
        key = try PrivateKey.generate(.ed25519)
        log = try VerifierKey(text: invitation.log)
    }

    var statementBytes: Int { last?.bytes.count ?? 0 }

    /// Enrols, adopts, and makes `count` summaries of about 6 KB ready.
    func prepare(summaries count: Int) throws {
        let (reference, framework) = try framework()
        try join(reference)
        content = (reference, observations(framework))
        self.count = count
        if !isStubborn { statements = try (0..<count).map { try nextSummary(revision: Int64($0) + 1) } }
    }

    /// Enrols and adopts the framework.
    func join(_ framework: Reference) throws {
        let issuer = Issuer.tenant(invitation.tenant)
        let cosigner = try PrivateKey.generate(.ed25519)
        var writer = CanonicalWriter()
        let keys = [
            try KeyDeclaration(key: cosigner, use: .cosigner, issuer: issuer, federation: invitation.origin),
            try KeyDeclaration(key: key, use: .statement, issuer: issuer, federation: invitation.origin),
        ]
        writer.object { writer in
            writer.member("keys")
            writer.array(keys) { $1.write(to: &$0) }
            writer.member("tenant")
            writer.string(invitation.tenant.text)
            writer.member("token")
            writer.string(invitation.token)
        }
        _ = try deliver("/api/v1/enrolments", writer.bytes)
        let adoption = try sign(
            .adoption(
                Adoption(decision: Decision(body: "Rat", date: nil, link: "", number: ""), framework: framework)),
            after: nil, sequence: 1)
        _ = try deliver("/api/v1/statements", adoption.bytes)
        last = adoption
        sequence = 1
    }

    /// Sends one summary and waits for its receipt.
    func report(
        _ observations: [Observation], _ period: Period, revision: Int64, _ framework: Reference,
        measures: [Summary.MeasureState] = [], participation: [Summary.Participation] = []
    ) throws {
        try say(
            .summary(
                Summary(
                    approval: .init(function: .projectLead, isSelfApproved: false), framework: framework,
                    measures: measures, observations: observations, participation: participation, period: period,
                    revision: revision)))
    }

    /// Sends a statement and waits for its receipt.
    func say(_ body: StatementBody) throws {
        sequence += 1
        let statement = try sign(body, after: last, sequence: sequence)
        last = statement
        _ = try deliver("/api/v1/statements", statement.bytes)
    }

    private func nextSummary(revision: Int64) throws -> SignedStatement {
        guard let content, let last else { throw LoadError("this town has not enrolled") }
        let summary = Summary(
            approval: .init(function: .projectLead, isSelfApproved: false), framework: content.reference, measures: [],
            observations: content.observations, participation: [], period: try period("2022"), revision: revision)
        let statement = try sign(.summary(summary), after: last, sequence: revision + 1)
        self.last = statement
        return statement
    }

    func sendAll(_ acknowledged: AcknowledgedFile) {
        do {
            for number in 0..<count {
                let statement = isStubborn ? try nextSummary(revision: Int64(number) + 1) : statements[number]
                let answer = try deliver("/api/v1/statements", statement.bytes)
                // Checking proof and signature of each receipt would measure this program; with a list it is the point.
                if acknowledged.isOn {
                    let receipt = try Receipt(text: answer)
                    let checkpoint = try receipt.verify(entry: receipt.extra ?? [], log: log)
                    try require(receipt.extra, describes: statement)
                    acknowledged.add(
                        "\(receipt.index) \(statement.sha256.hex) \(checkpoint.head.size) \(checkpoint.head.root.hex)")
                } else {
                    // The second line: extra, space, the entry in base64.
                    let start = (answer.firstIndex(of: 0x0A) ?? 0) + 1 + "extra ".utf8.count
                    let end = answer[min(start, answer.count)...].firstIndex(of: 0x0A) ?? answer.count
                    try require(Base64.decode(answer[min(start, end)..<end]), describes: statement)
                }
                sent += 1
                // Who waits for a hub to come back is in no hurry, and keeps the log of a long test small.
                if isStubborn { usleep(10_000) }
            }
        } catch {
            failure = "\(invitation.tenant): \(error)"
        }
    }

    private func require(_ entry: [UInt8]?, describes statement: SignedStatement) throws {
        guard let entry, try LogEntry(canonicalBytes: entry).sha256 == statement.sha256 else {
            throw LoadError("the receipt is for another statement")
        }
    }

    private func deliver(_ path: String, _ bytes: [UInt8]) throws -> [UInt8] {
        while true {
            do {
                let (status, body) = try connection.send("POST", path, bytes)
                if status == 200 || status == 201 { return body }
                if status != 503 || !isStubborn {
                    throw Refused(text: "\(status) \(String(decoding: body, as: UTF8.self))")
                }
            } catch let error as LoadError {
                if !isStubborn { throw error }
            }
            usleep(20_000)
        }
    }

    /// The newest framework in the log and its place.
    func framework() throws -> (Reference, Framework) {
        let (_, checkpoint) = try connection.send("GET", "/log/checkpoint", [])
        let size = try SignedCheckpoint(note: checkpoint, log: log).head.size
        for bundle in EntryBundleCoordinate.bundles(forSize: size) {
            let (_, bytes) = try connection.send("GET", "/log/\(bundle.path)", [])
            for (offset, leaf) in try EntryBundle(bytes: bytes, width: bundle.width).entries.enumerated() {
                let entry = try LogEntry(canonicalBytes: leaf)
                guard entry.kind == .framework else { continue }
                let (_, statement) = try connection.send("GET", "/log/statement/\(entry.sha256.hex)", [])
                if case .framework(let framework) = try UnverifiedStatement(statement).statement.body {
                    return (Reference(index: bundle.firstIndex + Int64(offset), sha256: entry.sha256), framework)
                }
            }
        }
        throw LoadError("the hub has published no framework")
    }

    private func observations(_ framework: Framework) -> [Observation] {
        var observations: [Observation] = []
        for indicator in framework.indicators where indicator.space.rule != .ratioOfSums && indicator.frequency == .year
        {
            for year in 2018...2022 where observations.count < 27 {
                guard let period = Period(String(year)) else { continue }
                observations.append(
                    Observation(
                        key: .init(indicator: indicator.id, period: period), status: .reported,
                        value: ExactDecimal(units: indicator.minimum?.units ?? 12, decimals: indicator.decimals)))
            }
        }
        return observations
    }

    private func sign(_ body: StatementBody, after previous: SignedStatement?, sequence: Int64) throws
        -> SignedStatement
    {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return try SignedStatement.sign(
            Statement(
                body: body, federation: invitation.origin, issued: Instant(secondsSince1970: Int64(now.tv_sec)),
                issuer: .tenant(invitation.tenant), previous: previous?.sha256, sequence: sequence), key: key)
    }

    private func period(_ text: String) throws -> Period {
        guard let period = Period(text) else { throw LoadError("\(text) is not a period") }
        return period
    }
}

/// The hub has answered and said no.
struct Refused: Error, CustomStringConvertible {
    let text: String
    var description: String { "refused: \(text)" }
}

/// Where receipts are noted, one line each, written at once so that a killed program loses none.
final class AcknowledgedFile {
    private let descriptor: Int32

    init(_ path: String?) {
        descriptor = path.map { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644) } ?? -1
    }

    var isOn: Bool { descriptor >= 0 }

    func add(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = write(descriptor, bytes, bytes.count)
    }
}
