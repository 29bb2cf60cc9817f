import Glibc
import HTTP

/// Why a message did not go out, and whether it is worth trying again.
public struct MailError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// Later it may work.
        case temporary
        /// It never will: the other side does not want it.
        case permanent
        /// This address does not exist, says who should know.
        case refusedAddress
        /// It was handed over, but nobody said that it was taken.
        case uncertain
    }

    public let kind: Kind
    /// Holds no mail address.
    public let reason: String

    public init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    public var description: String { reason }
}

/// How mail leaves the house.
public enum MailWay: Sendable {
    /// The system's own program, such as `/usr/sbin/sendmail`.
    case program(path: String)
    case relay(MailRelay)

    public func send(_ message: MailMessage) throws(MailError) {
        switch self {
        case .program(let path): try SendmailProgram(path: path).send(message)
        case .relay(let relay): try relay.send(message)
        }
    }
}

/// The `sendmail` program, which every mail system for Unix brings along: the message on its standard input.
struct SendmailProgram {
    let path: String
    /// Seconds until a program that does not end is killed.
    private static let patience: Int32 = 60

    func send(_ message: MailMessage) throws(MailError) {
        // One that ends early must not end this program.
        signal(SIGPIPE, SIG_IGN)
        // The program wants the line ends of the system.
        let bytes = message.bytes.filter { $0 != 0x0D }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw MailError(.temporary, "No pipe can be made.") }
        let (readEnd, writeEnd) = (ends[0], ends[1])
        // This is the only place that starts programs, one at a time, so none inherits the ends in between.
        _ = fcntl(readEnd, F_SETFD, FD_CLOEXEC)
        _ = fcntl(writeEnd, F_SETFD, FD_CLOEXEC)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, readEnd, 0)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // No shell: the address is one argument, and "--" keeps it from being an option.
        let arguments = [path, "-i", "-f", message.from.description, "--", message.to.description]
        var pointers = arguments.map { strdup($0) } + [nil]
        var environment = [strdup("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), nil]
        defer { for pointer in pointers + environment { free(pointer) } }
        var child = pid_t()
        let result = posix_spawn(&child, path, &actions, nil, &pointers, &environment)
        close(readEnd)
        guard result == 0 else {
            close(writeEnd)
            throw MailError(.temporary, "The program \(path) cannot be started (system error \(result)).")
        }
        let isWritten = write(bytes, to: writeEnd)
        close(writeEnd)
        let status = wait(for: child)
        guard let status else { throw MailError(.uncertain, "The program \(path) did not end and was stopped.") }
        // EX_NOUSER of sysexits.h.
        guard status != 67 else { throw MailError(.refusedAddress, "The program \(path) does not know the address.") }
        guard status == 0 else { throw MailError(.temporary, "The program \(path) ended with status \(status).") }
        guard isWritten else { throw MailError(.uncertain, "The program \(path) did not read the whole message.") }
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Its exit status; nil where it had to be killed.
    private func wait(for child: pid_t) -> Int32? {
        var status: Int32 = 0
        for _ in 0..<(Self.patience * 20) {
            let result = waitpid(child, &status, WNOHANG)
            if result == child { return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F }
            if result < 0, errno != EINTR { return 127 }
            usleep(50_000)
        }
        kill(child, SIGKILL)
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return nil
    }
}
