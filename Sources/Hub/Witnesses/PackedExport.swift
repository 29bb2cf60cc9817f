import Glibc
import Service

/// An export as the archive that `export` writes, read where it lies. Only what lies below `data/log/` is looked at, and
/// nothing of it is believed before it is checked against the signed root: an archive that means something else to another
/// reader cannot do harm here. The audit program judges archives as such.
final class PackedExport: LogSource {
    private static let block = 512

    private let path: String
    private let descriptor: Int32
    private let places: [String: (offset: Int64, byteCount: Int64)]

    /// Throws where the file is no such archive, or holds no log.
    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            places = [:]
            throw ServiceError(.notFound, String(cString: strerror(errno)), at: path)
        }
        places = try Self.index(descriptor, path)
        guard places["checkpoint"] != nil else {
            throw ServiceError(.notFound, "This archive is no export: data/log/checkpoint is missing", at: path)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func read(_ name: String, maximum: Int) throws -> [UInt8] {
        guard let place = places[name] else { throw ServiceError(.notFound, "The export has no \(name)", at: path) }
        guard place.byteCount <= Int64(maximum) else {
            throw ServiceError(.outOfRange, "\(name) has more than \(maximum) bytes", at: path)
        }
        return try Self.read(descriptor, at: place.offset, count: Int(place.byteCount), path)
    }

    private static func index(
        _ descriptor: Int32, _ path: String
    ) throws -> [String: (offset: Int64, byteCount: Int64)] {
        var places: [String: (offset: Int64, byteCount: Int64)] = [:]
        var position: Int64 = 0
        while true {
            let head = try read(descriptor, at: position, count: block, path)
            if head.allSatisfy({ $0 == 0 }) { return places }
            guard head[257..<262].elementsEqual("ustar".utf8), let size = octal(head[124..<135]) else {
                throw ServiceError(.inputOutput, "Byte \(position) is no header of a ustar archive", at: path)
            }
            let prefix = text(head[345..<500])
            let name = (prefix.isEmpty ? "" : prefix + "/") + text(head[0..<100])
            position += Int64(block)
            if head[156] == 0x30, let start = name.firstRange(of: "/data/log/") {
                let inner = String(name[start.upperBound...])
                guard places.updateValue((position, size), forKey: inner) == nil else {
                    throw ServiceError(.inputOutput, "The archive holds \(inner) twice", at: path)
                }
            }
            position += (size + Int64(block) - 1) / Int64(block) * Int64(block)
        }
    }

    private static func read(_ descriptor: Int32, at offset: Int64, count: Int, _ path: String) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress?.advanced(by: done), count - done, off_t(offset) + done)
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw ServiceError(.inputOutput, "The archive ends too early", at: path) }
            done += got
        }
        return bytes
    }

    /// At most eleven octal digits, so that sums of sizes stay far from overflow.
    private static func octal(_ digits: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            guard (0x30...0x37).contains(digit) else { return nil }
            value = value << 3 | Int64(digit - 0x30)
        }
        return value
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String {
        String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }
}
