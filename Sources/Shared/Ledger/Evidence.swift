import Crypto

/// What somebody who watches a log keeps when the log does what no honest log does, so that anybody can check it.
///
/// A file of canonical JSON (docs/PROTOCOL.md section 7):
/// ```
/// {"checkpoints":[<signed note, verbatim>,…],"consistency":[<base64 hash>,…],"entry":<base64> or null,
///  "inclusion":[<base64 hash>,…],"index":<integer> or null,"kind":"fork"|"inconsistent"|"shrunk"|"foreign",
///  "log":<vkey>,"observed":<instant>,"observer":<text>,"statement":<text> or null,"version":1}
/// ```
/// Every value has been verified: there is no `Evidence` that does not show what its kind says.
public struct Evidence: Hashable, Sendable {
    public static let maximumByteCount = 2_097_152
    static let version: Int64 = 1

    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Two checkpoints of one size with different roots.
        case fork
        /// Two checkpoints, the smaller first, and hashes that lead to the larger one's root but from another
        /// beginning than the smaller one's root.
        case inconsistent
        /// The newest checkpoint seen and, where there was one, the smaller one that was served later.
        case shrunk
        /// An entry under somebody's name that he did not send, with its inclusion under the one checkpoint.
        case foreign
    }

    /// How far evidence carries without the observer's word.
    public enum Weight: String, Hashable, Sendable {
        /// The log's own signatures contradict each other: no honest log makes them, and no accuser can forge them.
        case proven
        /// What is shown is genuine; that it was wrong rests on the word of whoever observed it.
        case attested
    }

    public let kind: Kind
    public let checkpoints: [SignedCheckpoint]
    /// Of `inconsistent`: the nodes of the larger tree from `TiledTree.beginning`, see there.
    public let consistency: [Digest]
    /// Of `foreign`: the bytes of the log entry, its place and its inclusion proof.
    public let entry: [UInt8]?
    public let inclusion: [Digest]
    public let index: Int64?
    public let log: VerifierKey
    /// When it was met: `YYYY-MM-DDTHH:MM:SSZ`, by the observer's clock.
    public let observed: String
    /// A tenant, or empty.
    public let observer: String
    /// Of `foreign`: the statement that the entry names, where it could be fetched.
    public let statement: String?

    public var weight: Weight { kind == .fork || kind == .inconsistent ? .proven : .attested }

    /// Two checkpoints of one size with different roots, in the order in which they were met.
    public init(
        fork first: SignedCheckpoint, _ second: SignedCheckpoint, observed: String, observer: String
    ) throws(LedgerError) {
        try self.init(
            .fork, checkpoints: [first.note, second.note], log: first.log, observed: observed, observer: observer)
    }

    /// A checkpoint that is not the beginning of a larger one; `beginning` is `TiledTree.beginning` of the larger tree.
    public init(
        inconsistent smaller: SignedCheckpoint, _ larger: SignedCheckpoint, beginning: [Digest], observed: String,
        observer: String
    ) throws(LedgerError) {
        try self.init(
            .inconsistent, checkpoints: [smaller.note, larger.note], consistency: beginning, log: smaller.log,
            observed: observed, observer: observer)
    }

    /// A log that went back from `newest` to `served`, or that no longer serves anything.
    public init(
        shrunk newest: SignedCheckpoint, to served: SignedCheckpoint?, observed: String, observer: String
    ) throws(LedgerError) {
        try self.init(
            .shrunk, checkpoints: [newest.note] + (served.map { [$0.note] } ?? []), log: newest.log,
            observed: observed, observer: observer)
    }

    /// An entry under the observer's name that it did not send.
    public init(
        foreign entry: [UInt8], proof: InclusionProof, checkpoint: SignedCheckpoint, statement: String?,
        observed: String, observer: String
    ) throws(LedgerError) {
        try self.init(
            .foreign, checkpoints: [checkpoint.note], entry: entry, inclusion: proof.path, index: proof.index,
            log: checkpoint.log, observed: observed, observer: observer, statement: statement)
    }

    /// The one way to a value: verifies all that the kind asks for.
    init(
        _ kind: Kind, checkpoints notes: [SignedNote], consistency: [Digest] = [], entry: [UInt8]? = nil,
        inclusion: [Digest] = [], index: Int64? = nil, log: VerifierKey, observed: String, observer: String,
        statement: String? = nil
    ) throws(LedgerError) {
        var checkpoints: [SignedCheckpoint] = []
        for (position, note) in notes.enumerated() {
            do {
                checkpoints.append(try SignedCheckpoint(note: note, log: log))
            } catch {
                throw LedgerError(error.code, "In checkpoint \(position + 1): \(error.reason)")
            }
        }
        self.kind = kind
        self.checkpoints = checkpoints
        self.consistency = consistency
        self.entry = entry
        self.inclusion = inclusion
        self.index = index
        self.log = log
        self.observed = observed
        self.observer = observer
        self.statement = statement
        try requireForm()
        try requireWhatItShows()
    }

    private func requireForm() throws(LedgerError) {
        guard kind == .inconsistent || consistency.isEmpty else {
            throw LedgerError(.malformed, "Only evidence of the kind inconsistent holds a consistency proof.")
        }
        guard (kind == .foreign) == (entry != nil), (kind == .foreign) == (index != nil),
            kind == .foreign || (inclusion.isEmpty && statement == nil)
        else {
            throw LedgerError(
                .malformed, "Evidence of the kind foreign has an entry and its index; other kinds have no entry.")
        }
        let counts = kind == .foreign ? 1...1 : kind == .shrunk ? 1...2 : 2...2
        guard counts.contains(checkpoints.count) else {
            throw LedgerError(
                .malformed, "Evidence of the kind \(kind.rawValue) does not have \(checkpoints.count) checkpoints.")
        }
        guard Self.isMoment(observed) else {
            throw LedgerError(.malformed, "The moment of observation has the form 2026-10-05T08:00:00Z.")
        }
        guard observer.utf8.count <= 40, observer.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw LedgerError(.malformed, "The observer is a tenant's id or empty.")
        }
        guard (statement ?? "").utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw LedgerError(.malformed, "The statement is a compact JWS: ASCII without spaces.")
        }
    }

    private func requireWhatItShows() throws(LedgerError) {
        let first = checkpoints[0].head
        let second = checkpoints.count > 1 ? checkpoints[1].head : first
        switch kind {
        case .fork:
            guard first.size == second.size, first.root != second.root else {
                throw LedgerError(.proofInvalid, "This is no fork: two checkpoints of one size have different roots.")
            }
        case .inconsistent:
            guard first.size > 0, first.size < second.size else {
                throw LedgerError(.outOfRange, "The first checkpoint must be the smaller one and not of size 0.")
            }
            let beginning = try ConsistencyProof.beginning(consistency, of: first.size, in: second)
            guard beginning != first.root else {
                throw LedgerError(.proofInvalid, "This shows the opposite: the smaller tree begins the larger one.")
            }
        case .shrunk:
            guard checkpoints.count == 1 || second.size < first.size else {
                throw LedgerError(.proofInvalid, "The log did not shrink: the second checkpoint must be smaller.")
            }
        case .foreign:
            guard let entry, let index else { return }
            guard entry.count <= EntryBundle.maximumEntryByteCount else {
                throw LedgerError(.tooLarge, "An entry has at most \(EntryBundle.maximumEntryByteCount) bytes.")
            }
            try InclusionProof(index: index, size: first.size, path: inclusion)
                .verify(leaf: Merkle.leafHash(entry), root: first.root)
        }
    }

    private static func isMoment(_ text: String) -> Bool {
        let form = Array("0000-00-00T00:00:00Z".utf8)
        let bytes = Array(text.utf8)
        return bytes.count == form.count
            && zip(bytes, form).allSatisfy { byte, expected in
                expected == 0x30 ? (0x30...0x39).contains(byte) : byte == expected
            }
    }
}
