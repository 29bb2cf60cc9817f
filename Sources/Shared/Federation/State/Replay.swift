import Crypto
import Dispatch
import Synchronization

/// Takes a whole log again, entry by entry, through the same check as at intake: the hub at its start and at
/// `rebuild`, the auditor with an export.
///
/// Reading and signatures of a batch are spread over all cores; the entry check and the fold follow in order.
public struct Replay: Sendable {
    /// What is stored of one entry.
    public struct Item: Sendable {
        public let entry: [UInt8]
        /// Nil where it has been redacted.
        public let statement: [UInt8]?

        public init(entry: [UInt8], statement: [UInt8]?) {
            self.entry = entry
            self.statement = statement
        }
    }

    /// An entry that does not pass.
    public struct Fault: Error, Sendable {
        public let index: Int64
        /// Whose entry it claims to be, if that can be read.
        public let issuer: Issuer?
        public let refusal: Refusal
    }

    public private(set) var state: FederationState
    /// Every fault so far. A log with one is not to be believed; reading goes on so that all are named.
    public private(set) var faults: [Fault] = []

    private let bytesAhead: Int
    private let selection: Selection?

    /// With a `selection` the log of a partial export is taken: entries it does not include count in their issuer's chain
    /// and are passed over, the others are checked as section 10 of the protocol says.
    public init(origin: String, selection: Selection? = nil) {
        self.init(origin: origin, selection: selection, bytesAhead: BatchReading.bytesAhead)
    }

    /// Goes on behind the entries that `state` has taken.
    public init(from state: FederationState) {
        self.state = state
        selection = nil
        bytesAhead = BatchReading.bytesAhead
    }

    /// - Parameter bytesAhead: how many bytes of statements may be read before their turn has come.
    init(origin: String, selection: Selection? = nil, bytesAhead: Int) {
        state = FederationState(origin: origin, knowsGroundworkOnly: selection != nil)
        self.selection = selection
        self.bytesAhead = bytesAhead
    }

    /// Takes the next entries and calls `each` for every one that passed, with the state just after it.
    public mutating func take(_ batch: [Item], each: (VerifiedEntry, FederationState) -> Void = { _, _ in }) {
        take(
            BatchReading(count: batch.count, keys: state.keys, bytesAhead: bytesAhead) { number, key in
                Prepared(batch[number].entry, statement: { _ in batch[number].statement }, key: key)
            }, each: each, refused: { _, _ in })
    }

    /// The same where a statement is fetched only when its turn has come: `statement` gets an entry and its index, and
    /// is called on several threads at once; nil where there is none, which only a redaction makes right. `refused` gets each fault with the state before its entry.
    public mutating func take(
        entries: [[UInt8]], statement: @escaping @Sendable (LogEntry, Int64) -> [UInt8]?,
        each: (VerifiedEntry, FederationState) -> Void, refused: (Fault, FederationState) -> Void
    ) {
        let first = state.size
        let selection = selection
        take(
            BatchReading(count: entries.count, keys: state.keys, bytesAhead: bytesAhead) { number, key in
                Prepared(
                    entries[number],
                    statement: { entry in
                        guard let entry, selection?.includes(entry) ?? true else { return [] }
                        return statement(entry, first + Int64(number))
                    }, key: key)
            }, each: each, refused: refused)
    }

    /// While one part of the batch is folded here, the other cores read the parts behind it.
    private mutating func take(
        _ reading: BatchReading, each: (VerifiedEntry, FederationState) -> Void,
        refused: (Fault, FederationState) -> Void
    ) {
        reading.start()
        while let chunk = reading.nextChunk() {
            for prepared in chunk { takeNext(settled(prepared), each: each, refused: refused) }
        }
    }

    /// Settles by which key a statement counts as signed: one that the entries before it have registered, or that it
    /// declares itself. Which keys were known when it was read depends on the threads; what comes out here does not.
    private func settled(_ prepared: Prepared) -> Prepared {
        guard let signer = prepared.signer else { return prepared }
        if let registered = state.keys[signer] { return prepared.verified(by: registered.key) }
        if let own = prepared.declaredKeys.first(where: { $0.thumbprint == signer }) {
            return prepared.verified(by: own)
        }
        return prepared.refused(Prepared.unknown(signer))
    }

