import Crypto

// How the value types of docs/PROTOCOL.md section 2 are read and written.

extension CanonicalReader {
    public mutating func integer(_ name: String, in range: ClosedRange<Int64>) throws(Refusal) -> Int64 {
        try member(name)
        let start = position
        let value = try integer()
        guard range.contains(value) else {
            throw fault(at: start, .range, "The number must lie between \(range.lowerBound) and \(range.upperBound)")
        }
        return value
    }

    mutating func optionalInteger(_ name: String, in range: ClosedRange<Int64>) throws(Refusal) -> Int64? {
        try member(name)
        if null() { return nil }
        let start = position
        let value = try integer()
        guard range.contains(value) else {
            throw fault(at: start, .range, "The number must lie between \(range.lowerBound) and \(range.upperBound)")
        }
        return value
    }

    mutating func boolean(_ name: String) throws(Refusal) -> Bool {
        try member(name)
        return try boolean()
    }

    public mutating func digest(_ name: String) throws(Refusal) -> Digest {
        try member(name)
        return try parsed("64 lowercase hexadecimal digits") { Digest(hex: $0) }
    }

    mutating func optionalDigest(_ name: String) throws(Refusal) -> Digest? {
        try member(name)
        let start = position
        let (isEmpty, digest) = try content { ($0.isEmpty, Digest(hex: $0)) }
        guard isEmpty || digest != nil else {
            throw fault(at: start, .value, "Here stand 64 lowercase hexadecimal digits or nothing")
        }
        return digest
    }

    mutating func code(_ name: String) throws(Refusal) -> Code {
        try member(name)
        return try code()
    }

    mutating func optionalCode(_ name: String) throws(Refusal) -> Code? {
        try member(name)
        return null() ? nil : try code()
    }

    mutating func tenant(_ name: String) throws(Refusal) -> TenantID {
        try member(name)
        return try tenant()
    }

    mutating func tenant() throws(Refusal) -> TenantID {
        try parsed("a tenant id of 2 to 40 of a-z, 0-9 and -, other than office") { TenantID($0) }
    }

    public mutating func issuer(_ name: String) throws(Refusal) -> Issuer {
        try member(name)
        return try parsed("a tenant id or office") { Issuer($0) }
    }

    public mutating func instant(_ name: String) throws(Refusal) -> Instant {
        try member(name)
        return try parsed("a moment such as 2026-10-05T08:00:00Z") { Instant($0) }
    }

    mutating func day(_ name: String) throws(Refusal) -> CalendarDay {
        try member(name)
        return try day()
    }

    mutating func day() throws(Refusal) -> CalendarDay {
        try parsed("a day such as 2026-10-05") { CalendarDay($0) }
    }

    /// A date or, where it may be unknown, an empty string.
    mutating func date(_ name: String) throws(Refusal) -> PartialDate? {
        try member(name)
        let start = position
        let text = try string()
        if text.isEmpty { return nil }
        guard let date = PartialDate(text) else {
            throw fault(at: start, .value, "Here stands a date such as 2026, 2026-10 or 2026-10-05, or nothing")
        }
        return date
    }

    mutating func passage(_ name: String) throws(Refusal) -> Passage {
        try member(name)
        let start = position
        guard let passage = Passage(try string()) else {
            throw fault(
                at: start, .value, "Here stands a passage of a framework such as whole, principles/1 or goals/climate")
        }
        return passage
    }

    mutating func period(_ name: String) throws(Refusal) -> Period {
        try member(name)
        return try period()
    }

    mutating func period() throws(Refusal) -> Period {
        try parsed("a period such as 2026, 2026-H1, 2026-Q3 or 2026-10") { Period($0) }
    }

    mutating func decimal(_ name: String) throws(Refusal) -> ExactDecimal {
        try member(name)
        return try decimal()
    }

    mutating func decimal() throws(Refusal) -> ExactDecimal {
        try parsed("a decimal number such as 12.50") { ExactDecimal($0) }
    }

    mutating func optionalDecimal(_ name: String) throws(Refusal) -> ExactDecimal? {
        try member(name)
        return null() ? nil : try decimal()
    }

    /// An amount in euro with exactly two decimals, or null.
    mutating func optionalMoney(_ name: String) throws(Refusal) -> ExactDecimal? {
        try member(name)
        if null() { return nil }
        let start = position
        let value = try decimal()
        guard value.decimals == 2 else { throw fault(at: start, .decimals, "An amount in euro has two decimals") }
        return value
    }

    mutating func url(_ name: String, allowsEmpty: Bool = false) throws(Refusal) -> String {
        try member(name)
        return try url(allowsEmpty: allowsEmpty)
    }

