import Federation
import Glibc
import Ledger
import Monitor

@main
struct Main {
    static let version = "1.0"
    private static let usageCode: Int32 = 64
    private static let unreadableCode: Int32 = 66

    static func main() {
        let environment = ["LC_ALL", "LC_MESSAGES", "LANG"].reduce(into: [String: String]()) { found, name in
            found[name] = getenv(name).map { String(cString: $0) }
        }
        var language = Language(environment: environment)
        do throws(AuditError) {
            let (command, chosen) = try AuditCommand.parse(Array(CommandLine.arguments.dropFirst()))
            language = chosen ?? language
            exit(try run(command, language))
        } catch {
            write(error.reason.text(in: language) + "\n", to: STDERR_FILENO)
            if error.code == .usage { write("rahmenwerk-audit --help\n", to: STDERR_FILENO) }
            exit(error.code == .usage ? usageCode : error.code == .malformed ? 1 : unreadableCode)
        }
    }

    private static func run(_ command: AuditCommand, _ language: Language) throws(AuditError) -> Int32 {
        switch command {
        case .help:
            write(AuditCommand.usageText.text(in: language), to: STDOUT_FILENO)
            return 0
        case .version:
            write("rahmenwerk-audit \(version)\n", to: STDOUT_FILENO)
            return 0
        case .verify(let arguments):
            let report = try verify(arguments, language)
            if let path = arguments.page {
                let page = VerdictPage(report: report, language: language, export: arguments.export)
                try OutputFile.write(page.bytes, to: path)
            }
            return tell(report, arguments.asJSON, language)
        case .explain(let arguments): return tell(try explain(arguments), arguments.asJSON, language)
        case .count(let arguments): return tell(try count(arguments), arguments.asJSON, language)
        case .compare(let arguments): return tell(try compare(arguments), arguments.asJSON, language)
        case .prove(let arguments): return tell(try prove(arguments), arguments.asJSON, language)
        case .checkProof(let arguments): return tell(try checkProof(arguments), arguments.asJSON, language)
        case .evidence(let arguments): return tell(try evidence(arguments), arguments.asJSON, language)
        case .watch(let wish):
            return try watch(
                wish, HubServer(wish.address, caFile: wish.caFile), language,
                write: { write($0, to: STDOUT_FILENO) }
            ).run()
        }
    }

    private static func tell(_ answer: some Answer, _ asJSON: Bool, _ language: Language) -> Int32 {
        write(asJSON ? answer.json : Array(answer.text(in: language).utf8), to: STDOUT_FILENO)
        return answer.exitCode
    }

    /// Audits what the arguments name. Throws `unreadable` where export or policy cannot be read, `usage` where the log
    /// does not reach the place asked for.
    static func verify(_ arguments: AuditCommand.Verify, _ language: Language) throws(AuditError) -> AuditReport {
        let report = try examine(arguments.export, arguments.trusted, asOf: arguments.asOf).report
        if arguments.asOf != nil, report.standing == nil, report.faults.isEmpty {
            throw .usage(
                de:
                    "Zu der Stelle hinter --as-of sagt dieses Log nichts: Sie liegt vor dem ersten oder hinter dem letzten "
                    + "Eintrag.",
                en: "This log says nothing about the place behind --as-of: it lies before the first or behind the last "
                    + "entry.")
        }
        return report
    }

    static func explain(_ arguments: AuditCommand.Explain) throws(AuditError) -> FigureExplanation {
        let export = try intact(arguments.export, arguments.trusted)
        return try FigureExplanation(arguments.question, in: export) { asOf throws(AuditError) in
            try examine(arguments.export, arguments.trusted, asOf: asOf)
        }
    }

    static func count(_ arguments: AuditCommand.Count) throws(AuditError) -> CountAnswer {
        let export = try intact(arguments.export, arguments.trusted, asOf: arguments.asOf)
        return try CountAnswer(arguments.question, in: export, asOf: arguments.asOf)
    }

    static func compare(_ arguments: AuditCommand.Compare) throws(AuditError) -> ExportComparison {
        let first = try examine(arguments.exports[0], arguments.trusted)
        let second = try examine(arguments.exports[1], arguments.trusted)
        let comparison = try ExportComparison(first, second, observed: now())
        if let path = arguments.evidence, let evidence = comparison.evidence {
            try OutputFile.write(evidence.file, to: path)
        }
        return comparison
    }

    static func prove(_ arguments: AuditCommand.Prove) throws(AuditError) -> ProofVerdict {
        let trust = try trust(arguments.trusted)
        let export = try intact(arguments.export, arguments.trusted)
        let proof = try StatementProof(arguments.entry, in: export)
        let path = "\(arguments.folder)/\(proof.fileName)"
        try OutputFile.write(proof.receipt.bytes, to: "\(path).tlog-proof")
        try OutputFile.write(proof.statement, to: "\(path).jws")
        write("\(path).tlog-proof\n\(path).jws\n", to: STDERR_FILENO)
        // What was written is what is told.
        let key = proof.receipt.note
        let own = trust.policy ?? export.report.checkpoint?.log.flatMap { try? policy(of: $0) }
        guard let own else {
            throw .absent(de: "Der Prüfpunkt \(key.text) gilt nicht.", en: "The checkpoint \(key.text) does not hold.")
        }
        return try ProofVerdict(
            proof: proof.receipt.bytes, statement: proof.statement, policy: own, quorumMatters: trust.policy != nil)
    }

