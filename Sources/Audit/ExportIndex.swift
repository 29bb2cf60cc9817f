import Crypto
import Ledger

/// Where each file of an export lies. A statement costs 16 bytes and one bit, so that memory stays flat while the log
/// grows; everything else is few.
struct ExportIndex: Sendable {
    /// Files besides statements and tiles that are remembered.
    private static let maximumOthers = 100_000
    static let statementFolder = "data/log/statement/"

    /// The first 8 bytes of a statement's digest, and where it lies.
    private struct StatementPlace {
        let prefix: UInt64
        let block: UInt32
        let byteCount: UInt32
    }

    private var statements: [StatementPlace] = []
    private var used: [UInt64] = []
    private(set) var tiles: [TileCoordinate: ExportFile] = [:]
    private(set) var bundles: [EntryBundleCoordinate: ExportFile] = [:]
    private(set) var others: [String: ExportFile] = [:]
    private(set) var usedCount = 0

    var statementCount: Int { statements.count }
    var fileCount: Int { statements.count + tiles.count + bundles.count + others.count }

    /// Remembers a file, in the order of the walk; nil unless it does not belong into an export or is too large.
    mutating func add(_ file: ExportFile) -> Fault? {
        guard let limit = Self.limit(for: file.path) else {
            if file.path == "fetch.txt" {
                return Fault(
                    .bag, .fetch,
                    Phrase(
                        de: "fetch.txt ist nicht erlaubt: Ein Export enthält alles selbst.",
                        en: "fetch.txt is refused: an export holds everything itself."), file: file.path)
            }
            return Fault(
                .bag, .unknownFile,
                Phrase(de: "Diese Datei gehört nicht in einen Export.", en: "This file does not belong to an export."),
                file: file.path)
        }
        guard file.byteCount <= limit, others.count < Self.maximumOthers else {
            return Fault(
                .bag, .tooLarge,
                Phrase(
                    de: "Die Datei hat \(file.byteCount) Bytes; höchstens \(limit) sind erlaubt.",
                    en: "The file has \(file.byteCount) bytes; at most \(limit) are allowed."), file: file.path)
        }
        if let digest = Self.statementDigest(file.path) {
            statements.append(
                StatementPlace(prefix: Self.prefix(of: digest), block: file.block, byteCount: UInt32(file.byteCount)))
            if statements.count > used.count * 64 { used.append(0) }
        } else if let bundle = try? EntryBundleCoordinate(path: String(file.path.dropFirst(9))) {
            bundles[bundle] = file
        } else if let tile = try? TileCoordinate(path: String(file.path.dropFirst(9))) {
            tiles[tile] = file
        } else {
            others[file.path] = file
        }
        return nil
    }

    /// The files that may be the statement of this digest: one, unless somebody forged equal beginnings.
    func candidates(for digest: Digest) -> [(position: Int, file: ExportFile)] {
        let prefix = Self.prefix(of: digest)
        var low = 0
        var high = statements.count
        while low < high {
            let middle = (low + high) / 2
            if statements[middle].prefix < prefix { low = middle + 1 } else { high = middle }
        }
        let path = Self.statementFolder + digest.hex
        var found: [(Int, ExportFile)] = []
        while low < statements.count, statements[low].prefix == prefix {
            let place = statements[low]
            found.append((low, ExportFile(path: path, byteCount: Int64(place.byteCount), block: place.block)))
            low += 1
        }
        return found
    }

    /// Notes that an entry of the log stands for this statement.
    mutating func use(_ position: Int) {
        let bit: UInt64 = 1 << UInt64(position & 63)
        if used[position >> 6] & bit == 0 { usedCount += 1 }
        used[position >> 6] |= bit
    }

    /// The beginnings of the digests of statements that no entry stands for, as hexadecimal digits; the first `limit`.
    func unusedStatements(limit: Int) -> [String] {
        statements.indices.lazy.filter { used[$0 >> 6] & (1 << UInt64($0 & 63)) == 0 }.prefix(limit).map { position in
            let word = statements[position].prefix
            return Hex.encode((0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) })
        }
    }

    /// The digest a statement's file is named for.
    static func statementDigest(_ path: String) -> Digest? {
        path.hasPrefix(statementFolder) ? Digest(hex: String(path.dropFirst(statementFolder.count))) : nil
    }

    private static func prefix(of digest: Digest) -> UInt64 {
        digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The largest size of a file that belongs into an export; nil for any other.
    private static func limit(for path: String) -> Int64? {
        switch path {
        case "bagit.txt", "bag-info.txt", "tagmanifest-sha256.txt", "data/log/checkpoint": return 65_536
        case "manifest-sha256.txt": return Int64(UInt32.max)
        case "data/policy": return Int64(WitnessPolicy.maximumByteCount)
        case "data/keys.json": return 64 << 20
        case "data/VERIFY.de.md", "data/VERIFY.en.md": return 1 << 20
        default: break
        }
        if statementDigest(path) != nil { return 1 << 20 }
        if path.hasPrefix("data/log/tile/entries/") {
            return (try? EntryBundleCoordinate(path: String(path.dropFirst(9)))) == nil ? nil : 256 * 65_537
        }
        if path.hasPrefix("data/log/tile/") {
            return (try? TileCoordinate(path: String(path.dropFirst(9)))) == nil ? nil : 8_192
        }
        let name = path.split(separator: "/", omittingEmptySubsequences: false)
        guard name.count == 3, name[0] == "data" else { return nil }
        switch name[1] {
        case "reports": return name[2].hasSuffix(".json") || name[2].hasSuffix(".csv") ? 16 << 20 : nil
        case "framework": return name[2].hasSuffix(".json") ? 1 << 20 : nil
        default: return nil
        }
    }
}
