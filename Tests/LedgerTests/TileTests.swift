import Crypto
import TestSupport
import Testing

@testable import Ledger

@Suite struct TileTests {
    @Test func pathsOfTheSpecification() throws {
        #expect(try TileCoordinate(level: 0, number: 1_234_067, width: 256).path == "tile/0/x001/x234/067")
        #expect(try TileCoordinate(level: 1, number: 5, width: 17).path == "tile/1/005.p/17")
        #expect(try TileCoordinate(level: 0, number: 1000, width: 1).path == "tile/0/x001/000.p/1")
        #expect(try EntryBundleCoordinate(number: 1_234_067, width: 9).path == "tile/entries/x001/x234/067.p/9")
        #expect(try EntryBundleCoordinate(path: "tile/entries/x001/067").number == 1067)
        #expect(try EntryBundleCoordinate(path: "tile/entries/000").firstIndex == 0)
    }

    @Test func pathsComeBack() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let level = Int.random(in: 0...7, using: &generator)
            let most = Int64.max >> (8 * level + 8)
            let number =
                most == 0
                ? 0 : Int64.random(in: 0..<most, using: &generator) >> Int64.random(in: 0...50, using: &generator)
            let width = Int.random(in: 1...(level == 7 ? 127 : 256), using: &generator)
            let tile = try TileCoordinate(level: level, number: number, width: width)
            #expect(try TileCoordinate(path: tile.path) == tile)
            guard level == 0 else { continue }
            let bundle = try EntryBundleCoordinate(number: number, width: width)
            #expect(try EntryBundleCoordinate(path: bundle.path) == bundle)
        }
    }

    @Test(arguments: [
        "", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tile/0//000", "tile/00/000",
        "tile/8/000",
        "tile/-1/000", "tile/a/000", "tile/0/0", "tile/0/0000", "tile/0/x000/001", "tile/0/001/002", "tile/0/x001/x002",
        "tile/0/x001", "tile/0/X001/002", "tile/0/x01/002", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01",
        "tile/0/000.p/", "tile/0/000.p", "tile/0/000.p/1/2", "tile/0/000.p/+1", "tile/0/.p/1", "tile/0/000.P/1",
        "tile/0/٠٠٠",
        "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/x036/x028/x797/x018/x963/968", "tile/7/000",
        "tile/7/001.p/1",
        "tile/7/000.p/128", "tile/0/000.p/18446744073709551617", "tile/0/00\n", "tile/entries/000", "tile/0/00０",
    ])
    func pathsThatAreRefused(path: String) {
        #expect(throws: LedgerError.self) { try TileCoordinate(path: path) }
    }

    @Test func lastTilesOfTheLargestLog() throws {
        #expect(try TileCoordinate(level: 7, number: 0, width: 127).level == 7)
        #expect(try TileCoordinate(level: 0, number: Int64.max >> 8, width: 255).width == 255)
        #expect(throws: LedgerError(.outOfRange, "")) {
            try TileCoordinate(level: 0, number: Int64.max >> 8, width: 256)
        }
        #expect(throws: LedgerError(.outOfRange, "")) {
            try TileCoordinate(level: 1, number: Int64.max >> 16, width: 256)
        }
        #expect(throws: LedgerError(.outOfRange, "")) { try TileCoordinate(level: 0, number: .max, width: 1) }
        #expect(throws: LedgerError(.outOfRange, "")) { try EntryBundleCoordinate(number: -1, width: 1) }
        #expect(throws: LedgerError(.outOfRange, "")) { try EntryBundleCoordinate(number: 0, width: 0) }
    }

    /// The layout of a log of 70,000 entries, an example of C2SP tlog-tiles.
    @Test func seventyThousandEntries() throws {
        let tiles = Array(TileCoordinate.tiles(forSize: 70_000))
        let full = tiles.filter { $0.isFull }
        #expect(full.count { $0.level == 0 } == 273)
        #expect(full.count { $0.level == 1 } == 1)
        #expect(full.count == 274)
        #expect(tiles.filter { !$0.isFull }.map(\.path) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
        #expect(Set(tiles).count == tiles.count)
        let bundles = Array(EntryBundleCoordinate.bundles(forSize: 70_000))
        #expect(bundles.count == 274)
        #expect(bundles.last?.path == "tile/entries/273.p/112")
    }

    @Test func sequencesOfUnusualSizes() {
        #expect(Array(TileCoordinate.tiles(forSize: 0)).isEmpty)
        #expect(Array(TileCoordinate.tiles(forSize: -1)).isEmpty)
        #expect(Array(TileCoordinate.tiles(from: 5, to: 3)).isEmpty)
        #expect(Array(TileCoordinate.tiles(from: -5, to: 3)).isEmpty)
        #expect(TileCoordinate.tiles(forSize: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(
            TileCoordinate.tiles(from: .max - 1, to: .max).map(\.path) == ["tile/0/x036/x028/x797/x018/x963/967.p/255"])
    }

    @Test func changedTilesAreTheDifference() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<60 {
            let new = Int64.random(in: 0...200_000, using: &generator)
            let old = Int64.random(in: 0...new, using: &generator)
            let before = Set(TileCoordinate.tiles(forSize: old))
            let expected = TileCoordinate.tiles(forSize: new).filter { !before.contains($0) }
            #expect(Array(TileCoordinate.tiles(from: old, to: new)) == expected)
        }
    }

    @Test func tileBytes() throws {
        let coordinate = try TileCoordinate(level: 0, number: 0, width: 3)
        let hashes = leaves(3)
        let bytes = TileCoding.encode(hashes)
        #expect(bytes.count == 96)
        #expect(try TileCoding.decode(bytes, of: coordinate) == hashes)
        for wrong in [[], Array(bytes.dropLast()), bytes + [0], Array(bytes.prefix(64))] {
            #expect(throws: LedgerError(.tileInvalid, "")) { try TileCoding.decode(wrong, of: coordinate) }
        }
    }

    @Test func entryBundles() throws {
        let entries: [[UInt8]] = [[], [1, 2, 3], [UInt8](repeating: 9, count: 65_535), Array("{}".utf8)]
        let bundle = try EntryBundle(entries: entries)
        #expect(bundle.bytes.prefix(7) == [0, 0, 0, 3, 1, 2, 3])
        #expect(try EntryBundle(bytes: bundle.bytes, width: 4) == bundle)
        #expect(bundle.leafHashes[0] == Merkle.leafHash([]))
        for width in [0, 3, 5, 257, -1] {
            #expect(throws: LedgerError.self) { try EntryBundle(bytes: bundle.bytes, width: width) }
        }
        #expect(throws: LedgerError(.malformed, "")) { try EntryBundle(bytes: bundle.bytes + [0], width: 4) }
        #expect(throws: LedgerError(.malformed, "")) { try EntryBundle(bytes: bundle.bytes.dropLast(), width: 4) }
        #expect(throws: LedgerError(.tooLarge, "")) { try EntryBundle(entries: [[UInt8](repeating: 0, count: 65_536)]) }
        #expect(throws: LedgerError(.outOfRange, "")) { try EntryBundle(entries: []) }
        #expect(throws: LedgerError(.outOfRange, "")) { try EntryBundle(entries: [[UInt8]](repeating: [], count: 257)) }
    }
}
