import Crypto
import Ledger

/// Where each file of an export lies. A statement costs 16 bytes, so that memory stays flat while the log grows;
/// everything else is few.
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
    private(set) var tiles: [TileCoordinate: ExportFile] = [:]
    private(set) var bundles: [EntryBundleCoordinate: ExportFile] = [:]
    private(set) var others: [String: ExportFile] = [:]

    var statementCount: Int { statements.count }
    var fileCount: Int { statements.count + tiles.count + bundles.count + others.count }

    /// Remembers a file, in the order of the walk; nil unless it does not belong into an export or is too large.
    mutating func add(_ file: ExportFile) -> Fault? {
        let digest = Self.statementDigest(file.path)
        guard let limit = digest == nil ? Self.limit(for: file.path) : 1 << 20 else {
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
        if let digest {
            statements.append(
                StatementPlace(prefix: digest.prefix, block: file.block, byteCount: UInt32(file.byteCount)))
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
        let prefix = digest.prefix
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

    /// The bytes of one entry of a log of `size`, as its bundle has them; nil where that cannot be read.
    func entry(_ place: Int64, _ source: any ExportSource, size: Int64) -> [UInt8]? {
        guard let bundle = bundle(place >> 8, source, size: size) else { return nil }
        return bundle.entries[Int(place & 0xFF)]
    }

    /// Visits entries of a log of `size` in order, each bundle read once; what cannot be read is left out.
    func entries(
        in range: Range<Int64>, _ source: any ExportSource, size: Int64, visit: (Int64, [UInt8]) -> Void
    ) {
        var place = range.lowerBound
        while place < range.upperBound {
            let next = min(((place >> 8) + 1) << 8, range.upperBound)
            if let bundle = bundle(place >> 8, source, size: size) {
                for place in place..<next { visit(place, bundle.entries[Int(place & 0xFF)]) }
            }
            place = next
        }
    }

    private func bundle(_ number: Int64, _ source: any ExportSource, size: Int64) -> EntryBundle? {
        guard let tile = TileCoordinate.tile(level: 0, number: number, forSize: size),
            let coordinate = try? EntryBundleCoordinate(number: tile.number, width: tile.width),
            let file = bundles[coordinate], let bytes = try? source.contents(of: file)
        else { return nil }
        return try? EntryBundle(bytes: bytes, width: coordinate.width)
    }

    /// The hashes of a tile, as `TiledTree` asks for them.
    func tile(_ coordinate: TileCoordinate, _ source: any ExportSource) throws -> [Digest] {
        guard let file = tiles[coordinate] else {
            throw AuditError(
                .unreadable, Phrase(de: "\(coordinate.path) fehlt.", en: "\(coordinate.path) is missing."))
        }
        return try TileCoding.decode(try source.contents(of: file), of: coordinate)
    }

    /// Whether the statement at `position` is this file, named for this digest.
    func holds(_ file: ExportFile, _ digest: Digest, at position: Int) -> Bool {
        guard position < statements.count else { return false }
        let place = statements[position]
        return place.prefix == digest.prefix && place.block == file.block && place.byteCount == file.byteCount
    }

    /// The beginnings of the digests of statements chosen by position, as hexadecimal digits; the first `limit`.
    func statementBeginnings(limit: Int, where isChosen: (Int) -> Bool) -> [String] {
        var found: [String] = []
        for (position, place) in statements.enumerated() where isChosen(position) {
            guard found.count < limit else { break }
            found.append(Hex.encode((0..<8).map { UInt8(truncatingIfNeeded: place.prefix >> (56 - 8 * UInt64($0))) }))
        }
        return found
    }

    /// The digest a statement's file is named for.
    static func statementDigest(_ path: String) -> Digest? {
        let path = path.utf8.span
        let folder = statementFolder.utf8.span
        guard path.count == folder.count + 2 * Digest.byteCount else { return nil }
        for index in folder.indices where path[index] != folder[index] { return nil }
        return Digest(hex: path.extracting(folder.count..<path.count))
    }

    /// The largest size of a file besides statements that belongs into an export; nil for any other.
    private static func limit(for path: String) -> Int64? {
        switch path {
        case "bagit.txt", "bag-info.txt", "tagmanifest-sha256.txt", "data/log/checkpoint": return 65_536
        case "manifest-sha256.txt": return Int64(UInt32.max)
        case "data/policy": return Int64(WitnessPolicy.maximumByteCount)
        case "data/keys.json": return 64 << 20
        case "data/VERIFY.de.md", "data/VERIFY.en.md": return 1 << 20
        case "data/selection.json": return 1_024
        case "data/tables/figures.csv", "data/tables/members.csv", "data/tables/values.csv": return 256 << 20
        default: break
        }
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
