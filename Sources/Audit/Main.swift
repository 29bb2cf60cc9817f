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
            exit(error.code == .usage ? usageCode : unreadableCode)
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
            let output = arguments.asJSON ? report.json : Array(report.text(in: language).utf8)
            write(output, to: STDOUT_FILENO)
            return report.exitCode
        }
    }

    /// Audits what the arguments name. Throws `unreadable` where export or policy cannot be read.
    static func verify(_ arguments: AuditCommand.Verify, _ language: Language) throws(AuditError) -> AuditReport {
        var trust = Trust(policy: nil, office: arguments.office)
        if let path = arguments.policy { trust.policy = try policy(path) }
        var status = stat()
        let isFolder = stat(arguments.export, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        let source: any ExportSource =
            isFolder ? FolderSource(arguments.export) : TarSource(try FileBytes(path: arguments.export))
        let isTerminal = isatty(STDERR_FILENO) == 1
        let report = ExportAudit.run(source, trust: trust) { done, size in
            guard isTerminal, done % 4096 < 256 else { return }
            write("\r\(done) / \(size)", to: STDERR_FILENO)
        }
        if isTerminal { write("\r\u{1B}[K", to: STDERR_FILENO) }
        return report
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
