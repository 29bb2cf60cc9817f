import Glibc
import Synchronization

/// The exclusive right of one process to a store: flock(2) on a lock file that names its holder.
///
/// The kernel frees it when the process ends, however it ends; the file stays and says nothing by itself.
/// Keep the object as long as the right is needed.
public final class ProcessLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock or fails at once with `locked`, naming the process that holds it.
    public init(path: String) throws(DatabaseError) {
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw DatabaseError(.cannotOpen, "Cannot open the lock file \(path): \(systemMessage()).")
        }
        var result = flock(file, LOCK_EX | LOCK_NB)
        while result != 0, errno == EINTR { result = flock(file, LOCK_EX | LOCK_NB) }
        guard result == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let message = systemMessage()
            let holder = Self.holder(file)
            close(file)
            guard isHeld else { throw DatabaseError(.inputOutput, "Cannot lock \(path): \(message).") }
            throw DatabaseError(
                .locked, "The store is in use by \(holder); stop it first. Its lock file is \(path).")
        }
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(file, 0) == 0, pwrite(file, text, text.count, 0) == text.count else {
            let message = systemMessage()
            close(file)
            throw DatabaseError(.inputOutput, "Cannot write the lock file \(path): \(message).")
        }
        descriptor = Mutex(file)
    }

    deinit { release() }

    /// Gives the lock up; once is enough, more does no harm.
    public func release() {
        descriptor.withLock { file in
            if let open = file {
                // Not by closing alone: a child process between its fork and its exec holds the descriptor, too.
                _ = flock(open, LOCK_UN)
                close(open)
            }
            file = nil
        }
    }

    private static func holder(_ file: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(file, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(0, count)).prefix { $0 >= 0x30 && $0 <= 0x39 }
        return digits.isEmpty ? "another process" : "process \(String(decoding: digits, as: UTF8.self))"
    }
}
