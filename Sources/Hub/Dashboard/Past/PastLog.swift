import Dispatch
import Federation
import Synchronization

/// The region as it was at an earlier position of the log: folded from the store, from the nearest position before it that is
/// kept. The last few are, as far as there is room for them: with thousands of towns each takes hundreds of megabytes.
///
/// One fold at a time goes on, since each may cost seconds in a long log; who would have to wait for long is told to come
/// back.
final class PastLog: Sendable {
    /// An earlier position with what pages need of it.
    struct Position: Sendable {
        let state: FederationState
        let region: RegionModel
        /// About how many bytes it takes.
        let weight: Int

        init(state: FederationState, region: RegionModel) {
            self.state = state
            self.region = region
            weight = PastWeight.bytes(state)
        }
    }

    struct Busy: Error {}

    /// How many are kept at most, and how many bytes they may take together; the last one stays whatever it takes.
    private static let kept = 4
    static let room = 256 << 20
    private static let patience = 10

    private let log: LogStore
    /// The newest used last.
    private let held = Mutex<[Position]>([])
    private let turn = DispatchSemaphore(value: 1)
    private let room: Int

    init(_ log: LogStore, room: Int = PastLog.room) {
        self.log = log
        self.room = room
    }

    /// Which positions are kept, the newest used last.
    var sizes: [Int64] { held.withLock { $0.map(\.state.size) } }

    /// The region after the first `size` entries, of which there must be as many. Errors: the store's, `Busy`.
    func position(_ size: Int64) throws -> Position {
        if let found = find(size) { return found }
        guard turn.wait(timeout: .now() + .seconds(Self.patience)) == .success else { throw Busy() }
        defer { turn.signal() }
        if let found = find(size) { return found }
        let nearest = held.withLock { held in
            held.map(\.state).filter { $0.size < size }.max { $0.size < $1.size }
        }
        let state = try LogReading.replay(log, from: nearest ?? FederationState(origin: log.origin), upTo: size)
        guard state.size == size else { throw LogFault("The log does not have \(size) entries") }
        let position = Position(state: state, region: RegionModel(state))
        held.withLock { held in
            held.append(position)
            while held.count > 1, held.count > Self.kept || held.reduce(0, { $0 + $1.weight }) > room {
                held.removeFirst()
            }
        }
        return position
    }

    /// What is kept of a size, and is the newest used then.
    private func find(_ size: Int64) -> Position? {
        held.withLock { held in
            guard let place = held.firstIndex(where: { $0.state.size == size }) else { return nil }
            let position = held.remove(at: place)
            held.append(position)
            return position
        }
    }

    /// How many entries had been received by the end of `day`, of the first `size`.
    func size(on day: CalendarDay, of size: Int64) throws -> Int64 {
        var (low, high) = (Int64(0), size)
        while low < high {
            let middle = (low + high) / 2
            guard let leaf = try log.leaves(from: middle, limit: 1).first else {
                throw LogFault("Entry \(middle) is missing from the store")
            }
            if try LogEntry(canonicalBytes: leaf).received.day <= day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
