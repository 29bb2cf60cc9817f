import Crypto
import TestSupport
import Testing

@testable import Audit

/// A small generator so that a failing seed can be run again (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}

/// Refuses to hand out more than a mebibyte at once: no reader may ask for what a header merely claims.
private struct GuardedBytes: RandomAccessBytes {
    let inner: MemoryBytes
    var byteCount: Int64 { inner.byteCount }

    func read(at offset: Int64, count: Int) throws(AuditError) -> [UInt8] {
        precondition(count <= 1 << 20, "A reader asked for \(count) bytes at once")
        return try inner.read(at: offset, count: count)
    }
}

@Suite struct HostileInputTests {
    private static func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 2: bytes.removeSubrange(max(1, place)...)
            case 3: bytes.insert(contentsOf: [0x37, 0x37, 0x37], at: place)
            case 4:
                // Into a header's numbers and names, where it hurts.
                let header = place / 512 * 512
                let target = header + [0, 100, 124, 130, 148, 156, 257, 345].randomElement(using: &random, or: 124)
                if target < bytes.count { bytes[target] = UInt8.random(in: 0x30...0x37, using: &random) }
            default:
                let block = place / 512 * 512
                let end = min(block + 512, bytes.count)
                bytes.insert(contentsOf: Array(bytes[block..<end]), at: block)
            }
        }
        return bytes
    }

    @Test(arguments: 0..<8) func mutatedArchivesNeverCrashTheReaders(seed: Int) throws {
        let original = try TestExport(TestFederation.example()).tar
        var random = SeededGenerator(state: UInt64(seed))
        for _ in 0..<thorough(400) {
            let source = TarSource(GuardedBytes(inner: MemoryBytes(bytes: Self.mutated(original, &random))))
            var index = ExportIndex()
            var faults = FaultList()
            let walk = source.walk {
                faults.add($0)
            } visit: { file in
                if let fault = index.add(file) { faults.add(fault) }
            }
            #expect(walk.isComplete || !faults.isEmpty)
            if walk.isComplete { _ = BagCheck.run(source, index) { _ in } }
        }
    }

    @Test(arguments: 0..<4) func noChangedByteGoesUnnoticed(seed: Int) throws {
        let federation = try TestFederation.example()
        let original = try TestExport(federation).tar
        var random = SeededGenerator(state: UInt64(1000 + seed))
        for _ in 0..<60 {
            var tar = original
            tar[Int.random(in: 0..<tar.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            #expect(try audit(tar, federation).exitCode == 1)
        }
    }

    /// The checksum's own end is the one part of a header that the checksum does not cover.
    @Test func theEndOfAChecksumHasOneSpelling() throws {
        let federation = try TestFederation.example()
        let original = try TestExport(federation).tar
        for (place, byte) in [(154, UInt8(0x20)), (155, 0)] {
            var tar = original
            tar[512 * 3 + place] = byte
            #expect(tar != original)
            #expect(try audit(tar, federation).faults.map(\.code).contains(.header))
        }
    }

    @Test(arguments: 0..<4) func mutatedManifestsNeverCrashTheReader(seed: Int) throws {
        let federation = try TestFederation.example()
        let original = try #require(TestExport(federation).files["manifest-sha256.txt"])
        var random = SeededGenerator(state: UInt64(2000 + seed))
        for _ in 0..<thorough(500) {
            let bytes = Self.mutated(original, &random)
            let source = TarSource(MemoryBytes(bytes: bytes))
            var reader = ManifestReader(source, ExportFile(path: "m", byteCount: Int64(bytes.count), block: 0))
            var lines = 0
            while try reader.next() != nil { lines += 1 }
            #expect(lines <= bytes.count)
        }
    }

    @Test func aLineWithoutEndIsNotKept() throws {
        let bytes = [UInt8](repeating: 0x61, count: 3 << 20)
        let source = TarSource(GuardedBytes(inner: MemoryBytes(bytes: bytes)))
        var reader = ManifestReader(source, ExportFile(path: "m", byteCount: Int64(bytes.count), block: 0))
        guard case .malformed(1)? = try reader.next() else { throw TestFault() }
        #expect(try reader.next() == nil)
    }

    /// A checkpoint may claim any size; the audit ends with what is there.
    @Test(arguments: [Int64.max, 1 << 40]) func anEndlessLogIsRefusedAtOnce(size: Int64) throws {
        let federation = try TestFederation.example()
        var export = try TestExport(federation)
        let text = "\(TestFederation.origin)\n\(size)\n\(Base64.encode(SHA256.digest([]).bytes))\n"
        export.files["data/log/checkpoint"] = Array((text + "\n" + (try federation.log.sign(text).line)).utf8)
        export.seal()
        let report = try audit(export.tar, federation)
        #expect(report.faults.contains { $0.code == .bundle })
    }

    @Test func faultsAreCountedNotHoarded() {
        var list = FaultList()
        for _ in 0..<1000 { list.add(Fault(.bag, .digest, Phrase(de: "", en: ""))) }
        #expect(list.all.count == FaultList.maximumPerStep)
        #expect(list.omitted == 1000 - FaultList.maximumPerStep)
    }
}

extension Array<Int> {
    fileprivate func randomElement(using random: inout SeededGenerator, or other: Int) -> Int {
        randomElement(using: &random) ?? other
    }
}
