import Glibc

/// SIGTERM, SIGINT and SIGHUP as calls on a thread of their own, where any code may run.
public final class Signals: Sendable {
    let thread: Thread

    /// Call first thing in a program: only threads started later leave the signals to this one.
    ///
    /// - Parameters:
    ///   - terminate: called at SIGTERM and at the first SIGINT; a second SIGINT ends the process at once (status 130).
    ///   - reload: called at each SIGHUP.
    /// SIGPIPE is ignored from here on, since a write to a closed connection reports it anyway.
    public init(
        terminate: @escaping @Sendable () -> Void, reload: @escaping @Sendable () -> Void = {}
    ) throws(ServiceError) {
        signal(SIGPIPE, SIG_IGN)
        var blocked = sigset_t()
        sigemptyset(&blocked)
        for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&blocked, number) }
        pthread_sigmask(SIG_BLOCK, &blocked, nil)
        let awaited = blocked
        thread = try Thread.spawn(name: "signals") { Self.serve(awaited, terminate, reload) }
    }

    private static func serve(_ awaited: sigset_t, _ terminate: @escaping @Sendable () -> Void, _ reload: () -> Void) {
        var awaited = awaited
        var interrupted = false
        var terminating = false
        while true {
            var number: Int32 = 0
            guard sigwait(&awaited, &number) == 0 else { continue }
            if number == SIGHUP {
                reload()
                continue
            }
            if number == SIGINT, interrupted { _exit(130) }
            if number == SIGINT { interrupted = true }
            if terminating { continue }
            terminating = true
            // On another thread, so that a second SIGINT is heard while this one still closes things.
            do { try Thread.spawn(name: "terminate", terminate) } catch { terminate() }
        }
    }
}
