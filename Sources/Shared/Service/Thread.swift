import Glibc
import Synchronization

/// A thread of the operating system with a name and a stack of its own; blocking calls own their thread.
public final class Thread: Sendable {
    let identifier: pthread_t
    private let joined = Atomic<Bool>(false)

    private init(identifier: pthread_t) { self.identifier = identifier }

    /// Starts `body` on a new thread.
    /// - Parameters:
    ///   - name: at most 15 bytes of it show in the system's tools.
    ///   - stackSize: in bytes; 1 MiB by default.
    @discardableResult
    public static func spawn(
        name: String, stackSize: Int = 1 << 20, _ body: @escaping @Sendable () -> Void
    ) throws(ServiceError) -> Thread {
        let (result, identifier) = start(ThreadBody(name, body), stackSize)
        guard result == 0 else { throw .system("Cannot start a thread", at: name, number: result) }
        return Thread(identifier: identifier)
    }

    private static func start(_ body: ThreadBody, _ stackSize: Int) -> (result: Int32, pthread_t) {
        var identifier = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        var result = pthread_attr_setstacksize(&attributes, stackSize)
        guard result == 0 else { return (result, identifier) }
        let argument = Unmanaged.passRetained(body)
        result = pthread_create(&identifier, &attributes, threadMain, argument.toOpaque())
        if result != 0 { argument.release() }
        return (result, identifier)
    }

    deinit {
        if !joined.load(ordering: .acquiring) { pthread_detach(identifier) }
    }

    /// Waits for the thread's end; only the first call waits.
    public func join() {
        if !joined.exchange(true, ordering: .acquiringAndReleasing) { pthread_join(identifier, nil) }
    }
}

private final class ThreadBody: Sendable {
    let name: String
    let run: @Sendable () -> Void

    init(_ name: String, _ run: @escaping @Sendable () -> Void) {
        self.name = name
        self.run = run
    }
}

private func threadMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let body = Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue()
    nameThisThread(body.name)
    body.run()
    return nil
}

/// Through /proc, because Glibc's module lacks pthread_setname_np; a name that can't be set is no fault.
private func nameThisThread(_ name: String) {
    let descriptor = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    writeAll(descriptor, Array(name.utf8.prefix(15)))
    close(descriptor)
}
