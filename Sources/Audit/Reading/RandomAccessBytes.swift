import Glibc

/// Bytes that can be read at any place: a file, or memory in tests.
protocol RandomAccessBytes: Sendable {
    var byteCount: Int64 { get }

    /// Exactly `count` bytes from `offset`; throws `unreadable` where they are not there.
    func read(at offset: Int64, count: Int) throws(AuditError) -> [UInt8]
}

/// A file opened for reading; owns its descriptor.
final class FileBytes: RandomAccessBytes {
    let path: String
    let byteCount: Int64
    private let descriptor: Int32

    /// Refuses what is not a regular file; a symbolic link only where `followsLinks` is false.
    init(path: String, followsLinks: Bool = true) throws(AuditError) {
        self.path = path
        // Not blocking: a named pipe in the place of a file must not hold the audit up.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            byteCount = 0
            throw FileBytes.failure(path)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            byteCount = 0
            throw AuditError(
                .unreadable, Phrase(de: "\(path) ist keine Datei.", en: "\(path) is not a regular file."))
        }
        byteCount = Int64(status.st_size)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func read(at offset: Int64, count: Int) throws(AuditError) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= byteCount, Int64(count) <= byteCount - offset else {
            throw FileBytes.ended(path)
        }
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = 0
            while filled < count, let start = buffer.baseAddress {
                let got = pread(descriptor, start + filled, count - filled, off_t(offset) + off_t(filled))
                if got < 0 && errno == EINTR { continue }
                if got <= 0 { break }
                filled += got
            }
            failed = filled < count
        }
        if failed { throw FileBytes.ended(path) }
        return bytes
    }

    /// The whole of a file of at most `limit` bytes.
    static func contents(of path: String, limit: Int64) throws(AuditError) -> [UInt8] {
        let file = try FileBytes(path: path)
        guard file.byteCount <= limit else {
            throw AuditError(
                .unreadable,
                Phrase(
                    de: "\(path) ist größer als \(limit) Bytes.", en: "\(path) is larger than \(limit) bytes."))
        }
        return try file.read(at: 0, count: Int(file.byteCount))
    }

    private static func ended(_ path: String) -> AuditError {
        AuditError(
            .unreadable, Phrase(de: "\(path) endet zu früh.", en: "\(path) ends too early."))
    }

    private static func failure(_ path: String) -> AuditError {
        let cause = String(cString: strerror(errno))
        return AuditError(
            .unreadable,
            Phrase(de: "\(path) kann nicht gelesen werden: \(cause).", en: "\(path) cannot be read: \(cause)."))
    }
}
