import Glibc

/// Up to `limit` connections, opened when first needed, each lent to one thread at a time.
///
/// Unchecked, because the compiler can't see that `state` is only touched between lock and unlock of `mutex`, and that
/// a lent connection belongs to one thread until it is given back.
final class ConnectionPool: @unchecked Sendable {
    private final class Slot {
        let connection: Connection
        init(_ connection: consuming Connection) { self.connection = connection }
    }

    private struct State {
        var idle: [Slot] = []
        var holders: Set<pthread_t> = []
        var closed = false
    }

    private let limit: Int
    private let open: @Sendable () throws -> Connection
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let returned = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var state = State()

    init(limit: Int, open: @escaping @Sendable () throws -> Connection) {
        self.limit = max(1, limit)
        self.open = open
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(returned, nil)
    }

    deinit {
        pthread_cond_destroy(returned)
        pthread_mutex_destroy(mutex)
        returned.deallocate()
        mutex.deallocate()
    }

    /// Lends a connection to `body`, waiting until one is free; a thread that already holds one of this pool is refused,
    /// because it could wait for itself.
    func lend<Result>(_ body: (borrowing Connection) throws -> Result) throws -> Result {
        let slot = try take()
        defer { giveBack(slot) }
        return try body(slot.connection)
    }

    /// Waits for the lent connections, then closes all; later use is an error.
    func close() {
        pthread_mutex_lock(mutex)
        state.closed = true
        while !state.holders.isEmpty { pthread_cond_wait(returned, mutex) }
        let slots = state.idle
        state.idle = []
        pthread_cond_broadcast(returned)
        pthread_mutex_unlock(mutex)
        _ = consume slots
    }

    private func take() throws -> Slot {
        pthread_mutex_lock(mutex)
        let thread = pthread_self()
        guard !state.holders.contains(thread) else {
            pthread_mutex_unlock(mutex)
            throw DatabaseError(.misuse, "This thread uses the store already; reads and writes don't nest.")
        }
        while !state.closed, state.holders.count >= limit { pthread_cond_wait(returned, mutex) }
        guard !state.closed else {
            pthread_mutex_unlock(mutex)
            throw DatabaseError(.misuse, "The store is closed.")
        }
        state.holders.insert(thread)
        let idle = state.idle.popLast()
        pthread_mutex_unlock(mutex)
        if let idle { return idle }
        do {
            return Slot(try open())
        } catch {
            giveBack(nil)
            throw error
        }
    }

    private func giveBack(_ slot: Slot?) {
        pthread_mutex_lock(mutex)
        state.holders.remove(pthread_self())
        if let slot { state.idle.append(slot) }
        // All, because a closing thread and takers wait on the same condition.
        pthread_cond_broadcast(returned)
        pthread_mutex_unlock(mutex)
    }
}