    private mutating func takeNext(
        _ prepared: Prepared, each: (VerifiedEntry, FederationState) -> Void,
        refused: (Fault, FederationState) -> Void
    ) {
        do throws(Refusal) {
            let entry = try prepared.entry.get()
            if let selection, !selection.includes(entry) {
                guard entry.received >= state.lastReceived else { throw FederationState.receivedEarlier }
                state.passOver(entry)
                return
            }
            if prepared.isMissing {
                try state.takeMissing(entry)
                return
            }
            let verified = try state.check(try prepared.signed.get(), as: entry)
            state.apply(verified)
            each(verified, state)
        } catch {
            let entry = try? prepared.entry.get()
            let fault = Fault(index: state.size, issuer: entry?.issuer, refusal: error)
            faults.append(fault)
            refused(fault, state)
            state.passOver(entry)
        }
    }
}

/// One entry as far as it can be judged without the entries before it.
private struct Prepared: Sendable {
    let entry: Result<LogEntry, Refusal>
    let signed: Result<SignedStatement, Refusal>
    /// The key that the statement names; nil where it cannot be read.
    let signer: String?
    /// A statement whose key was not known yet.
    private let unverified: UnverifiedStatement?
    /// Whether there is no statement.
    let isMissing: Bool

    init(_ leaf: [UInt8], statement: (LogEntry?) -> [UInt8]?, key: (String) -> PublicKey?) {
        let entry = Result { () throws(Refusal) in try LogEntry(canonicalBytes: leaf) }
        var unverified: UnverifiedStatement?
        var signer: String?
        let bytes = statement(try? entry.get())
        isMissing = bytes == nil
        signed = Result { () throws(Refusal) in
            guard let bytes else { throw Refusal(.truncated, "The statement is missing") }
            let statement = try UnverifiedStatement(bytes)
            signer = statement.jws.keyID
            guard let key = key(statement.jws.keyID) else {
                unverified = statement
                throw Prepared.unknown(statement.jws.keyID)
            }
            return try statement.verified(by: key)
        }
        self.entry = entry
        self.signer = signer
        self.unverified = unverified
    }

    private init(entry: Result<LogEntry, Refusal>, signed: Result<SignedStatement, Refusal>, signer: String?) {
        self.entry = entry
        self.signed = signed
        self.signer = signer
        unverified = nil
        isMissing = false
    }

    static func unknown(_ keyID: String) -> Refusal {
        Refusal(.unknownKey, "The key \(keyID) is not registered in this federation", field: "kid")
    }

    var declaredKeys: [PublicKey] {
        if let unverified { return unverified.declaredKeys }
        return (try? signed.get())?.declaredKeys ?? []
    }

    /// This, with its signature checked by the key it names if it has not been yet.
    func verified(by key: PublicKey) -> Prepared {
        guard let unverified else { return self }
        return Prepared(
            entry: entry, signed: Result { () throws(Refusal) in try unverified.verified(by: key) }, signer: signer)
    }

    /// What it keeps of the statement in memory until its turn comes.
    var byteCount: Int { (try? signed.get())?.bytes.count ?? unverified?.jws.bytes.count ?? 0 }

    func refused(_ refusal: Refusal) -> Prepared {
        Prepared(entry: entry, signed: .failure(refusal), signer: signer)
    }
}

/// Reads the entries of a batch and checks their signatures on all cores, and hands them out in order.
private final class BatchReading: Sendable {
    typealias Prepare = @Sendable (_ number: Int, _ key: (String) -> PublicKey?) -> Prepared

    private struct Progress {
        var next = 0
        var handedOut = 0
        /// Of the statements that have been read and not handed out.
        var byteCount = 0
        var done: [Int: [Prepared]] = [:]
        /// Keys that this batch declares. A thumbprint is a hash of its key, so a key found under it is the right one;
        /// whether it may speak is settled by the entry check.
        var declared: [String: PublicKey] = [:]

