/// Which logs are trusted and which witnesses must have cosigned (C2SP tlog-policy).
///
/// Text, one item a line, words separated by spaces or tabs, `#` begins a comment line:
/// ```
/// log <vkey> [<url>]
/// witness <name> <vkey> [<url>]
/// group <name> all|any|<k> <member>…
/// quorum <name>|none
/// ```
/// Members and the quorum are names of witnesses or groups defined above; each name is a member at most once; no
/// public key occurs twice; there is exactly one quorum line. Names are compared byte for byte.
public struct WitnessPolicy: Hashable, Sendable {
    public static let maximumByteCount = 262_144
    /// Logs, witnesses and groups accepted, each.
    public static let maximumItems = 256

    public struct Log: Hashable, Sendable {
        /// Of type 0x01; its name is the log's origin.
        public let key: VerifierKey
        let exactURL: ExactText?

        public init(key: VerifierKey, url: String? = nil) {
            self.key = key
            exactURL = url.map { ExactText($0) }
        }

        public var url: String? { exactURL?.text }
    }

    public struct Witness: Hashable, Sendable {
        let exactName: ExactText
        /// Of type 0x04.
        public let key: VerifierKey
        let exactURL: ExactText?

        /// The name is the policy's own word for the witness, not necessarily the key's.
        public init(name: String, key: VerifierKey, url: String? = nil) {
            exactName = ExactText(name)
            self.key = key
            exactURL = url.map { ExactText($0) }
        }

        public var name: String { exactName.text }
        public var url: String? { exactURL?.text }
    }

    public struct Group: Hashable, Sendable {
        let exactName: ExactText
        /// Members that must have witnessed, 1 … number of members.
        public let threshold: Int
        let exactMembers: [ExactText]

        public init(name: String, threshold: Int, members: [String]) {
            exactName = ExactText(name)
            self.threshold = threshold
            exactMembers = members.map { ExactText($0) }
        }

        public var name: String { exactName.text }
        public var members: [String] { exactMembers.map(\.text) }
    }

    public internal(set) var logs: [Log] = []
    public internal(set) var witnesses: [Witness] = []
    /// In an order in which members come before their groups.
    public internal(set) var groups: [Group] = []
    var exactQuorum: ExactText?

    /// Checks the same rules as the parser; `quorum` nil stands for `none`.
    public init(logs: [Log], witnesses: [Witness], groups: [Group], quorum: String?) throws(LedgerError) {
        for log in logs { try add(log) }
        for witness in witnesses { try add(witness) }
        for group in groups { try add(group) }
        if let quorum { try setQuorum(ExactText(quorum)) }
    }

    /// The empty policy that parsing fills.
    init() {}

    /// The name of the witness or group that must have witnessed; nil for `none`.
    public var quorum: String? { exactQuorum?.text }

    /// The keys to pass to `SignedCheckpoint.witnessings(by:)`.
    public var witnessKeys: [VerifierKey] { witnesses.map(\.key) }

    /// Whether these cosigners, verified by the caller, make up the quorum. `quorum none` is always satisfied.
    public func isSatisfied(by cosigners: Set<VerifierKey>) -> Bool {
        guard let exactQuorum else { return true }
        var witnessed = Set(witnesses.filter { cosigners.contains($0.key) }.map(\.exactName))
        // Groups name only what stands above them, so one pass in order settles them all.
        for group in groups where group.exactMembers.count(where: { witnessed.contains($0) }) >= group.threshold {
            witnessed.insert(group.exactName)
        }
        return witnessed.contains(exactQuorum)
    }

    /// The policy as text: logs, witnesses, groups, quorum, without comments.
    public var text: String {
        var lines: [String] = []
        lines += logs.map { Self.line(["log", $0.key.text], $0.url) }
        lines += witnesses.map { Self.line(["witness", $0.name, $0.key.text], $0.url) }
        lines += groups.map { Self.line(["group", $0.name, $0.rule] + $0.members, nil) }
        lines.append("quorum \(quorum ?? "none")")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ words: [String], _ url: String?) -> String {
        (words + (url.map { [$0] } ?? [])).joined(separator: " ")
    }
}

extension WitnessPolicy.Group {
    fileprivate var rule: String {
        if threshold == exactMembers.count { return "all" }
        return threshold == 1 ? "any" : String(threshold)
    }
}
