import Testing

@testable import Drafting

struct VersionTests {
    private func matched(_ texts: [String], from old: [(Int64, String)]) -> [Int64] {
        var next: Int64 = 100
        return ParagraphMatching.paragraphs(texts, from: old.map { Paragraph(key: $0.0, text: $0.1) }) {
            defer { next += 1 }
            return next
        }.map(\.key)
    }

    @Test func paragraphsKeepTheirKeys() {
        let old: [(Int64, String)] = [
            (1, "Die Stadt wird bis 2035 klimaneutral."), (2, "Alle Busse fahren mit Strom."),
            (3, "Der Markt bleibt autofrei."),
        ]
        // As it stood, moved, changed, new, dropped.
        #expect(matched(old.map(\.1), from: old) == [1, 2, 3])
        #expect(matched([old[2].1, old[0].1, old[1].1], from: old) == [3, 1, 2])
        #expect(matched(["Die Stadt wird schon bis 2030 klimaneutral.", old[1].1], from: old) == [1, 2])
        #expect(matched(["Ganz etwas anderes über Schulen.", old[0].1], from: old) == [100, 1])
        #expect(matched([], from: old).isEmpty)
        // The same sentence twice gets two keys.
        #expect(matched([old[0].1, old[0].1], from: old) == [1, 100])
    }

    @Test func aTextIsCutAtEmptyLines() {
        #expect(
            Section.paragraphs(of: "\n\nEins\nnoch eins\n  \n\n- zwei\n- drei\n") == [
                "Eins\nnoch eins", "- zwei\n- drei",
            ])
        #expect(Section.paragraphs(of: " \n").isEmpty)
    }

    private func version(_ number: Int64, _ sections: [(Int64, String, [(Int64, String)])]) -> DocumentVersion {
        DocumentVersion(
            number: number, at: number, title: "Charta", introduction: "", note: "", isFinal: false, publishedBy: "Amt",
            sections: sections.map { key, title, paragraphs in
                Section(key: key, title: title, paragraphs: paragraphs.map { Paragraph(key: $0.0, text: $0.1) })
            })
    }

    @Test func everyChangeIsShownOnce() {
        let old = version(
            1,
            [
                (1, "Ziele", [(2, "Eins bleibt."), (3, "Zwei ändert sich."), (4, "Drei entfällt.")]),
                (5, "Alt", [(6, "Nur hier."), (7, "Zieht um.")]), (8, "Schluss", [(9, "Ende.")]),
            ])
        let new = version(
            2,
            [
                (1, "Ziele", [(2, "Eins bleibt."), (3, "Zwei ändert sich sehr."), (10, "Vier ist neu.")]),
                (8, "Zum Schluss", [(7, "Zieht um."), (9, "Ende.")]),
            ])
        let difference = VersionDifference(from: old, to: new)
        #expect(difference.counts == (added: 1, changed: 2, removed: 2))
        #expect(difference.parts.map(\.kind) == [.changed, .removed, .changed])
        #expect(difference.parts[0].passages.map(\.kind) == [.same, .changed, .removed, .added])
        #expect(difference.parts[1].passages.map(\.key) == [6])
        #expect(difference.parts[2].oldTitle == "Schluss" && difference.parts[2].newTitle == "Zum Schluss")
        #expect(difference.parts[2].passages.first?.isMoved == true)
        #expect(VersionDifference(from: new, to: new).isEmpty)
        #expect(new.place(of: 9)?.description == "2.2")
        #expect(new.place(of: 4) == nil)
    }

    @Test func sectionsTakenOutStandWhereTheyStood() {
        let old = version(
            1, [(1, "A", [(11, "a")]), (2, "B", [(12, "b")]), (3, "C", [(13, "c")]), (4, "D", [(14, "d")])])
        let new = version(2, [(4, "D", [(14, "d")]), (2, "B", [(12, "b")])])
        let parts = VersionDifference(from: old, to: new).parts
        #expect(parts.map { $0.newTitle.isEmpty ? "-\($0.oldTitle)" : $0.newTitle } == ["-A", "D", "B", "-C"])
    }
}
