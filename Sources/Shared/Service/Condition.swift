import Glibc

/// A value behind a lock, with waiting for it to change.
///
/// Unchecked, because the compiler can't see that `value` is only touched while `mutex` is held.
final class Condition<Value: Sendable>: @unchecked Sendable {
    private var value: Value
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ value: Value) {
        self.value = value
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // A correction of the wall clock must not shorten or stretch a wait.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Changes the value and wakes all who wait.
    func change<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        let result = body(&value)
        // Woken after the lock is free: who wakes on another core would only meet it and sleep again.
        pthread_mutex_unlock(mutex)
        pthread_cond_broadcast(changed)
        return result
    }

    /// Waits until `body` gives a result, or gives nil when `timeout` has passed; nil as timeout waits for ever.
    func wait<Result>(timeout: Duration?, _ body: (inout Value) -> Result?) -> Result? {
        let deadline = timeout.map(Self.deadline)
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&value) {
                pthread_cond_broadcast(changed)
                return result
            }
            guard var deadline else {
                pthread_cond_wait(changed, mutex)
                continue
            }
            if pthread_cond_timedwait(changed, mutex, &deadline) == ETIMEDOUT {
                // A change can come at the last moment.
                guard let result = body(&value) else { return nil }
                pthread_cond_broadcast(changed)
                return result
            }
        }
    }

    private static func deadline(_ timeout: Duration) -> timespec {
        let (seconds, attoseconds) = max(timeout, .zero).components
        var deadline = timespec()
        clock_gettime(CLOCK_MONOTONIC, &deadline)
        let nanoseconds = deadline.tv_nsec + Int(attoseconds / 1_000_000_000)
        deadline.tv_sec += Int(min(seconds, 1 << 40)) + nanoseconds / 1_000_000_000
        deadline.tv_nsec = nanoseconds % 1_000_000_000
        return deadline
    }
}
