import TestSupport
import Testing

@testable import Federation

@Suite struct CanonicalJSONTests {
    @Test(arguments: [
        "{}", "[]", "\"\"", "0", "-1", "true", "false", "null", "9007199254740991", "-9007199254740991",
        #"{"a":{},"b":[]}"#, #"[1,"a",null,[true]]"#, #""\"\\\b\t\n\f\r\u0000\u001f""#, "\"\u{7f}\u{80}/é😂\"",
        #"{"":0,"A":1,"a":2}"#, "\"e\u{301}\"", "\"\u{feff}\"",
    ])
    func accepted(text: String) throws {
        let bytes = Array(text.utf8)
        #expect(try JSONValue(canonicalBytes: bytes).canonicalBytes == bytes)
    }

    static let refused: [(text: String, code: Refusal.Code, position: Int)] = [
        ("", .truncated, 0), (" 1", .notCanonical, 0), ("1 ", .notCanonical, 1), ("1\n", .notCanonical, 1),
        ("[1, 2]", .notCanonical, 3), ("[ 1]", .notCanonical, 1), ("[1 ]", .notCanonical, 2),
        ("{\"a\": 1}", .notCanonical, 5), ("{ \"a\":1}", .notCanonical, 1), ("{\"a\":1 }", .notCanonical, 6),
        ("\t1", .notCanonical, 0), ("1.0", .notCanonical, 0), ("[1.5]", .notCanonical, 1), ("1e2", .notCanonical, 0),
        ("1E2", .notCanonical, 0), ("-0", .notCanonical, 0), ("01", .notCanonical, 0), ("-01", .notCanonical, 0),
        ("00", .notCanonical, 0), ("+1", .malformed, 0), ("-", .truncated, 1), (".5", .malformed, 0),
        ("9007199254740992", .notCanonical, 0), ("-9007199254740992", .notCanonical, 0),
        ("99999999999999999", .notCanonical, 0), ("9223372036854775808", .notCanonical, 0),
        ("[9007199254740992]", .notCanonical, 1), (#"{"a":1,"a":2}"#, .notCanonical, 7),
        (#"{"a":1,"a":1}"#, .notCanonical, 7), (#"{"b":1,"a":2}"#, .notCanonical, 7),
        (#"{"a":1,"A":2}"#, .notCanonical, 7), (#""\u0041""#, .notCanonical, 1), (#""\/""#, .notCanonical, 1),
        (#""a\u000a""#, .notCanonical, 2), (#""\u0008""#, .notCanonical, 1), (#""\u001F""#, .notCanonical, 1),
        (#""\u0020""#, .notCanonical, 1), (#""\ud83d\ude02""#, .notCanonical, 1), (#""\ud800""#, .notCanonical, 1),
        (#""\udead""#, .notCanonical, 1), (#""\x41""#, .notCanonical, 1), (#""\u00zz""#, .notCanonical, 1),
        ("\"\u{1}\"", .notCanonical, 1), ("\"a\nb\"", .notCanonical, 2), ("\"\\n\n\"", .notCanonical, 3),
        ("\u{feff}1", .malformed, 0), ("\"abc", .truncated, 4), ("\"\\n", .truncated, 3), ("[1,]", .malformed, 3),
        ("[,1]", .malformed, 1), ("[1", .truncated, 2), ("{\"a\":1,}", .malformed, 7), ("{,\"a\":1}", .malformed, 1),
        ("{\"a\"}", .malformed, 4), ("{a:1}", .malformed, 1), ("{'a':1}", .malformed, 1), ("{\"a\":}", .malformed, 5),
        ("[1}", .malformed, 2), ("{\"a\":1]", .malformed, 6), ("1,2", .notCanonical, 1), ("{}{}", .notCanonical, 2),
        ("[]]", .notCanonical, 2), ("NaN", .malformed, 0), ("Infinity", .malformed, 0), ("True", .malformed, 0),
        ("tru", .malformed, 0), ("nul", .malformed, 0), ("truee", .notCanonical, 4), ("//a", .malformed, 0),
        ("[1 2]", .notCanonical, 2), ("[1\"a\"]", .malformed, 2),
        ("{\"\u{fb33}\":1,\"\u{1f602}\":2}", .notCanonical, 9),
    ]

    @Test(arguments: refused.indices) func refusedWithPosition(index: Int) {
        let row = Self.refused[index]
        expectRefusal(row.code, at: row.position) { try JSONValue(canonicalBytes: Array(row.text.utf8)) }
    }

    static let invalidUTF8: [(bytes: [UInt8], position: Int)] = [
        ([0x22, 0xFF, 0x22], 1), ([0x22, 0x61, 0x62, 0x80, 0x22], 3), ([0x22, 0xC3, 0x22], 1),
        ([0x22, 0xC0, 0xAF, 0x22], 1), ([0x22, 0xE0, 0x80, 0xAF, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
        ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], 1),
        ([0x22, 0xC3, 0xA9, 0xE2, 0x82], 3), ([0x22, 0xF0, 0x9F, 0x98, 0x82, 0x22, 0xFE], 6), ([0xFE, 0xFF], 0),
    ]

    @Test(arguments: invalidUTF8.indices) func invalidUTF8NamesItsFirstByte(index: Int) {
        let row = Self.invalidUTF8[index]
        expectRefusal(.invalidUTF8, at: row.position) { try JSONValue(canonicalBytes: row.bytes) }
    }

    @Test func theUTF8CheckAgreesWithTheLibrary() {
        var generator = SeededGenerator(state: 8)
        let pool: [UInt8] = [0x41, 0x7F, 0x80, 0xBF, 0xC2, 0xC3, 0xE0, 0xA0, 0xED, 0x9F, 0xEF, 0xF0, 0x90, 0xF4, 0x8F]
        for _ in 0..<thorough(20_000) {
            let bytes = (0..<Int.random(in: 0...6, using: &generator)).compactMap { _ in
                pool.randomElement(using: &generator)
            }
            let fault = UTF8Check.firstFault(in: bytes)
            #expect((fault == bytes.count) == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
            #expect(String(validating: bytes[..<fault], as: UTF8.self) != nil, "\(bytes)")
        }
    }

    @Test func depth() throws {
        let deepest = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        #expect(throws: Never.self) { try JSONValue(canonicalBytes: Array(deepest.utf8)) }
        expectRefusal(.notCanonical, at: 32) { try JSONValue(canonicalBytes: Array("[\(deepest)]".utf8)) }
        let objects = String(repeating: #"{"a":"#, count: 33) + "1" + String(repeating: "}", count: 33)
        expectRefusal(.notCanonical, at: 32 * 5) { try JSONValue(canonicalBytes: Array(objects.utf8)) }
        let bomb = [UInt8](repeating: 0x5B, count: 1_000_000)
        expectRefusal(.notCanonical, at: 32) { try JSONValue(canonicalBytes: bomb) }
        // Neighbours do not add up.
        let broad = "[" + [String](repeating: "[[]]", count: 40).joined(separator: ",") + "]"
        #expect(throws: Never.self) { try JSONValue(canonicalBytes: Array(broad.utf8)) }
    }

    @Test func stringsAreBytes() throws {
        let composed = try JSONValue(canonicalBytes: Array("\"\u{e9}\"".utf8))
        let decomposed = try JSONValue(canonicalBytes: Array("\"e\u{301}\"".utf8))
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        // The two spellings are two names of members, sorted by UTF-16.
        #expect(throws: Never.self) { try JSONValue(canonicalBytes: Array("{\"e\u{301}\":1,\"\u{e9}\":2}".utf8)) }
        #expect(throws: Refusal(.notCanonical, "")) {
            try JSONValue(canonicalBytes: Array("{\"\u{e9}\":1,\"e\u{301}\":2}".utf8))
        }
    }

    @Test(arguments: [
        (#"{"a":1}"#, Refusal.Code.unknownMember), (#"{"a":1,"b":2,"c":3}"#, .unknownMember),
        (#"{"b":2}"#, .unknownMember), ("{}", .unknownMember), (#"{"b":2,"a":1}"#, .unknownMember),
        (#"{"a":1,"bb":2}"#, .unknownMember), (#"{"a":1,"b":2"#, .truncated), (#"{"a":1,"#, .truncated),
        (#"{"a":1 "b":2}"#, .notCanonical), (#"{"a":1"b":2}"#, .malformed), (#"{"a":1,"b" :2}"#, .unknownMember),
        (#"{"a":1,b:2}"#, .malformed), (#"{"\u0061":1,"b":2}"#, .malformed), (#"{"a":1,"b":2}x"#, .notCanonical),
    ])
    func typedReading(text: String, code: Refusal.Code) {
        #expect(throws: Refusal(code, "")) {
            var reader = try CanonicalReader(Array(text.utf8))
            try reader.openObject()
            _ = try reader.integer("a", in: 0...9)
            _ = try reader.integer("b", in: 0...9)
            try reader.closeObject()
            try reader.end()
        }
    }

    @Test func aFaultNamesItsMember() {
        let body = Sample.summary.replacing("observations.1.denominator", with: .string("08"))
        let fault = #expect(throws: Refusal.self) { try Summary(canonicalBytes: body.canonicalBytes) }
        #expect(fault?.field == "observations[1].denominator")
        #expect(fault?.code == .value)
        let long = JSONValue.object([.init(String(repeating: "x\u{301}", count: 200_000), .null)])
        let unknown = #expect(throws: Refusal.self) { try Summary(canonicalBytes: long.canonicalBytes) }
        #expect(unknown.map { $0.description.utf8.count < 1000 } ?? false)
    }

    @Test(arguments: 0...400) func pathsOfHostileTextDoNotCrash(seed: Int) {
        var generator = SeededGenerator(state: UInt64(seed))
        let pool = Array(#"{}[],:"\a1"#.utf8)
        let bytes = (0..<30).compactMap { _ in pool.randomElement(using: &generator) }
        for place in -1...32 { _ = CanonicalPath.path(at: place, in: bytes) }
    }

    // Outputs of github.com/cyberphone/json-canonicalization testdata (Apache-2.0): structures without its 56.0 as
    // input, and weird, french and unicode, which hold no numbers.
    @Test(arguments: [
        #"[56,{"1":[],"10":null,"d":true}]"#,
        #"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}"#,
        "{\"Unnormalized Unicode\":\"A\u{30a}\"}",
        "{\"peach\":\"This sorting order\",\"p\u{e9}ch\u{e9}\":\"is wrong according to French\","
            + "\"p\u{ea}che\":\"but canonicalization MUST\",\"sin\":\"ignore locale\"}",
        "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\",\"</script>\":\"Browser Challenge\","
            + "\"\u{80}\":\"Control\u{7f}\",\"\u{f6}\":\"Latin Small Letter O With Diaeresis\","
            + "\"\u{20ac}\":\"Euro Sign\",\"\u{1f602}\":\"Smiley\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}",
        // RFC 8785 section 3.2.2: the string and the literals of its sample.
        "{\"literals\":[null,true,false],\"string\":\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
    ])
    func vectorsOfRFC8785(text: String) throws {
        let bytes = Array(text.utf8)
        let value = try JSONValue(canonicalBytes: bytes)
        #expect(value.canonicalBytes == bytes)
        // Members in any order are written in the one order.
        if case .object(let members) = value {
            #expect(JSONValue.object(members.reversed()).canonicalBytes == bytes)
            if members.count > 1 {
                #expect(throws: Refusal(.notCanonical, "")) {
                    try JSONValue(canonicalBytes: JSONValue.object(members.reversed()).unsortedBytes)
                }
            }
        }
    }

    @Test func everyTruncationOfEveryKindIsRefused() throws {
        for (kind, body) in try Sample.bodies() {
            let payload = Sample.payload(kind, body).canonicalBytes
            for length in payload.indices {
                let part = Array(payload[..<length])
                #expect(throws: Refusal.self) { try Statement(canonicalBytes: part) }
                #expect(throws: Refusal.self) { try JSONValue(canonicalBytes: part) }
            }
            for trailing: [UInt8] in [[0x20], [0x0A], [0x7D], [0x00], [0x2C], Array("{}".utf8)] {
                #expect(throws: Refusal.self) { try Statement(canonicalBytes: payload + trailing) }
            }
            #expect(throws: Refusal.self) { try Statement(canonicalBytes: [0xEF, 0xBB, 0xBF] + payload) }
        }
    }

    @Test(arguments: 0..<20) func randomTreesAndTheirMutations(seed: Int) throws {
        var generator = SeededGenerator(state: UInt64(seed) &* 7919)
        for _ in 0..<50 {
            let value = Self.random(depth: 4, using: &generator)
            let bytes = value.canonicalBytes
            #expect(try JSONValue(canonicalBytes: bytes) == value)
            #expect(try JSONValue(canonicalBytes: bytes).canonicalBytes == bytes)
            for _ in 0..<10 {
                let mutated = Self.mutate(bytes, using: &generator)
                // Whatever is taken has this one spelling.
                if let taken = try? JSONValue(canonicalBytes: mutated) { #expect(taken.canonicalBytes == mutated) }
            }
        }
    }

    @Test(arguments: StatementKind.allCases) func mutatedPayloadsHaveOneSpelling(kind: StatementKind) throws {
        var generator = SeededGenerator(state: UInt64(kind.rawValue.utf8.count))
        let body = try #require(try Sample.bodies().first { $0.0 == kind }?.1)
        let payload = Sample.payload(kind, body).canonicalBytes
        for _ in 0..<thorough(1500) {
            let mutated = Self.mutate(payload, using: &generator)
            if let taken = try? Statement(canonicalBytes: mutated) { #expect(taken.canonicalBytes == mutated) }
        }
    }

    static func random(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
        let scalars: [Unicode.Scalar] = [
            "a", "\"", "\\", "\n", "\u{0}", "\u{1f}", "\u{7f}", "é", "\u{301}", "😂", "\u{fb33}",
        ]
        func text(_ generator: inout SeededGenerator) -> String {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...5, using: &generator) {
                if let scalar = scalars.randomElement(using: &generator) { text.append(scalar) }
            }
            return String(text)
        }
        switch Int.random(in: 0...(depth == 0 ? 3 : 5), using: &generator) {
        case 0: return .integer(.random(in: -9_007_199_254_740_991...9_007_199_254_740_991, using: &generator))
        case 1: return .string(text(&generator))
        case 2: return .boolean(.random(using: &generator))
        case 3: return .null
        case 4:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) })
        default:
            var members: [[UInt8]: JSONValue.Member] = [:]
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let name = text(&generator)
                members[Array(name.utf8)] = .init(name, random(depth: depth - 1, using: &generator))
            }
            return .object(Array(members.values))
        }
    }

    static func mutate(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var mutated = bytes
        let pool = Array(#"{}[],:"\0123456789-.eE ut nulltruefase/"#.utf8) + [0x00, 0x0A, 0x80, 0xC3, 0xFF]
        for _ in 0...Int.random(in: 0...1, using: &generator) {
            let place = Int.random(in: 0...mutated.count, using: &generator)
            let byte = pool.randomElement(using: &generator) ?? 0
            switch Int.random(in: 0...3, using: &generator) {
            case 0: mutated.insert(byte, at: place)
            case 1 where place < mutated.count: mutated[place] = byte
            case 2 where place < mutated.count: mutated.remove(at: place)
            case 3 where place < mutated.count: mutated[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            default: break
            }
        }
        return mutated
    }
}

/// Expects a refusal of this code and, if given, at this position.
func expectRefusal(
    _ code: Refusal.Code, at position: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> some Any
) {
    let refusal = #expect(throws: Refusal.self, sourceLocation: sourceLocation) { try body() }
    guard let refusal else { return }
    #expect(refusal.code == code, "\(refusal)", sourceLocation: sourceLocation)
    if let position {
        #expect(refusal.position == position, "\(refusal)", sourceLocation: sourceLocation)
    }
}
