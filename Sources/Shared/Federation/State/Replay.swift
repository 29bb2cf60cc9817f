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
        public let statement: [UInt8]

        public init(entry: [UInt8], statement: [UInt8]) {
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

    public init(origin: String) { state = FederationState(origin: origin) }

    /// Takes the next entries and calls `each` for every one that passed, with the state just after it.
    ///
    /// While one part of the batch is folded here, the other cores read the parts behind it.
    public mutating func take(_ batch: [Item], each: (VerifiedEntry, FederationState) -> Void = { _, _ in }) {
        let reading = BatchReading(batch, keys: state.keys)
        reading.start()
        while let chunk = reading.nextChunk() {
            for prepared in chunk { takeNext(settled(prepared), each: each) }
        }
    }

    /// A statement whose key was not known when it was read: the entries before it may have introduced it since.
    private func settled(_ prepared: Prepared) -> Prepared {
        guard let keyID = prepared.waitsForKey else { return prepared }
        let own = prepared.declaredKeys.first { $0.thumbprint == keyID }
        guard let key = state.keys[keyID]?.key ?? own else { return prepared }
        return prepared.verified(by: key)
    }

    private mutating func takeNext(_ prepared: Prepared, each: (VerifiedEntry, FederationState) -> Void) {
        do throws(Refusal) {
            let entry = try prepared.entry.get()
            let verified = try state.check(try prepared.signed.get(), as: entry)
            state.apply(verified)
            each(verified, state)
        } catch {
            let entry = try? prepared.entry.get()
            faults.append(Fault(index: state.size, issuer: entry?.issuer, refusal: error))
            state.passOver(entry)
        }
    }
}

/// One entry as far as it can be judged without the entries before it.
private struct Prepared: Sendable {
    let entry: Result<LogEntry, Refusal>
    let signed: Result<SignedStatement, Refusal>
    /// A statement whose key was not known yet.
    private let unverified: UnverifiedStatement?

    init(_ item: Replay.Item, key: (String) -> PublicKey?) {
        entry = Result { () throws(Refusal) in try LogEntry(canonicalBytes: item.entry) }
        var unverified: UnverifiedStatement?
        signed = Result { () throws(Refusal) in
            let statement = try UnverifiedStatement(item.statement)
            guard let key = key(statement.jws.keyID) else {
                unverified = statement
                throw Refusal(
                    .unknownKey, "The key \(statement.jws.keyID) is not registered in this federation", field: "kid")
            }
            return try statement.verified(by: key)
        }
        self.unverified = unverified
    }

    private init(entry: Result<LogEntry, Refusal>, signed: Result<SignedStatement, Refusal>) {
        self.entry = entry
        self.signed = signed
        unverified = nil
    }

    /// The key that was not known when the statement was read.
    var waitsForKey: String? { unverified?.jws.keyID }

    var declaredKeys: [PublicKey] {
        if let unverified { return unverified.declaredKeys }
        return (try? signed.get())?.declaredKeys ?? []
    }

    func verified(by key: PublicKey) -> Prepared {
        guard let unverified else { return self }
        return Prepared(entry: entry, signed: Result { () throws(Refusal) in try unverified.verified(by: key) })
    }
}

/// Reads the entries of a batch and checks their signatures on all cores, and hands them out in order.
private final class BatchReading: Sendable {
    private struct Progress {
        var next = 0
        var handedOut = 0
        var done: [Int: [Prepared]] = [:]
        /// Keys that this batch declares. A thumbprint is a hash of its key, so a key found under it is the right one;
        /// whether it may speak is settled by the entry check.
        var declared: [String: PublicKey] = [:]
    }

    private static let chunkLength = 16

    private let items: [Replay.Item]
    private let keys: [String: RegisteredKey]
    private let chunkCount: Int
    private let ready: [DispatchSemaphore]
    private let progress = Mutex(Progress())

    init(_ items: [Replay.Item], keys: [String: RegisteredKey]) {
        self.items = items
        self.keys = keys
        chunkCount = (items.count + Self.chunkLength - 1) / Self.chunkLength
        ready = (0..<chunkCount).map { _ in DispatchSemaphore(value: 0) }
    }

    /// Sets the other cores to work; the caller's own joins in while it waits.
    func start() {
        // More helpers than cores do no harm: each ends when nothing is left to claim.
        for _ in 0..<min(max(chunkCount - 1, 0), 64) { DispatchQueue.global().async { while self.readOne() {} } }
    }

    /// The next entries in order; nil at the end of the batch.
    func nextChunk() -> [Prepared]? {
        let chunk = progress.withLock { progress in
            defer { progress.handedOut += 1 }
            return progress.handedOut
        }
        guard chunk < chunkCount else { return nil }
        while true {
            if let done = progress.withLock({ $0.done.removeValue(forKey: chunk) }) { return done }
            if !readOne() { ready[chunk].wait() }
        }
    }

    /// Reads one chunk that nobody has claimed; false if there is none.
    private func readOne() -> Bool {
        let (chunk, declared) = progress.withLock { progress in
            defer { progress.next += 1 }
            return (progress.next, progress.declared)
        }
        guard chunk < chunkCount else { return false }
        let range = (chunk * Self.chunkLength)..<min((chunk + 1) * Self.chunkLength, items.count)
        let prepared = items[range].map { item in
            Prepared(item) { self.keys[$0]?.key ?? declared[$0] }
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
    /// Counts an entry that did not pass, so that the faults behind it can be named one by one. What comes out of such
    /// a state proves nothing.
    fileprivate mutating func passOver(_ entry: LogEntry?) {
        if let entry {
            chains[entry.issuer] = Chain(sequence: chain(of: entry.issuer).sequence + 1, last: entry.sha256)
            lastReceived = max(lastReceived, entry.received)
        }
        size += 1
    }
}
