import Glibc
import Service

/// Writes a ustar archive (POSIX.1-1988) straight to a file: zero times and owners, modes 0644 and 0755, so that the
/// same content gives the same bytes.
struct TarWriter: ~Copyable {
    private let descriptor: Int32
    private let path: String
    private var buffer: [UInt8] = []
    private var rest: Int64 = 0
    private var isFinished = false

    /// Creates the file; it must not be there yet.
    init(path: String) throws {
        // Into a variable first: a whole writer would be torn down on the way out, and with it somebody else's file.
        let opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard opened >= 0 else {
            throw ServiceError(
                errno == EEXIST ? .alreadyExists : .inputOutput, String(cString: strerror(errno)), at: path)
        }
        self.path = path
        descriptor = opened
        buffer.reserveCapacity(1 << 20)
    }

    deinit {
        close(descriptor)
        // Half an archive must not be taken for one.
        if !isFinished { unlink(path) }
    }

    mutating func folder(_ name: String) throws { try header(name, byteCount: 0, type: 0x35, mode: "0000755") }

    mutating func file(_ name: String, _ bytes: [UInt8]) throws {
        try begin(name, byteCount: Int64(bytes.count))
        try append(bytes)
        try end()
    }

    /// A file in pieces: `begin`, any number of `append`, `end`.
    mutating func begin(_ name: String, byteCount: Int64) throws {
        try header(name, byteCount: byteCount, type: 0x30, mode: "0000644")
        rest = byteCount
    }

    mutating func append(_ bytes: [UInt8]) throws {
        rest -= Int64(bytes.count)
        buffer += bytes
        if buffer.count >= 1 << 20 { try flush() }
    }

    mutating func end() throws {
        guard rest == 0 else { throw LogFault("A file of the export has another length than announced") }
        let padding = (512 - buffer.count % 512) % 512
        buffer += [UInt8](repeating: 0, count: padding)
    }

    /// Ends the archive and makes it durable.
    consuming func finish() throws {
        buffer += [UInt8](repeating: 0, count: 1024)
        try flush()
        guard fsync(descriptor) == 0 else { throw failure() }
        isFinished = true
    }

    private mutating func header(_ name: String, byteCount: Int64, type: UInt8, mode: String) throws {
        let (prefix, base) = try Self.split(name)
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ position: Int) {
            for (offset, byte) in text.utf8.enumerated() { block[position + offset] = byte }
        }
        let size = String(byteCount, radix: 8)
        put(base, 0)
        put(mode, 100)
        put("0000000", 108)
        put("0000000", 116)
        put(String(repeating: "0", count: 11 - size.count) + size, 124)
        put("00000000000", 136)
        put("        ", 148)
        block[156] = type
        put("ustar", 257)
        put("00", 263)
        put(prefix, 345)
        let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
        put(String(repeating: "0", count: 6 - sum.count) + sum + "\0 ", 148)
        buffer += block
    }

    /// A long name is split at a slash into a prefix of at most 155 and a name of at most 100 bytes.
    private static func split(_ name: String) throws -> (prefix: String, name: String) {
        let bytes = Array(name.utf8)
        if bytes.count <= 100 { return ("", name) }
        for position in bytes.indices.reversed() where bytes[position] == 0x2F && position <= 155 {
            if bytes.count - position - 1 > 100 { break }
            // A folder's own slash at the end would leave a header without a name.
            if position == bytes.count - 1 { continue }
            return (
                String(decoding: bytes[..<position], as: UTF8.self),
                String(decoding: bytes[(position + 1)...], as: UTF8.self)
            )
        }
        throw LogFault("The name \(name) is too long for a ustar archive")
    }

    private mutating func flush() throws {
        // Whole blocks only, so that the buffer's length still tells the padding.
        let length = buffer.count - buffer.count % 512
        var written = 0
        while written < length {
            let count = buffer.withUnsafeBytes {
                write(descriptor, $0.baseAddress?.advanced(by: written), length - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            written += count
        }
        buffer.removeFirst(length)
    }

    private func failure() -> ServiceError {
        ServiceError(errno == ENOSPC ? .diskFull : .inputOutput, String(cString: strerror(errno)), at: path)
    }
}