    mutating func url(allowsEmpty: Bool = false) throws(Refusal) -> String {
        let start = position
        let url = try text(limit: 500)
        if url.isEmpty && allowsEmpty { return url }
        guard url.utf8.starts(with: "https://".utf8) || url.utf8.starts(with: "http://".utf8),
            url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E })
        else { throw fault(at: start, .value, "Here stands an address that begins with https:// or http://") }
        return url
    }

    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Word.Type = Word.self
    ) throws(Refusal) -> Word {
        try member(name)
        return try word()
    }

    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type = Word.self
    ) throws(Refusal) -> Word {
        let start = position
        let found = try content { text in
            Word.allCases.first { $0.rawValue.utf8.span.hasBytes(of: text) }
        }
        guard let word = found else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault(at: start, .value, "Here stands one of: \(words)", expected: words)
        }
        return word
    }

    /// A list of at most `limit` elements.
    mutating func list<Element>(
        _ name: String, limit: Int = 10_000, _ read: (inout CanonicalReader) throws(Refusal) -> Element
    ) throws(Refusal) -> [Element] {
        try member(name)
        var elements: [Element] = []
        try openArray()
        while try nextElement() {
            guard elements.count < limit else { throw fault(.range, "The list has more than \(limit) elements") }
            elements.append(try read(&self))
        }
        return elements
    }

    /// A list in strictly rising order of `key`. Room is made at once for as many elements as are `expected`.
    mutating func sortedList<Element, Key: Comparable>(
        _ name: String, by key: (Element) -> Key, limit: Int = 10_000, expected: Int = 0,
        _ read: (inout CanonicalReader) throws(Refusal) -> Element
    ) throws(Refusal) -> [Element] {
        try member(name)
        var elements: [Element] = []
        // Kept beside the list, since the whole element would be copied for it.
        var last: Key?
        try openArray()
        while try nextElement() {
            guard elements.count < limit else { throw fault(.range, "The list has more than \(limit) elements") }
            let element = try read(&self)
            let next = key(element)
            if let last {
                guard last < next else {
                    throw fault(.notCanonical, "This list must be sorted and free of duplicates")
                }
            } else {
                elements.reserveCapacity(expected)
            }
            last = next
            elements.append(element)
        }
        return elements
    }

    mutating func sortedCodes(_ name: String) throws(Refusal) -> [Code] {
        try sortedList(name, by: { $0 }) { reader throws(Refusal) in try reader.code() }
    }

    mutating func value<Value: CanonicalValue>(_ name: String, _ type: Value.Type = Value.self) throws(Refusal) -> Value
    {
        try member(name)
        return try Value(from: &self)
    }

    mutating func optionalValue<Value: CanonicalValue>(
        _ name: String, _ type: Value.Type = Value.self
    ) throws(Refusal) -> Value? {
        try member(name)
        return null() ? nil : try Value(from: &self)
    }

    private mutating func parsed<Value>(_ what: String, _ parse: (Span<UInt8>) -> Value?) throws(Refusal) -> Value {
        let start = position
        guard let value = try content(parse) else { throw fault(at: start, .value, "Here stands \(what)") }
        return value
    }
}

extension Span<UInt8> {
    func hasBytes(of other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }
}

extension CanonicalWriter {
    mutating func string(_ name: String, _ value: some CustomStringConvertible) {
        member(name)
        string(value.description)
    }

    mutating func optionalString(_ name: String, _ value: (some CustomStringConvertible)?) {
        member(name)
        if let value { string(value.description) } else { null() }
    }

    mutating func date(_ name: String, _ value: PartialDate?) {
        member(name)
        string(value?.description ?? "")
    }

    mutating func integer(_ name: String, _ value: Int64) {
        member(name)
        integer(value)
    }

    mutating func optionalInteger(_ name: String, _ value: Int64?) {
        member(name)
        if let value { integer(value) } else { null() }
    }

    mutating func boolean(_ name: String, _ value: Bool) {
        member(name)
        boolean(value)
    }

    mutating func localized(_ name: String, _ value: LocalizedText) {
        member(name)
        localized(value)
    }

    mutating func strings(_ name: String, _ values: some Sequence<some CustomStringConvertible>) {
        member(name)
        array(values) { $0.string($1.description) }
    }

    mutating func list(_ name: String, _ values: some Sequence<some CanonicalValue>) {
        member(name)
        array(values) { $1.write(to: &$0) }
    }

    mutating func value(_ name: String, _ value: some CanonicalValue) {
        member(name)
        value.write(to: &self)
    }

    mutating func optionalValue(_ name: String, _ value: (some CanonicalValue)?) {
        member(name)
        if let value { value.write(to: &self) } else { null() }
    }
}
