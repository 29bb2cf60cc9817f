import Crypto
import Testing

@testable import Ledger

@Suite struct WitnessPolicyTests {
    private static func key(_ seed: UInt8, _ type: NoteKeyType = .cosignature, name: String? = nil) throws
        -> VerifierKey
    {
        try VerifierKey(name: name ?? "k\(seed)", type: type, key: testKey(seed).publicKey)
    }

    /// The example of C2SP tlog-policy in shape: two of three, and one of three others.
    private static func example() throws -> (text: String, x: [VerifierKey], y: [VerifierKey]) {
        let x = try (1...3).map { try key($0) }
        let y = try (4...6).map { try key($0) }
        let text = """
            # A comment, and an empty line

            log \(try key(9, .ed25519).text) https://log.example/
             \twitness  X1\t\(x[0].text)
            witness X2 \(x[1].text) https://x2.example/
            witness X3 \(x[2].text)
            group X-witnesses 2 X1 X2 X3
              # indented
            witness Y1 \(y[0].text)
            witness Y2 \(y[1].text)
            witness Y3 \(y[2].text)
            group Y-witnesses any Y1 Y2 Y3
            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y

            """
        return (text, x, y)
    }

    @Test func quorumOfGroups() throws {
        let (text, x, y) = try Self.example()
        let policy = try WitnessPolicy(text: text)
        #expect(policy.quorum == "X-and-Y")
        #expect(policy.witnessKeys == x + y)
        #expect(policy.logs.map(\.url) == ["https://log.example/"])
        #expect(policy.witnesses.map(\.url) == [nil, "https://x2.example/", nil, nil, nil, nil])
        let stranger = try Self.key(50)
        for bits in 0..<64 {
            let chosen = Set((x + y).enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element) + [stranger])
            let expected = (bits & 7).nonzeroBitCount >= 2 && bits >> 3 != 0
            #expect(policy.isSatisfied(by: chosen) == expected)
        }
        // The same key under another name is not the witness of the policy.
        let renamed = try Set([Self.key(1, name: "z"), Self.key(2, name: "z"), y[0]])
        #expect(!policy.isSatisfied(by: renamed))
    }

    @Test func emittedTextComesBack() throws {
        let policy = try WitnessPolicy(text: Self.example().text)
        let again = try WitnessPolicy(text: policy.text)
        #expect(again == policy)
        #expect(again.text == policy.text)
        #expect(policy.text.hasSuffix("group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"))
        let made = try WitnessPolicy(
            logs: policy.logs, witnesses: policy.witnesses, groups: policy.groups, quorum: policy.quorum)
        #expect(made == policy)
    }

    @Test func quorumOfOneOrNone() throws {
        let none = try WitnessPolicy(text: "quorum none\n")
        #expect(none.isSatisfied(by: []))
        #expect(none.text == "quorum none\n")
        let key = try Self.key(1)
        let one = try WitnessPolicy(text: "witness w \(key.text)\nquorum w\n")
        #expect(!one.isSatisfied(by: []))
        #expect(one.isSatisfied(by: [key]))
    }

    /// The example of C2SP tlog-policy: the Kelvin sign is not the letter K, though Swift takes them for equal.
    @Test func namesAreComparedByteForByte() throws {
        let one = try Self.key(1)
        let two = try Self.key(2)
        let policy = try WitnessPolicy(text: "witness K \(one.text)\nwitness \u{212A} \(two.text)\nquorum \u{212A}\n")
        #expect(!policy.isSatisfied(by: [one]))
        #expect(policy.isSatisfied(by: [two]))
        #expect(throws: LedgerError(.policyInvalid, "")) {
            try WitnessPolicy(text: "witness K \(one.text)\nquorum \u{212A}\n")
        }
    }

    @Test func textsThatAreRefused() throws {
        let log = try Self.key(9, .ed25519).text
        let one = try Self.key(1).text
        let two = try Self.key(2).text
        let small = "a+00000000+" + Base64.encode([0x04] + [UInt8](repeating: 0, count: 32))
        let base = "witness a \(one)\nwitness b \(two)\n"
        let cases: [(String, LedgerError.Code, Int)] = [
            ("", .policyInvalid, 1), ("# only\n", .policyInvalid, 2), (base, .policyInvalid, 3),
            ("quorum none", .malformed, 1), ("quorum none\nquorum none\n", .policyInvalid, 2),
            ("quorum\n", .malformed, 1),
            ("quorum none none\n", .malformed, 1), ("quorum a\n", .policyInvalid, 1),
            ("quorum none\r\n", .malformed, 1),
            ("Quorum none\n", .malformed, 1), ("quorum\u{A0}none\n", .malformed, 1),
            ("quorum none\u{7F}\n", .malformed, 1),
            ("quorum a\n" + base, .policyInvalid, 1), ("log \(one)\n", .policyInvalid, 1), ("log\n", .malformed, 1),
            ("log \(log)\nlog \(log)\n", .policyInvalid, 2), ("log \(log) url more\n", .malformed, 1),
            ("witness a \(log)\n", .policyInvalid, 1), ("witness a \(one) u v\n", .malformed, 1),
            ("witness \(one)\n", .malformed, 1), ("witness none \(one)\n", .policyInvalid, 1),
            ("witness a \(one)\nwitness a \(two)\n", .policyInvalid, 2),
            ("witness a \(one)\nwitness b \(one)\n", .policyInvalid, 2),
            ("witness a \(one)\nwitness b \(try Self.key(1, name: "z").text)\n", .policyInvalid, 2),
            ("witness a \(one)\nlog \(try Self.key(1, .ed25519).text)\n", .policyInvalid, 2),
            ("witness a \(small)\n", .keyInvalid, 1), ("witness a \(one.dropLast(2))\n", .malformed, 1),
            (base + "group g any\n", .malformed, 3), (base + "group g 0 a b\n", .policyInvalid, 3),
            (base + "group g 3 a b\n", .policyInvalid, 3), (base + "group g 01 a b\n", .policyInvalid, 3),
            (base + "group g -1 a b\n", .policyInvalid, 3), (base + "group g most a b\n", .policyInvalid, 3),
            (base + "group g all a a\n", .policyInvalid, 3), (base + "group g all a c\n", .policyInvalid, 3),
            (base + "group g all a none\n", .policyInvalid, 3), (base + "group g all a g\n", .policyInvalid, 3),
            (base + "group a all b\n", .policyInvalid, 3), (base + "group none all b\n", .policyInvalid, 3),
            (base + "group g all a\ngroup h all a b\n", .policyInvalid, 4), ("policy\n", .malformed, 1),
        ]
        for (text, code, line) in cases {
            let error = #expect(throws: LedgerError(code, ""), "\(text)") { try WitnessPolicy(text: text) }
            #expect(error?.location == .line(line), "\(text)")
        }
        #expect(throws: LedgerError(.malformed, "")) { try WitnessPolicy(text: [0x23, 0xFF, 0x0A]) }
        #expect(throws: LedgerError(.tooLarge, "")) {
            try WitnessPolicy(text: [UInt8](repeating: 0x0A, count: 300_000))
        }
    }

    @Test func madePoliciesFollowTheSameRules() throws {
        let key = try Self.key(1)
        for name in ["", "a b", "a\nquorum", "none"] {
            #expect(throws: LedgerError.self) {
                try WitnessPolicy(logs: [], witnesses: [.init(name: name, key: key)], groups: [], quorum: nil)
            }
        }
        #expect(throws: LedgerError(.malformed, "")) {
            try WitnessPolicy(logs: [], witnesses: [.init(name: "a", key: key, url: "x y")], groups: [], quorum: nil)
        }
        #expect(throws: LedgerError(.policyInvalid, "")) {
            let group = WitnessPolicy.Group(name: "g", threshold: 0, members: [])
            return try WitnessPolicy(logs: [], witnesses: [], groups: [group], quorum: "g")
        }
    }

    @Test func deepPoliciesAreSettledInOnePass() throws {
        let key = try Self.key(1)
        var text = "witness g0 \(key.text)\n"
        for depth in 1...256 { text += "group g\(depth) all g\(depth - 1)\n" }
        let policy = try WitnessPolicy(text: text + "quorum g256\n")
        #expect(policy.isSatisfied(by: [key]))
        #expect(!policy.isSatisfied(by: []))
        #expect(throws: LedgerError(.tooLarge, "")) {
            try WitnessPolicy(text: text + "group g257 all g256\nquorum g257\n")
        }
    }
}