        /// A chunk that has been read, which then is the caller's.
        mutating func handOut(_ chunk: Int) -> [Prepared]? {
            guard let prepared = done.removeValue(forKey: chunk) else { return nil }
            byteCount -= prepared.reduce(0) { $0 + $1.byteCount }
            return prepared
        }
    }

    private static let chunkLength = 8
    /// How many chunks may be read before the fold has reached them, and from how many bytes of statements on no further
    /// one is begun: memory stays flat, however large the statements of a hostile log are.
    private static let chunksAhead = 16
    static let bytesAhead = 16 << 20

    private let count: Int
    private let bytesAhead: Int
    private let keys: [String: RegisteredKey]
    private let prepare: Prepare
    private let chunkCount: Int
    private let ready: [DispatchSemaphore]
    private let progress = Mutex(Progress())

    init(count: Int, keys: [String: RegisteredKey], bytesAhead: Int, prepare: @escaping Prepare) {
        self.count = count
        self.bytesAhead = bytesAhead
        self.keys = keys
        self.prepare = prepare
        chunkCount = (count + Self.chunkLength - 1) / Self.chunkLength
        ready = (0..<chunkCount).map { _ in DispatchSemaphore(value: 0) }
    }

    /// Sets the other cores to work; the caller's own joins in while it waits.
    func start() {
        for _ in 0..<min(max(chunkCount - 1, 0), Self.chunksAhead) { startHelper() }
    }

    /// The next entries in order; nil at the end of the batch.
    func nextChunk() -> [Prepared]? {
        let (chunk, isMoreToRead) = progress.withLock { progress in
            defer { progress.handedOut += 1 }
            return (progress.handedOut, progress.next < chunkCount)
        }
        guard chunk < chunkCount else { return nil }
        // There is room again to read ahead: a helper that had found none ended.
        if isMoreToRead { startHelper() }
        while true {
            if let done = progress.withLock({ $0.handOut(chunk) }) { return done }
            if !readOne() { ready[chunk].wait() }
        }
    }

    /// More helpers than cores do no harm: each ends when nothing is left to claim.
    private func startHelper() { DispatchQueue.global().async { while self.readOne() {} } }

    /// Reads one chunk that nobody has claimed; false if there is none to be read yet.
    private func readOne() -> Bool {
        let claim = progress.withLock { progress -> (chunk: Int, declared: [String: PublicKey])? in
            guard progress.next < min(chunkCount, progress.handedOut + Self.chunksAhead),
                progress.byteCount < bytesAhead
            else { return nil }
            defer { progress.next += 1 }
            return (progress.next, progress.declared)
        }
        guard let (chunk, declared) = claim else { return false }
        let range = (chunk * Self.chunkLength)..<min((chunk + 1) * Self.chunkLength, count)
        let prepared = range.map { number in
            let prepared = prepare(number) { self.keys[$0]?.key ?? declared[$0] }
            // At once, so that the other threads see it before the chunk is whole.
            progress.withLock { $0.byteCount += prepared.byteCount }
            return prepared
        }
        progress.withLock { progress in
            for key in prepared.flatMap(\.declaredKeys) { progress.declared[key.thumbprint] = key }
            progress.done[chunk] = prepared
        }
        ready[chunk].signal()
        return true
    }
}

extension FederationState {
    /// Counts an entry that is not looked into: one outside a selection, or one that did not pass, so that the faults
    /// behind it can be named one by one; what comes out of such a state proves nothing.
    fileprivate mutating func passOver(_ entry: LogEntry?) {
        if let entry {
            if entry.kind.isRedactable { redactable[size] = RedactableEntry(sha256: entry.sha256, kind: entry.kind) }
            chains[entry.issuer] = Chain(sequence: chain(of: entry.issuer).sequence + 1, last: entry.sha256)
            lastReceived = max(lastReceived, entry.received)
        }
        size += 1
    }
}
