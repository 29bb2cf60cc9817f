import Glibc

/// A file that this program writes: complete under its name, or not there.
enum OutputFile {
    /// Writes beside, makes durable, and renames over what was there before.
    static func write(_ bytes: [UInt8], to path: String) throws(AuditError) {
        let temporary = "\(path).\(getpid()).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw failure(path) }
        let isWhole = put(bytes, into: descriptor)
        let isDurable = isWhole && fsync(descriptor) == 0
        let cause = errno
        close(descriptor)
        guard isDurable, rename(temporary, path) == 0 else {
            if !isDurable { errno = cause }
            let error = failure(path)
            unlink(temporary)
            throw error
        }
    }

    /// Adds to the end of a file, which is made where it is not there.
    static func append(_ bytes: [UInt8], to path: String) throws(AuditError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path) }
        let isWhole = put(bytes, into: descriptor)
        let cause = errno
        close(descriptor)
        guard isWhole else {
            errno = cause
            throw failure(path)
        }
    }

    private static func put(_ bytes: [UInt8], into descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func failure(_ path: String) -> AuditError {
        let cause = String(cString: strerror(errno))
        return AuditError(
            .unwritable,
            Phrase(de: "\(path) kann nicht geschrieben werden: \(cause).", en: "\(path) cannot be written: \(cause)."))
    }
}
