import Database
import Service
import Synchronization

/// Tells all who watch a wall when it has changed.
///
/// One thread asks the database, four times a second and only while somebody watches, whether any wall has changed, so it
/// does not matter who has changed it and how. What has changed is read and coded once for all; each stream sleeps on a
/// signal of its own until then.
final class WallBroadcast: Sendable {
    /// One stream. It is known here from its making until `end`.
    struct Watcher: Sendable {
        let id: Int64
        let event: Int64
        let signal: Signal
    }

    private struct State {
        var watchers: [Int64: Watcher] = [:]
        var lastWatcher: Int64 = 0
        /// Messages of the last changes of an event, and the number from which on there is no gap in them.
        var recent: [Int64: (after: Int64, messages: [WallFeed.Message])] = [:]
        var isClosing = false
        var thread: Service.Thread?
    }

    static let interval = Duration.milliseconds(250)
    /// Beyond this an event's older messages are read from the database by those who need them.
    private static let mostKept = 200

    private let store: Store
    private let log: Logger
    private let mostWatchers: Int
    private let state = Mutex(State())
    private let wake = Signal()

    init(store: Store, log: Logger, mostWatchers: Int) {
        self.store = store
        self.log = log
        self.mostWatchers = mostWatchers
    }

    /// Streams that are open.
    var watcherCount: Int { state.withLock { $0.watchers.count } }

    var isClosing: Bool { state.withLock { $0.isClosing } }

    /// Whether one more can be served.
    var hasRoom: Bool { state.withLock { !$0.isClosing && $0.watchers.count < mostWatchers } }

    /// nil when there are as many watchers as can be served, or the program is about to end.
    func begin(_ event: Int64) throws -> Watcher? {
        let watcher = state.withLock { state -> Watcher? in
            guard !state.isClosing, state.watchers.count < mostWatchers else { return nil }
            state.lastWatcher += 1
            let watcher = Watcher(id: state.lastWatcher, event: event, signal: Signal())
            state.watchers[watcher.id] = watcher
            return watcher
        }
        guard let watcher else { return nil }
        do {
            try startThread()
        } catch {
            end(watcher)
            throw error
        }
        return watcher
    }

    func end(_ watcher: Watcher) { state.withLock { $0.watchers[watcher.id] = nil } }

    /// What has happened on the wall after `number`.
    func messages(of event: Int64, after number: Int64) throws -> [WallFeed.Message] {
        let kept = state.withLock { state -> [WallFeed.Message]? in
            guard let recent = state.recent[event], recent.after <= number else { return nil }
            let start = recent.messages.lastIndex { $0.number <= number }.map { $0 + 1 } ?? 0
            return Array(recent.messages[start...])
        }
        if let kept { return kept }
        return try store.read { connection in try WallFeed.messages(of: event, after: number, connection) }
    }

    /// Ends all streams and the thread; later ones are refused.
    func close() {
        let (watchers, thread) = state.withLock { state in
            state.isClosing = true
            return (Array(state.watchers.values), state.thread)
        }
        wake.notify()
        for watcher in watchers { watcher.signal.notify() }
        thread?.join()
    }

    private func startThread() throws {
        try state.withLock { state in
            guard state.thread == nil else { return }
            state.thread = try Service.Thread.spawn(name: "walls") { [self] in run() }
        }
    }

    /// Ends when nobody watches any more.
    private func run() {
        var last: Int64?
        while true {
            _ = wake.wait(timeout: Self.interval)
            let isDone = state.withLock { state in
                guard state.isClosing || state.watchers.isEmpty else { return false }
                state.thread = nil
                state.recent = [:]
                return true
            }
            if isDone { return }
            do {
                last = try look(after: last)
            } catch {
                // Those who watch keep what they have; the next look begins where this one did.
                log.error("wall.look-failed", .failure(error))
            }
        }
    }

    /// Reads what has changed after `last` and wakes those whom it concerns. The first look only notes where things stand
    /// and wakes everybody: each stream then catches up by itself.
    private func look(after last: Int64?) throws -> Int64 {
        guard let last else {
            let latest = try store.read { connection in
                try connection.first("SELECT coalesce(max(id), 0) FROM wall_change") { try $0.int64(0) } ?? 0
            }
            for watcher in state.withLock({ Array($0.watchers.values) }) { watcher.signal.notify() }
            return latest
        }
        let watched = state.withLock { Set($0.watchers.values.map(\.event)) }
        let (changed, messages) = try store.read { connection in
            let changed = try WallFeed.changedEvents(since: last, connection)
            let messages = try changed.filter { watched.contains($0.0) }.map {
                ($0.0, try WallFeed.messages(of: $0.0, after: last, connection))
            }
            return (changed, messages)
        }
        guard !changed.isEmpty else { return last }
        let woken = state.withLock { state in
            for (event, new) in messages {
                var recent = state.recent[event] ?? (after: last, messages: [])
                recent.messages += new
                let excess = recent.messages.count - Self.mostKept
                if excess > 0 {
                    recent.after = recent.messages[excess - 1].number
                    recent.messages.removeFirst(excess)
                }
                state.recent[event] = recent
            }
            // What nobody watches now has a gap from here on.
            for (event, _) in changed where !watched.contains(event) { state.recent[event] = nil }
            // Also those who came while this was read and are not in `watched`: they look for themselves.
            let events = Set(changed.map(\.0))
            return state.watchers.values.filter { events.contains($0.event) }
        }
        for watcher in woken { watcher.signal.notify() }
        return changed.map(\.1).max() ?? last
    }
}