    static func checkProof(_ arguments: AuditCommand.CheckProof) throws(AuditError) -> ProofVerdict {
        let proof = try FileBytes.contents(of: arguments.proof, limit: Int64(Receipt.maximumByteCount))
        let statement = try FileBytes.contents(of: arguments.statement, limit: Int64(CompactJWS.maximumBytes))
        if let path = arguments.policy {
            return try ProofVerdict(proof: proof, statement: statement, policy: try policy(path), quorumMatters: true)
        }
        let key = try logKey(arguments.log ?? "")
        return try ProofVerdict(
            proof: proof, statement: statement, policy: try policy(of: key), quorumMatters: false)
    }

    static func evidence(_ arguments: AuditCommand.CheckEvidence) throws(AuditError) -> EvidenceVerdict {
        let bytes = try FileBytes.contents(of: arguments.file, limit: Int64(Evidence.maximumByteCount))
        return try EvidenceVerdict(bytes, log: try arguments.log.map { text throws(AuditError) in try logKey(text) })
    }

    /// A watch over a log that is served somewhere.
    static func watch(
        _ wish: WatchCommand.Wish, _ server: any LogServer, _ language: Language, write: @escaping (String) -> Void
    ) throws(AuditError) -> WatchCommand {
        var policy: WitnessPolicy?
        if let path = wish.policy { policy = try self.policy(path) }
        guard let key = try wish.log.map({ text throws(AuditError) in try logKey(text) }) ?? policy?.logs.first?.key
        else { throw .usage(de: "Die Policy nennt kein Log.", en: "The policy names no log.") }
        guard policy?.logs.count ?? 1 == 1 else {
            throw .usage(
                de: "Die Policy nennt mehrere Logs; eine Wache gilt einem.",
                en: "The policy names several logs; a watch is for one.")
        }
        return WatchCommand(
            wish: wish, language: language, key: key, policy: policy, server: server,
            now: { Instant(secondsSince1970: Int64(time(nil))) }, write: write)
    }

    /// An export, verified; progress is shown on a terminal.
    private static func examine(
        _ path: String, _ trusted: AuditCommand.Trusted, asOf: AsOf? = nil
    ) throws(AuditError) -> AuditedExport {
        let trust = try trust(trusted)
        let source = try source(path)
        let isTerminal = isatty(STDERR_FILENO) == 1
        let export = ExportAudit.examine(source, trust: trust, asOf: asOf) { done, size in
            guard isTerminal, done % 4096 < 256 else { return }
            write("\r\(done) / \(size)", to: STDERR_FILENO)
        }
        if isTerminal { write("\r\u{1B}[K", to: STDERR_FILENO) }
        return export
    }

    /// The same where nothing further can be asked of a faulty one.
    private static func intact(
        _ path: String, _ trusted: AuditCommand.Trusted, asOf: AsOf? = nil
    ) throws(AuditError) -> AuditedExport {
        let export = try examine(path, trusted, asOf: asOf)
        guard export.report.verdict != .faulty else {
            throw AuditError(
                .malformed,
                Phrase(de: export.report.text(in: .german), en: export.report.text(in: .english)))
        }
        return export
    }

    /// A policy that trusts one log and asks for no witness.
    private static func policy(of key: VerifierKey) throws(AuditError) -> WitnessPolicy {
        do throws(LedgerError) {
            return try WitnessPolicy(logs: [.init(key: key)], witnesses: [], groups: [], quorum: nil)
        } catch {
            let why = Explanation.of(error)
            throw .usage(de: "--log: \(why.de)", en: "--log: \(why.en)")
        }
    }

    /// This machine's clock.
    private static func now() -> String { Instant(secondsSince1970: Int64(time(nil))).description }

    /// An export as a folder or an archive.
    static func source(_ path: String) throws(AuditError) -> any ExportSource {
        var status = stat()
        let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        return isFolder ? FolderSource(path) : TarSource(try FileBytes(path: path))
    }

    static func trust(_ trusted: AuditCommand.Trusted) throws(AuditError) -> Trust {
        var trust = Trust(
            office: trusted.office, algorithms: trusted.algorithms, allowsUnwitnessed: trusted.allowsUnwitnessed)
        if let path = trusted.policy { trust.policy = try policy(path) }
        return trust
    }

    private static func logKey(_ text: String) throws(AuditError) -> VerifierKey {
        do throws(LedgerError) {
            return try VerifierKey(text: text)
        } catch {
            let why = Explanation.of(error)
            throw .usage(de: "--log: \(why.de)", en: "--log: \(why.en)")
        }
    }

    private static func policy(_ path: String) throws(AuditError) -> WitnessPolicy {
        let bytes = try FileBytes.contents(of: path, limit: Int64(WitnessPolicy.maximumByteCount))
        do throws(LedgerError) {
            return try WitnessPolicy(text: bytes)
        } catch {
            let why = Explanation.of(error)
            throw AuditError(.unreadable, Phrase(de: "\(path): \(why.de)", en: "\(path): \(why.en)"))
        }
    }

    private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
