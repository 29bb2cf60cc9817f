import Crypto

/// What the command line asks for.
enum AuditCommand: Equatable, Sendable {
    /// Where trust comes from, for every command that reads an export.
    struct Trusted: Equatable, Sendable {
        var policy: String?
        var office: String?
        var algorithms: Set<SignatureAlgorithm>?
        var allowsUnwitnessed = false

        static let valued: Set<String> = ["--policy", "--office", "--algorithms"]
        static let plain: Set<String> = ["--allow-unwitnessed"]

        init(policy: String? = nil, office: String? = nil) {
            self.policy = policy
            self.office = office
        }

        init(_ arguments: Arguments) throws(AuditError) {
            policy = arguments.values["--policy"]
            office = try arguments.thumbprint("--office")
            allowsUnwitnessed = arguments.flags.contains("--allow-unwitnessed")
            guard let names = arguments.values["--algorithms"] else { return }
            var allowed: Set<SignatureAlgorithm> = []
            for name in names.split(separator: ",", omittingEmptySubsequences: false) {
                guard let algorithm = SignatureAlgorithm(rawValue: String(name)) else {
                    throw .usage(
                        de: "--algorithms erwartet EdDSA, ES256 oder EdDSA,ES256.",
                        en: "--algorithms takes EdDSA, ES256 or EdDSA,ES256.")
                }
                allowed.insert(algorithm)
            }
            algorithms = allowed
        }
    }

    struct Verify: Equatable, Sendable {
        var export = ""
        var trusted = Trusted()
        var asOf: AsOf?
        var asJSON = false
        /// Where the printable page goes.
        var page: String?
    }

    struct CheckEvidence: Equatable, Sendable {
        var file = ""
        /// The vkey that the evidence must be about.
        var log: String?
        var asJSON = false
    }

    case verify(Verify)
    case evidence(CheckEvidence)
    case version
    case help

    /// Reads the arguments behind the program's name. A language given with `--language` comes back beside the command.
    static func parse(_ arguments: [String]) throws(AuditError) -> (command: AuditCommand, language: Language?) {
        let known = Set(arguments)
        guard known.isDisjoint(with: ["--help", "-h"]) else { return (.help, try languageOnly(arguments)) }
        let rest = Array(arguments.dropFirst())
        switch arguments.first {
        case "verify": return try verify(rest)
        case "evidence": return try evidence(rest)
        case "version", "help":
            let read = try Arguments(rest, valued: [], plain: [])
            try read.require(0...0, de: "Hier steht nichts weiter.", en: "Nothing more belongs here.")
            return (arguments.first == "help" ? .help : .version, try read.language())
        default:
            throw .usage(
                de: "Befehle sind verify, evidence und version.", en: "The commands are verify, evidence and version.")
        }
    }

    private static func languageOnly(_ arguments: [String]) throws(AuditError) -> Language? {
        guard let place = arguments.firstIndex(of: "--language") else { return nil }
        return try Arguments(Array(arguments[place...].prefix(2)), valued: [], plain: []).language()
    }

    private static func verify(_ rest: [String]) throws(AuditError) -> (AuditCommand, Language?) {
        let read = try Arguments(
            rest, valued: Trusted.valued.union(["--as-of", "--page"]), plain: Trusted.plain.union(["--json"]))
        try read.require(1...1, de: "verify braucht genau einen Export.", en: "verify takes exactly one export.")
        var verify = Verify(export: read.words[0])
        verify.trusted = try Trusted(read)
        if let text = read.values["--as-of"] { verify.asOf = try AsOf(text) }
        verify.asJSON = read.flags.contains("--json")
        verify.page = read.values["--page"]
        return (.verify(verify), try read.language())
    }

    private static func evidence(_ rest: [String]) throws(AuditError) -> (AuditCommand, Language?) {
        let read = try Arguments(rest, valued: ["--log"], plain: ["--json"])
        try read.require(
            1...1, de: "evidence braucht genau eine Beweisdatei.", en: "evidence takes exactly one file of evidence.")
        return (
            .evidence(
                CheckEvidence(
                    file: read.words[0], log: read.values["--log"], asJSON: read.flags.contains("--json"))),
            try read.language()
        )
    }
}
