extension WitnessPolicy {
    /// Parses a policy strictly; every error names its line.
    ///
    /// Stricter than C2SP in two points: the file is UTF-8, and a key stands in it once, be it a log's or a witness's.
    public init(text: String) throws(LedgerError) {
        try self.init(text: Array(text.utf8))
    }

    /// Parses the bytes of a policy, see `init(text: String)`.
    public init(text: [UInt8]) throws(LedgerError) {
        guard text.count <= Self.maximumByteCount else {
            throw LedgerError(.tooLarge, "A policy has at most \(Self.maximumByteCount) bytes, not \(text.count).")
        }
        self.init()
        var lines = LineCursor(text)
        var hasQuorum = false
        while !lines.isAtEnd {
            let line = try lines.next()
            do {
                let words = try Self.words(of: line)
                try take(words, &hasQuorum)
            } catch {
                throw error.placed(at: .line(lines.number))
            }
        }
        guard hasQuorum else {
            throw LedgerError(.policyInvalid, "A policy has exactly one quorum line.", at: .line(lines.number + 1))
        }
    }

    private mutating func take(_ words: [ExactText], _ hasQuorum: inout Bool) throws(LedgerError) {
        switch words.first?.text {
        case nil:
            break
        case "log":
            try Self.requireCount(of: words, 2...3, "log <vkey> [<url>]")
            try add(Log(key: VerifierKey(text: words[1].text), url: words.dropFirst(2).first?.text))
        case "witness":
            try Self.requireCount(of: words, 3...4, "witness <name> <vkey> [<url>]")
            let key = try VerifierKey(text: words[2].text)
            try add(Witness(name: words[1].text, key: key, url: words.dropFirst(3).first?.text))
        case "group":
            // A name is a member only once, so no group has more members than there are names.
            try Self.requireCount(of: words, 4...(3 + 2 * Self.maximumItems), "group <name> all|any|<k> <member>…")
            let members = words.dropFirst(3).map(\.text)
            let threshold = try Self.threshold(words[2], of: members.count)
            try add(Group(name: words[1].text, threshold: threshold, members: members))
        case "quorum":
            try Self.requireCount(of: words, 2...2, "quorum <name>|none")
            guard !hasQuorum else { throw LedgerError(.policyInvalid, "A policy has exactly one quorum line.") }
            hasQuorum = true
            if words[1] != ExactText("none") { try setQuorum(words[1]) }
        default:
            throw LedgerError(.malformed, "A line begins with log, witness, group, quorum or #.")
        }
    }

    /// The words of a line, none for an empty line or a comment. Only space and tab separate words.
    private static func words(of line: ArraySlice<UInt8>) throws(LedgerError) -> [ExactText] {
        guard line.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
            throw LedgerError(.malformed, "A policy holds no control characters but tab and line feed.")
        }
        guard ExactText(validating: line) != nil else {
            throw LedgerError(.malformed, "A policy must be well-formed UTF-8.")
        }
        let words = line.split { $0 == 0x20 || $0 == 0x09 }
        if words.first?.first == 0x23 { return [] }
        return words.compactMap { ExactText(validating: $0) }
    }

    private static func requireCount(
        of words: [ExactText], _ expected: ClosedRange<Int>, _ form: String
    ) throws(LedgerError) {
        guard expected.contains(words.count) else {
            throw LedgerError(.malformed, "The line has \(words.count) words; its form is: \(form).")
        }
    }

    private static func threshold(_ word: ExactText, of members: Int) throws(LedgerError) -> Int {
        switch word.text {
        case "all": return members
        case "any": return 1
        default:
            guard let threshold = ASCIIDecimal.parse(word.text.utf8), threshold >= 1, threshold <= members else {
                throw LedgerError(.policyInvalid, "The threshold is all, any or a decimal from 1 to \(members).")
            }
            return Int(threshold)
        }
    }
}
