import Glibc
import Ledger

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
            let output = arguments.asJSON ? report.json : Array(report.text(in: language).utf8)
            write(output, to: STDOUT_FILENO)
            return report.exitCode
        case .evidence(let arguments):
            let verdict = try evidence(arguments)
            write(arguments.asJSON ? verdict.json : Array(verdict.text(in: language).utf8), to: STDOUT_FILENO)
            return verdict.exitCode
        }
    }

    /// Audits what the arguments name. Throws `unreadable` where export or policy cannot be read, `usage` where the log
    /// does not reach the place asked for.
    static func verify(_ arguments: AuditCommand.Verify, _ language: Language) throws(AuditError) -> AuditReport {
        let trust = try trust(arguments.trusted)
        let source = try source(arguments.export)
        let isTerminal = isatty(STDERR_FILENO) == 1
        let report = ExportAudit.run(source, trust: trust, asOf: arguments.asOf) { done, size in
            guard isTerminal, done % 4096 < 256 else { return }
            write("\r\(done) / \(size)", to: STDERR_FILENO)
        }
        if isTerminal { write("\r\u{1B}[K", to: STDERR_FILENO) }
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

    static func evidence(_ arguments: AuditCommand.CheckEvidence) throws(AuditError) -> EvidenceVerdict {
        let bytes = try FileBytes.contents(of: arguments.file, limit: Int64(Evidence.maximumByteCount))
        return try EvidenceVerdict(bytes, log: try arguments.log.map { text throws(AuditError) in try logKey(text) })
    }

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
