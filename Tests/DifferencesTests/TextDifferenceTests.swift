import TestSupport
import Testing

@testable import Differences

/// Differences between texts, word by word: readable, and none is missed.
@Suite struct TextDifferenceTests {
    private func marked(_ old: String, _ new: String) -> String {
        TextDifference(from: old, to: new).runs.map { run in
            switch run.kind {
            case .equal: run.text
            case .removed: "[-\(run.text)-]"
            case .added: "{+\(run.text)+}"
            }
        }.joined()
    }

    @Test(arguments: [
        ("", "", ""), ("same", "same", "same"), ("", "new", "{+new+}"), ("old", "", "[-old-]"),
        ("Klimaneutral bis 2035.", "Klimaneutral bis 2030.", "Klimaneutral bis [-2035-]{+2030+}."),
        ("Rad und Bus", "Rad, Bus und Bahn", "Rad{+,+} {+Bus +}und [-Bus-]{+Bahn+}"),
        ("a b c d", "a x y d", "a [-b c-]{+x y+} d"), ("eins\nzwei", "eins\n\nzwei", "eins[-\n-]{+\n\n+}zwei"),
        ("M\u{e4}rz", "Ma\u{308}rz", "[-M\u{e4}rz-]{+Ma\u{308}rz+}"),
    ])
    func wordsAreCompared(row: (old: String, new: String, expected: String)) {
        #expect(marked(row.old, row.new).utf8.elementsEqual(row.expected.utf8), "\(marked(row.old, row.new))")
    }

    /// Whatever the texts: both can be had back, and the way is the shortest one where it is looked for.
    @Test(arguments: 1...40) func bothTextsCanBeHadBack(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let words = ["Stadt", "Land", "und", "Straße", "2030", ",", ".", " ", "\n", "\u{1F6B2}", "e\u{301}", "\u{e9}"]
        func text() -> String {
            (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                (words.randomElement(using: &generator) ?? "") + (Bool.random(using: &generator) ? " " : "")
            }.joined()
        }
        let (old, new) = (text(), text())
        let runs = TextDifference(from: old, to: new).runs
        #expect(runs.filter { $0.kind != .added }.map(\.text).joined().utf8.elementsEqual(old.utf8))
        #expect(runs.filter { $0.kind != .removed }.map(\.text).joined().utf8.elementsEqual(new.utf8))
        for (left, right) in zip(runs, runs.dropFirst()) {
            #expect(left.kind != right.kind)
            #expect(!(left.kind == .added && right.kind == .removed))
        }
    }

    @Test(arguments: 1...40) func theScriptIsShortest(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let old = (0..<Int.random(in: 0...30, using: &generator)).map { _ in Int.random(in: 0...4, using: &generator) }
        let new = (0..<Int.random(in: 0...30, using: &generator)).map { _ in Int.random(in: 0...4, using: &generator) }
        var rebuilt: [Int] = []
        var kept = 0
        var oldPlaces: [Int] = []
        for step in EditScript(from: old, to: new).steps {
            switch step {
            case .keep(let index):
                rebuilt.append(old[index])
                oldPlaces.append(index)
                kept += 1
            case .remove(let index): oldPlaces.append(index)
            case .add(let index): rebuilt.append(new[index])
            }
        }
        #expect(rebuilt == new)
        #expect(oldPlaces == Array(old.indices))
        // The length of the longest common subsequence, the slow and certain way.
        var lengths = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
        for (i, left) in old.enumerated() {
            for (j, right) in new.enumerated() {
                lengths[i + 1][j + 1] =
                    left == right ? lengths[i][j] + 1 : max(lengths[i][j + 1], lengths[i + 1][j])
            }
        }
        #expect(kept == lengths[old.count][new.count])
    }

    @Test func hugeTextsCostLittle() {
        let many = (0..<60_000).map { "word\($0)" }.joined(separator: " ")
        let other = (0..<60_000).map { "other\($0)" }.joined(separator: " ")
        let start = ContinuousClock.now
        let difference = TextDifference(from: "Begin " + many + " end", to: "Begin " + other + " end")
        let one = TextDifference(from: many, to: many.replacing("word30000", with: "changed"))
        // Unoptimised and beside other tests; what is quadratic takes hours here.
        #expect(ContinuousClock.now - start < .seconds(60))
        #expect(difference.runs.map(\.kind) == [.equal, .removed, .added, .equal])
        #expect(one.runs.map(\.kind) == [.equal, .removed, .added, .equal])
    }
}
