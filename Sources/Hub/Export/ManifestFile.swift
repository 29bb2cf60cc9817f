import Crypto
import Glibc
import Service

/// The payload manifest of a bag (RFC 8493 section 2.1.3) while it grows: a nameless file beside the archive.
struct ManifestFile: ~Copyable {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var byteCount: Int64 = 0

    init(beside path: String) throws {
        let temporary = "\(path).manifest"
        descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ServiceError(.inputOutput, String(cString: strerror(errno)), at: temporary)
        }
        unlink(temporary)
    }

    deinit { close(descriptor) }

    mutating func add(_ digest: Digest, _ file: String) throws {
        buffer += "\(digest.hex)  \(file)\n".utf8
        if buffer.count > 1 << 16 { try flush() }
    }

    /// Copies the finished manifest and returns its digest.
    mutating func copy(into tar: inout TarWriter, as name: String) throws -> Digest {
        try flush()
        var stream = SHA256Stream()
        try tar.begin(name, byteCount: byteCount)
        var position: Int64 = 0
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while position < byteCount {
            let count = pread(descriptor, &block, block.count, Int(position))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ServiceError(.inputOutput, "The manifest cannot be read back") }
            let bytes = Array(block[..<count])
            stream.update(bytes)
            try tar.append(bytes)
            position += Int64(count)
        }
        try tar.end()
        return stream.finalize()
    }

    private mutating func flush() throws {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes {
                write(descriptor, $0.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw ServiceError(errno == ENOSPC ? .diskFull : .inputOutput, String(cString: strerror(errno)))
            }
            written += count
        }
        byteCount += Int64(written)
        buffer = []
    }
}
