import TestSupport
import Testing

@testable import Archive

@Suite struct InflateTests {
    @Test func unpacksWhatZlibHasPacked() throws {
        #expect(ArchiveFixtures.packed.count == 9)
        for vector in ArchiveFixtures.packed {
            let content = try Inflate.unpack(bytes(vector.packed)[...], length: vector.length)
            #expect(content.count == vector.length, "\(vector.name)")
            #expect(CRC32.of(content[...]) == vector.checksum, "\(vector.name)")
        }
    }

    @Test func readsOnlyItsSlice() throws {
        let vector = ArchiveFixtures.packed[0]
        let packed = bytes(vector.packed)
        let padded = [0xFF, 0xFF, 0xFF] + packed + [0xFF]
        let content = try Inflate.unpack(padded[3..<3 + packed.count], length: vector.length)
        #expect(CRC32.of(content[...]) == vector.checksum)
    }

    @Test func takesExactlyWhatWasAnnounced() throws {
        for vector in ArchiveFixtures.packed {
            let packed = bytes(vector.packed)
            for length in [vector.length - 1, vector.length + 1, 1 << 40] where length >= 0 {
                #expect(throws: ArchiveError(.damaged, "")) { try Inflate.unpack(packed[...], length: length) }
            }
            #expect(throws: ArchiveError(.damaged, "")) {
                try Inflate.unpack((packed + [0])[...], length: vector.length)
            }
            for end in 0..<min(packed.count, 400) {
                #expect(throws: ArchiveError(.damaged, "")) {
                    try Inflate.unpack(packed[..<end], length: vector.length)
                }
            }
        }
    }

    /// Blocks written by hand, one for each rule of RFC 1951 that can be broken.
    @Test(
        arguments: [
            ("reserved type", [0x07], 0),
            ("stored length not confirmed", [0x01, 0x01, 0x00, 0xFE, 0x00, 0x41], 1),
            ("stored content cut off", [0x01, 0x02, 0x00, 0xFD, 0xFF, 0x41], 2),
            // Fixed codes: length 3 (0000001), distance 1 (00000), end of block: nothing to copy from.
            ("distance before the beginning", [0x03, 0x02, 0x00], 3),
            // Dynamic codes whose code lengths are all zero.
            ("no code", [0x05, 0x00, 0x00, 0x00], 0),
            // Nine code lengths of 1 bit: more codes than one bit has.
            ("too many codes", [0x05, 0xC0, 0x24, 0x49, 0x92, 0x24, 0x49, 0x92, 0x24], 0),
            // HLIT 31 announces 288 literal codes, two more than there are.
            ("too many literals", [0xFD, 0x00, 0x00, 0x00], 0),
        ] as [(String, [UInt8], Int)])
    func refuses(_ name: String, _ packed: [UInt8], _ length: Int) {
        #expect(throws: ArchiveError(.damaged, ""), "\(name)") { try Inflate.unpack(packed[...], length: length) }
    }

    @Test func mutationsNeitherCrashNorExceedTheLength() throws {
        for (place, vector) in ArchiveFixtures.packed.enumerated() {
            var refused = 0
            let count = vector.length > 10_000 ? 150 : 1_500
            for packed in mutations(of: bytes(vector.packed), count: count, seed: UInt64(100 + place)) {
                do {
                    #expect(try Inflate.unpack(packed[...], length: vector.length).count == vector.length)
                } catch {
                    refused += 1
                    #expect(error.code == .damaged)
                }
            }
            #expect(refused > count / 10, "\(vector.name)")
        }
    }

    @Test func noiseIsUnpackedOrRefused() {
        var generator = SeededGenerator(seed: 120)
        var refused = 0
        for length in 0..<thorough(2_000) {
            let noise = (0..<length % 200).map { _ in UInt8.random(in: 0...255, using: &generator) }
            do {
                let count = Int.random(in: 0..<4_000, using: &generator)
                #expect(try Inflate.unpack(noise[...], length: count).count == count)
            } catch { refused += 1 }
        }
        #expect(refused > thorough(2_000) * 9 / 10)
    }

    @Test func checksums() {
        #expect(CRC32.of([]) == 0)
        // The check value of CRC-32/ISO-HDLC.
        #expect(CRC32.of(Array("123456789".utf8)[...]) == 0xCBF4_3926)
    }
}
