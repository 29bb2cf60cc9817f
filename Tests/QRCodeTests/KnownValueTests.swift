import Testing

@testable import QRCode

/// Values that stand in the standard itself (ISO/IEC 18004:2015).
struct KnownValueTests {
    @Test("Annex I: the correction of the example 01234567 in version 1-M")
    func correction() {
        let data: [UInt8] = [
            0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
        ]
        #expect(
            ReedSolomon(degree: 10).correction(of: data) == [
                0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55,
            ]
        )
    }

    @Test("Annex A: the generator of degree 7 as powers of 2")
    func generator() {
        var powers: [UInt8] = [1]
        for _ in 1..<255 { powers.append(GaloisField.product(powers[powers.count - 1], 2)) }
        #expect(Set(powers).count == 255)
        #expect(ReedSolomon(degree: 7).generator == [87, 229, 146, 149, 238, 102, 21].map { powers[$0] })
    }

    @Test(
        "Annex C: all format words",
        arguments: [
            (QRCode.Level.low, [0x77C4, 0x72F3, 0x7DAA, 0x789D, 0x662F, 0x6318, 0x6C41, 0x6976]),
            (.medium, [0x5412, 0x5125, 0x5E7C, 0x5B4B, 0x45F9, 0x40CE, 0x4F97, 0x4AA0]),
            (.quartile, [0x355F, 0x3068, 0x3F31, 0x3A06, 0x24B4, 0x2183, 0x2EDA, 0x2BED]),
            (.high, [0x1689, 0x13BE, 0x1CE7, 0x19D0, 0x0762, 0x0255, 0x0D0C, 0x083B]),
        ])
    func format(level: QRCode.Level, words: [Int]) {
        #expect((0..<8).map { Information.format(level, mask: $0) } == words)
    }

    @Test("Annex D: all version words up to 15")
    func versions() {
        #expect(
            (7...15).map(Information.version) == [
                0x07C94, 0x085BC, 0x09A99, 0x0A4D3, 0x0BBF6, 0x0C762, 0x0D847, 0x0E60D, 0x0F928,
            ])
    }

    @Test("Table 7: bytes that fit into a version")
    func capacities() {
        let known: [(QRCode.Level, [Int])] = [
            (.low, [17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520]),
            (.medium, [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412]),
            (.quartile, [11, 20, 32, 46, 60, 74, 86, 108, 130, 151, 177, 203, 241, 258, 292]),
            (.high, [7, 14, 24, 34, 44, 58, 64, 84, 98, 119, 137, 155, 177, 194, 220]),
        ]
        for (level, counts) in known {
            for (place, count) in counts.enumerated() {
                #expect(QRCode.version(holding: count, level) == place + 1)
                #expect(QRCode.version(holding: count + 1, level) == (place < 14 ? place + 2 : nil))
            }
        }
    }

    @Test("The points of the four penalties")
    func penalties() {
        let dark = true
        #expect(Penalty.runs([dark, dark, dark, dark, !dark]) == 0)
        #expect(Penalty.runs([dark, dark, dark, dark, dark, !dark, !dark, !dark, !dark, !dark, !dark]) == 3 + 4)
        #expect(Penalty.squares([[dark, dark, dark], [dark, dark, dark], [dark, !dark, dark]]) == 6)
        let finder = [dark, !dark, dark, dark, dark, !dark, dark]
        // Light before and after, as the quiet zone counts.
        #expect(Penalty.finderLike(finder) == 80)
        #expect(Penalty.finderLike([dark] + finder + [dark]) == 0)
        #expect(Penalty.finderLike([dark, !dark, !dark, !dark, !dark] + finder + [dark]) == 40)
        let line = [Bool](repeating: dark, count: 20)
        #expect(Penalty.balance((0..<20).map { $0 < 11 ? line : line.map { !$0 } }) == 10)
        #expect(Penalty.balance((0..<20).map { $0 < 10 ? line : line.map { !$0 } }) == 0)
        #expect(Penalty.balance((0..<20).map { _ in line }) == 100)
    }
}
