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
    public mutating func take(_ batch: [Item], each: (VerifiedEntry, FederationState) -> Void = { _, _ in }) {
        let read = parallelMap(batch) { [keys = state.keys] item in Prepared(item, keys: keys) }
        let waiting = read.indices.filter { read[$0].isWaiting }
        var declared: [String: PublicKey] = [:]
        if !waiting.isEmpty {
            // Statements under keys that this very batch introduces.
            for prepared in read {
                for key in prepared.declaredKeys { declared[key.thumbprint] = key }
            }
        }
        let late = parallelMap(waiting) { [declared] index in read[index].verified(with: declared) }
        let lateByIndex = Dictionary(uniqueKeysWithValues: zip(waiting, late))
        for (offset, prepared) in read.enumerated() {
            takeNext(lateByIndex[offset] ?? prepared, each: each)
        }
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

    init(_ item: Replay.Item, keys: [String: RegisteredKey]) {
        entry = Result { () throws(Refusal) in try LogEntry(canonicalBytes: item.entry) }
        var unverified: UnverifiedStatement?
        signed = Result { () throws(Refusal) in
            let statement = try UnverifiedStatement(item.statement)
            guard let key = keys[statement.jws.keyID]?.key else {
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

    var isWaiting: Bool { unverified != nil }

    var declaredKeys: [PublicKey] {
        if let unverified { return unverified.declaredKeys }
        return (try? signed.get())?.declaredKeys ?? []
    }

    func verified(with keys: [String: PublicKey]) -> Prepared {
        guard let unverified, let key = keys[unverified.jws.keyID] else { return self }
        return Prepared(entry: entry, signed: Result { () throws(Refusal) in try unverified.verified(by: key) })
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

/// Maps on all cores, keeping the order.
private func parallelMap<Element: Sendable, Value: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) -> Value
) -> [Value] {
    let chunkLength = 16
    let chunkCount = (elements.count + chunkLength - 1) / chunkLength
    guard chunkCount > 1 else { return elements.map(transform) }
    let chunks = Mutex<[Int: [Value]]>([:])
    DispatchQueue.concurrentPerform(iterations: chunkCount) { chunk in
        let range = (chunk * chunkLength)..<min((chunk + 1) * chunkLength, elements.count)
        let values = elements[range].map(transform)
        chunks.withLock { $0[chunk] = values }
    }
    return chunks.withLock { chunks in (0..<chunkCount).flatMap { chunks[$0] ?? [] } }
}
