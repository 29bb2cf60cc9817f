import Glibc
import Synchronization

/// One open connection as other threads may see it.
final class ConnectionEntry: Sendable {
    private enum Phase {
        static let busy = 0
        static let idle = 1
        static let evicted = 2
    }

    let descriptor: Int32
    let capKey: IPAddress?
    private let phase = Atomic(Phase.busy)
    private let idleSince = Atomic<UInt64>(0)

    init(descriptor: Int32, capKey: IPAddress?) {
        self.descriptor = descriptor
        self.capKey = capKey
    }

    /// Called by the connection's own thread when it waits for another request.
    func becomeIdle() {
        idleSince.store(Deadline.now, ordering: .relaxed)
        phase.store(Phase.idle, ordering: .sequentiallyConsistent)
    }

    /// Called by the connection's own thread when a byte came; false when the connection was given up meanwhile.
    func becomeBusy() -> Bool {
        phase.compareExchange(expected: Phase.idle, desired: Phase.busy, ordering: .sequentiallyConsistent).exchanged
    }

    /// When it fell idle; nil while it is busy.
    var idleTime: UInt64? {
        phase.load(ordering: .sequentiallyConsistent) == Phase.idle ? idleSince.load(ordering: .relaxed) : nil
    }

    /// Ends the connection if it is idle. The caller holds the table's lock, so the descriptor is still its own.
    func evictIfIdle() -> Bool {
        let change = phase.compareExchange(
            expected: Phase.idle, desired: Phase.evicted, ordering: .sequentiallyConsistent)
        if change.exchanged { interrupt() }
        return change.exchanged
    }

    func interrupt() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

/// All open connections of a server, and the counts the caps need. An entry is removed before its descriptor is
/// closed, so that no other thread shuts down a stranger's socket of the same number.
final class ConnectionTable: Sendable {
    enum Admission { case admitted, full, addressFull }

    private struct State {
        var entries: [ObjectIdentifier: ConnectionEntry] = [:]
        var perAddress: [IPAddress: Int] = [:]
    }

    private let maximum: Int
    private let maximumPerAddress: Int
    private let state = Mutex(State())
    private let threads = Atomic(0)

    init(maximum: Int, maximumPerAddress: Int) {
        self.maximum = maximum
        self.maximumPerAddress = maximumPerAddress
    }

    /// Takes the connection in, closing the one that is idle the longest when a cap is reached: of the same address where
    /// that one's cap is, so that a hall full of phones makes room for itself and for nobody else.
    func admit(_ entry: ConnectionEntry) -> Admission {
        state.withLock { state in
            if let key = entry.capKey, state.perAddress[key, default: 0] >= maximumPerAddress,
                !evictOldest(&state, of: key)
            {
                return .addressFull
            }
            if state.entries.count >= maximum, !evictOldest(&state) { return .full }
            state.entries[ObjectIdentifier(entry)] = entry
            if let key = entry.capKey { state.perAddress[key, default: 0] += 1 }
            threads.add(1, ordering: .sequentiallyConsistent)
            return .admitted
        }
    }

    func remove(_ entry: ConnectionEntry) { state.withLock { Self.remove(entry, &$0) } }

    /// Called last of all by a connection's thread.
    func threadEnded() { threads.subtract(1, ordering: .sequentiallyConsistent) }

    var runningThreads: Int { threads.load(ordering: .sequentiallyConsistent) }

    /// How many wait for another request.
    var idle: Int { state.withLock { $0.entries.values.count { $0.idleTime != nil } } }

    /// Counts a request in progress of a client behind a proxy; false when its share is used up.
    func enter(_ address: IPAddress) -> Bool {
        state.withLock { state in
            guard state.perAddress[address, default: 0] < maximumPerAddress else { return false }
            state.perAddress[address, default: 0] += 1
            return true
        }
    }

    func leave(_ address: IPAddress) { state.withLock { Self.decrease(address, &$0) } }

    /// Closes one idle connection, as when the process has no descriptors left.
    func evictOldest() { state.withLock { _ = evictOldest(&$0) } }

    func evictAllIdle() {
        state.withLock { state in
            for entry in state.entries.values where entry.evictIfIdle() { Self.remove(entry, &state) }
        }
    }

    func interruptAll() { state.withLock { $0.entries.values.forEach { $0.interrupt() } } }

    private func evictOldest(_ state: inout State, of address: IPAddress? = nil) -> Bool {
        // The oldest may wake up between being found and being evicted; a few tries find another.
        for _ in 0..<4 {
            var oldest: (time: UInt64, entry: ConnectionEntry)?
            for entry in state.entries.values where address == nil || entry.capKey == address {
                if let time = entry.idleTime, time < oldest?.time ?? .max { oldest = (time, entry) }
            }
            guard let oldest else { return false }
            if oldest.entry.evictIfIdle() {
                Self.remove(oldest.entry, &state)
                return true
            }
        }
        return false
    }

    private static func remove(_ entry: ConnectionEntry, _ state: inout State) {
        guard state.entries.removeValue(forKey: ObjectIdentifier(entry)) != nil, let key = entry.capKey else { return }
        decrease(key, &state)
    }

    private static func decrease(_ address: IPAddress, _ state: inout State) {
        let count = state.perAddress[address, default: 0] - 1
        state.perAddress[address] = count > 0 ? count : nil
    }
}
