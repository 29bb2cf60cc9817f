import Glibc
import HTTP
import Synchronization
import TestSupport
import Testing

/// SplitMix64: the same cases in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A changed copy of `seed`: bytes flipped, doubled, cut out, or replaced by ones that matter to HTTP.
func mutated(_ seed: [UInt8], with random: inout SeededGenerator) -> [UInt8] {
    let telling: [UInt8] = [0, 9, 10, 13, 32, 37, 43, 44, 47, 48, 58, 59, 61, 102, 127, 128, 255]
    var bytes = seed
    for _ in 0..<Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[index] = telling[Int.random(in: 0..<telling.count, using: &random)]
        case 2: bytes.insert(telling[Int.random(in: 0..<telling.count, using: &random)], at: index)
        case 3: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...4, using: &random)))
        default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 8)], at: index)
        }
    }
    return bytes
}

/// The pieces of `bytes` at random cuts.
func pieces(_ bytes: [UInt8], with random: inout SeededGenerator) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var index = 0
    while index < bytes.count {
        let end = min(bytes.count, index + Int.random(in: 1...40, using: &random))
        result.append(Array(bytes[index..<end]))
        index = end
    }
    return result
}

/// A plain blocking connection that says what a test wants said.
final class RawConnection {
    let descriptor: Int32

    static func isAccepted(port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        return connect(descriptor, port)
    }

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(Self.connect(descriptor, port))
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    private static func connect(_ descriptor: Int32, _ port: Int) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    deinit { close(descriptor) }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Everything up to the end of the connection.
    func readAll() -> String { read { _ in false } }

    /// Reads until the text so far satisfies `isEnough`, or the end.
    func read(until isEnough: (String) -> Bool) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if isEnough(text) { return text }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { return text }
            bytes += buffer[..<count]
        }
    }

    func exchange(_ text: String, until end: String) -> String {
        send(text)
        return read { $0.hasSuffix(end) }
    }
}

/// A server on a port of its own, stopped when the test lets go of it.
final class RunningServer: Sendable {
    let server: Server
    let port: Int
    let events: EventLog

    init(
        _ adjust: (inout ServerConfiguration) -> Void = { _ in },
        handler: @escaping Handler = { Response.text("path=\($0.path) body=\($0.body.count)") }
    ) throws {
        var configuration = ServerConfiguration()
        configuration.drainSeconds = 0.2
        adjust(&configuration)
        let log = EventLog()
        events = log
        server = Server(configuration: configuration, handler: handler) { log.add($0) }
        port = try server.start()
    }

    deinit { server.stop() }

    func connect() throws -> RawConnection { try RawConnection(port: port) }
}

final class EventLog: Sendable {
    private let log = Mutex<[ServerEvent]>([])
    func add(_ event: ServerEvent) { log.withLock { $0.append(event) } }
    var all: [ServerEvent] { log.withLock { $0 } }
}

/// Waits up to ten seconds for something that happens on another thread.
func eventually(_ condition: () -> Bool) -> Bool {
    for _ in 0..<thorough(2000) {
        if condition() { return true }
        usleep(5000)
    }
    return condition()
}

final class BackgroundThread: Sendable {
    private let isDone = Atomic(false)

    init(_ body: @escaping @Sendable () -> Void) {
        final class Work: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        let work = Unmanaged.passRetained(
            Work { [self] in
                body()
                isDone.store(true, ordering: .sequentiallyConsistent)
            })
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { pointer in
                if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        pthread_detach(thread)
    }

    func join() -> Bool { eventually { isDone.load(ordering: .sequentiallyConsistent) } }
}

/// A listening socket on the loopback whose connections `serve` handles one by one; a peer made of plain bytes.
final class FakePeer: Sendable {
    let port: Int
    private let listener: Int32

    init(_ serve: @escaping @Sendable (Int32) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = listen(listener, 16)
                _ = getsockname(listener, $0, &length)
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        self.listener = listener
        _ = BackgroundThread {
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0 {
                    close(listener)
                    return
                }
                serve(connection)
                close(connection)
            }
        }
    }

    // Closing it here would hand its number to another test while the thread still accepts on it.
    deinit { shutdown(listener, Int32(SHUT_RDWR)) }
}

func receiveHead(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while !bytes.suffix(4).elementsEqual([13, 10, 13, 10]), recv(descriptor, &byte, 1, 0) == 1 { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
}

func sendText(_ descriptor: Int32, _ text: String) {
    let bytes = Array(text.utf8)
    send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
}

/// A fresh directory, removed at the end.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/http-tests-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { _ = try? run(["rm", "-rf", path]) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    func write(_ name: String, _ text: String) -> String {
        let descriptor = open(file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
        return file(name)
    }
}

/// Runs a program found on the path, its output thrown away, and returns its exit status.
@discardableResult
func run(_ arguments: [String]) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in 0...2 {
        posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var list = arguments.map { strdup($0) } + [nil]
    defer { list.forEach { free($0) } }
    var identifier: pid_t = 0
    try #require(posix_spawnp(&identifier, arguments[0], &actions, nil, &list, environ) == 0)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    return status == 0 ? 0 : 1
}
