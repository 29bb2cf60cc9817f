import Crypto
import Federation

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

    struct Explain: Equatable, Sendable {
        var export = ""
        var question = FigureExplanation.Question()
        var trusted = Trusted()
        var asJSON = false
    }

    struct Count: Equatable, Sendable {
        var export = ""
        var question: CountQuestion
        var asOf: AsOf?
        var trusted = Trusted()
        var asJSON = false
    }

    struct Compare: Equatable, Sendable {
        var exports: [String] = []
        var trusted = Trusted()
        /// Where evidence goes, should the log have contradicted itself.
        var evidence: String?
        var asJSON = false
    }

    struct Prove: Equatable, Sendable {
        var export = ""
        /// An index or a SHA-256.
        var entry = ""
        var trusted = Trusted()
        /// The folder the two files go to.
        var folder = "."
        var asJSON = false
    }

    struct CheckProof: Equatable, Sendable {
        var proof = ""
        var statement = ""
        var log: String?
        var policy: String?
        var asJSON = false
    }

    case verify(Verify)
    case explain(Explain)
    case count(Count)
    case compare(Compare)
    case prove(Prove)
    case checkProof(CheckProof)
    case evidence(CheckEvidence)
    case watch(WatchCommand.Wish)
    case version
    case help

    /// Reads the arguments behind the program's name. A language given with `--language` comes back beside the command.
    static func parse(_ arguments: [String]) throws(AuditError) -> (command: AuditCommand, language: Language?) {
        let known = Set(arguments)
        guard known.isDisjoint(with: ["--help", "-h"]) else { return (.help, try languageOnly(arguments)) }
        let rest = Array(arguments.dropFirst())
        switch arguments.first {
        case "verify": return try verify(rest)
        case "explain": return try explain(rest)
        case "count": return try count(rest)
        case "diff": return try compare(rest)
        case "proof": return try prove(rest)
        case "check-proof": return try checkProof(rest)
        case "evidence": return try evidence(rest)
        case "watch": return try watch(rest)
        case "version", "help":
            let read = try Arguments(rest, valued: [], plain: [])
            try read.require(0...0, de: "Hier steht nichts weiter.", en: "Nothing more belongs here.")
            return (arguments.first == "help" ? .help : .version, try read.language())
        default:
            throw .usage(
                de: "Befehle sind verify, explain, count, diff, proof, check-proof, evidence, watch und version.",
                en: "The commands are verify, explain, count, diff, proof, check-proof, evidence, watch and version.")
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

    private static func explain(_ rest: [String]) throws(AuditError) -> (AuditCommand, Language?) {
        let read = try Arguments(
            rest, valued: Trusted.valued.union(["--report", "--edition"]), plain: Trusted.plain.union(["--json"]))
        try read.require(
            3...3, de: "explain braucht Export, Indikator und Zeitraum.",
            en: "explain takes an export, an indicator and a period.")
        var explain = Explain(export: read.words[0], trusted: try Trusted(read))
        explain.question = FigureExplanation.Question(
            indicator: read.words[1], period: read.words[2], report: read.values["--report"])
        if let text = read.values["--edition"] {
            guard let edition = Int64(text), edition > 0, explain.question.report != nil else {
                throw .usage(
                    de: "--edition erwartet eine Zahl ab 1 und gehört zu --report.",
                    en: "--edition takes a number from 1 and belongs to --report.")
            }
            explain.question.edition = edition
        }
        explain.asJSON = read.flags.contains("--json")
        return (.explain(explain), try read.language())
    }

    private static func count(_ rest: [String]) throws(AuditError) -> (AuditCommand, Language?) {
        let kinds = CountQuestion.kinds.joined(separator: ", ")
        let kind = rest.first { CountQuestion.kinds.contains($0) } ?? ""
        let read = try Arguments(
            rest,
            valued: Trusted.valued.union(CountQuestion.names(kind).map { "--\($0)" }).union(["--as-of"]),
            plain: Trusted.plain.union(["--json"]))
        try read.require(
            2...2, de: "count braucht einen Export und eines von \(kinds).",
            en: "count takes an export and one of \(kinds).")
        let question: CountQuestion
        do throws(CountQuestion.Misread) {
            question = try CountQuestion(kind: read.words[1]) { read.values["--\($0)"] }
        } catch {
            let name = error.name == "kind" ? "count" : "--\(error.name)"
            let (de, en) = error.expected.text
            throw .usage(de: "\(name): erlaubt ist \(de).", en: "\(name): allowed is \(en).")
        }
        var count = Count(export: read.words[0], question: question, trusted: try Trusted(read))
        if let text = read.values["--as-of"] { count.asOf = try AsOf(text) }
        count.asJSON = read.flags.contains("--json")
        return (.count(count), try read.language())
    }

    private static func compare(_ rest: [String]) throws(AuditError) -> (AuditCommand, Language?) {
        let read = try Arguments(
            rest, valued: Trusted.valued.union(["--evidence"]), plain: Trusted.plain.union(["--json"]))
        try read.require(2...2, de: "diff braucht zwei Exporte.", en: "diff takes two exports.")
        return (
            .compare(
                Compare(
                    exports: read.words, trusted: try Trusted(read), evidence: read.values["--evidence"],
                    asJSON: read.flags.contains("--json"))), try read.language()
        )
    }

    private static func prove(_ rest: [String]) throws(AuditError) -> (AuditCommand, Language?) {
        let read = try Arguments(
            rest, valued: Trusted.valued.union(["--output"]), plain: Trusted.plain.union(["--json"]))
        try read.require(
            2...2, de: "proof braucht einen Export und die Nummer eines Eintrags oder den SHA-256 einer Aussage.",
            en: "proof takes an export and the index of an entry or the SHA-256 of a statement.")
        return (
            .prove(
                Prove(
                    export: read.words[0], entry: read.words[1], trusted: try Trusted(read),
                    folder: read.values["--output"] ?? ".", asJSON: read.flags.contains("--json"))),
            try read.language()
        )
    }

    private static func checkProof(_ rest: [String]) throws(AuditError) -> (AuditCommand, Language?) {
        let read = try Arguments(rest, valued: ["--log", "--policy"], plain: ["--json"])
        try read.require(
            2...2, de: "check-proof braucht den Beweis und die Aussage.",
            en: "check-proof takes the proof and the statement.")
        guard (read.values["--log"] == nil) != (read.values["--policy"] == nil) else {
            throw .usage(
                de: "check-proof braucht entweder --log VKEY oder --policy DATEI: Sonst könnte jeder der Log sein.",
                en: "check-proof takes either --log VKEY or --policy FILE: otherwise anybody could be the log.")
        }
        return (
            .checkProof(
                CheckProof(
                    proof: read.words[0], statement: read.words[1], log: read.values["--log"],
                    policy: read.values["--policy"], asJSON: read.flags.contains("--json"))), try read.language()
        )
    }

    private static func watch(_ rest: [String]) throws(AuditError) -> (AuditCommand, Language?) {
        let read = try Arguments(
            rest,
            valued: [
                "--policy", "--log", "--state", "--evidence", "--journal", "--ca", "--exec", "--interval", "--max-age",
            ],
            plain: ["--once", "--json"])
        try read.require(
            1...1, de: "watch braucht die Adresse eines Hubs.", en: "watch takes the address of a hub.")
        guard (read.values["--log"] == nil) != (read.values["--policy"] == nil) else {
            throw .usage(
                de: "watch braucht entweder --policy DATEI oder --log VKEY: Sonst könnte jeder der Log sein.",
                en: "watch takes either --policy FILE or --log VKEY: otherwise anybody could be the log.")
        }
        var wish = WatchCommand.Wish(
            address: read.words[0], policy: read.values["--policy"], log: read.values["--log"],
            state: read.values["--state"], evidence: read.values["--evidence"], caFile: read.values["--ca"],
            journal: read.values["--journal"], command: read.values["--exec"], once: read.flags.contains("--once"),
            asJSON: read.flags.contains("--json"))
        wish.interval = UInt32(try read.number("--interval", in: 10...86_400) ?? 900)
        wish.maximumAge = try read.number("--max-age", in: 1...87_600) ?? 48
        return (.watch(wish), try read.language())
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
