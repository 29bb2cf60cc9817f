import TestSupport
import Testing

@testable import Archive

@Suite struct XMLReaderTests {
    private func events(_ text: String) throws -> [XMLReader.Event] { try events(Array(text.utf8)) }

    private func events(_ bytes: [UInt8]) throws -> [XMLReader.Event] {
        var reader = try XMLReader(bytes, place: "test")
        var events: [XMLReader.Event] = []
        while let event = try reader.read() { events.append(event) }
        return events
    }

    @Test func readsElementsTextAndEntities() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- <x> --><a:r b="1 &lt; 2" c='"'>&amp;&#228;&#xE4;<![CDATA[<&>]]><v/>ä</a:r >

            """
        #expect(
            try events(text) == [
                .start("r"), .text("&ää"), .text("<&>"), .start("v"), .end("v"), .text("ä"), .end("r"),
            ])
        var reader = try XMLReader(Array(text.utf8), place: "test")
        #expect(try reader.read() == .start("r"))
        #expect(reader.attribute("b") == "1 < 2")
        #expect(reader.attribute("c") == "\"")
        #expect(reader.attribute("d") == nil)
    }

    @Test func skipsWhole() throws {
        var reader = try XMLReader(Array("<a><b><c/><c>x</c></b><d/></a>".utf8), place: "test")
        #expect(try reader.read() == .start("a"))
        #expect(try reader.read() == .start("b"))
        try reader.skip()
        #expect(try reader.read() == .start("d"))
        try reader.skip()
        #expect(try reader.read() == .end("a"))
        #expect(try reader.read() == nil)
    }

    @Test(arguments: [
        "", "x", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "x<a/>", "</a>", "<a", "<a b>", "<a b=1/>", "<a b='1'c='2'/>",
        "<a b='1' b='2'/>", "<a b='<'/>", "<a>&auml;</a>", "<a>&</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x;</a>",
        "<a>&#+5;</a>", "<1/>", "<a><!-- </a>", "<a><![CDATA[ </a>", "<![CDATA[x]]><a/>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>",
    ])
    func refuses(_ text: String) {
        #expect(throws: ArchiveError(.malformedXML, "")) { try events(text) }
    }

    @Test func refusesWhatIsNotUTF8OrTooDeep() {
        #expect(throws: ArchiveError(.malformedXML, "")) { try events([0x3C, 0x61, 0x3E, 0xE4, 0x3C]) }
        let deep = String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65)
        #expect(throws: ArchiveError(.malformedXML, "")) { try events(deep) }
        let wide = "<a " + (0..<65).map { "a\($0)='' " }.joined() + "/>"
        #expect(throws: ArchiveError(.malformedXML, "")) { try events(wide) }
    }

    @Test func mutationsDoNotCrash() {
        let text = "<?xml version=\"1.0\"?><a b='c&amp;d'><e:f/>t&#65;<!-- x --><![CDATA[y]]><g h=\"i\">j</g></a>"
        var refused = 0
        for mutated in mutations(of: Array(text.utf8), count: 4_000, seed: 140) {
            do {
                let events = try events(mutated)
                let starts = events.count { if case .start = $0 { true } else { false } }
                let ends = events.count { if case .end = $0 { true } else { false } }
                #expect(starts == ends)
            } catch { refused += 1 }
        }
        #expect(refused > 1_000)
    }
}
