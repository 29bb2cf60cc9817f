/// Typed reads from one section of the settings; each names the key and what is expected when it fails.
///
/// A key without `default` is required. Texts from the environment and from flags are read as the wanted type.
public struct SettingsReader {
    let settings: Settings
    /// Dotted, empty for the root; list elements as `towns[0]`.
    public let path: String
    let node: JSON5Node?

    public func string(_ key: String, default standard: String? = nil) throws(ServiceError) -> String {
        try read(key, "text", standard, { $0.isEmpty ? "(empty)" : printable($0) }, Self.text, text: { $0 })
    }

    /// Text that `report` doesn't show.
    public func secret(_ key: String, default standard: String? = nil) throws(ServiceError) -> String {
        try read(key, "text", standard, { $0.isEmpty ? "(empty)" : "(set)" }, Self.text, text: { $0 })
    }

    /// nil when the key isn't there.
    public func optionalString(_ key: String) throws(ServiceError) -> String? {
        try read(key, "text", .some(nil), { $0.map { printable($0) } ?? "(none)" }, Self.text, text: { $0 })
    }

    /// One of the raw values of a type.
    public func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, of type: Choice.Type = Choice.self, default standard: Choice? = nil
    ) throws(ServiceError) -> Choice {
        let expected = "one of " + Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        let make: (String) -> Choice? = { Choice(rawValue: $0) }
        return try read(key, expected, standard, { $0.rawValue }, { Self.text($0).flatMap(make) }, text: make)
    }

    public func integer(
        _ key: String, in range: ClosedRange<Int>, default standard: Int? = nil
    ) throws(ServiceError) -> Int {
        let number = try read(key, "an integer", standard, { String($0) }) { node in
            guard case .integer(let number) = node.value else { return nil }
            return Int(number)
        } text: {
            Int($0)
        }
        guard range.contains(number) else {
            throw ServiceError(
                .outOfRange, "\(number) is out of range; \(range.lowerBound) to \(range.upperBound) is expected.",
                at: Self.join(path, key))
        }
        return number
    }

    public func boolean(_ key: String, default standard: Bool? = nil) throws(ServiceError) -> Bool {
        try read(key, "true or false", standard, { String($0) }) { node in
            guard case .boolean(let flag) = node.value else { return nil }
            return flag
        } text: {
            Bool($0)
        }
    }

    /// A list of texts; from the environment or a flag: separated by commas.
    public func list(_ key: String, default standard: [String]? = nil) throws(ServiceError) -> [String] {
        try read(key, "a list of texts", standard, { "[" + $0.map { printable($0) }.joined(separator: ", ") + "]" }) {
            node in
            guard case .list(let elements) = node.value else { return nil }
            let texts = elements.compactMap(Self.text)
            return texts.count == elements.count ? texts : nil
        } text: { text in
            text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
        }
    }

    /// A length of time as text: a whole number with its unit, `250ms`, `30s`, `5m`, `2h`, `7d`.
    public func duration(
        _ key: String, in range: ClosedRange<Duration>, default standard: Duration? = nil
    ) throws(ServiceError) -> Duration {
        let length = try read(
            key, "a duration such as \"30s\" (ms, s, m, h, d)", standard, Self.text(of:),
            { Self.text($0).flatMap(Self.duration) }, text: Self.duration)
        guard range.contains(length) else {
            let bounds = "\(Self.text(of: range.lowerBound)) to \(Self.text(of: range.upperBound))"
            throw ServiceError(
                .outOfRange, "\(Self.text(of: length)) is out of range; \(bounds) is expected.",
                at: Self.join(path, key))
        }
        return length
    }

    /// A section; one that isn't there reads as empty, so its keys give their defaults or say what is missing.
    public func section(_ key: String) throws(ServiceError) -> SettingsReader {
        let full = Self.join(path, key)
        guard let member = member(key) else { return SettingsReader(settings: settings, path: full, node: nil) }
        guard case .section = member.value else { throw wrongType(full, "a section in { }", member) }
        return SettingsReader(settings: settings, path: full, node: member)
    }

    public func hasSection(_ key: String) -> Bool { member(key) != nil }

    /// A list of sections; a key that isn't there reads as an empty list.
    public func sections(_ key: String) throws(ServiceError) -> [SettingsReader] {
        let full = Self.join(path, key)
        guard let member = member(key) else { return [] }
        guard case .list(let elements) = member.value else { throw wrongType(full, "a list of sections", member) }
        var readers: [SettingsReader] = []
        for (index, element) in elements.enumerated() {
            guard case .section = element.value else {
                throw wrongType("\(full)[\(index)]", "a section in { }", element)
            }
            readers.append(SettingsReader(settings: settings, path: "\(full)[\(index)]", node: element))
        }
        return readers
    }

    private func read<Value>(
        _ key: String, _ expected: String, _ standard: Value?, _ render: (Value) -> String,
        _ decode: (JSON5Node) -> Value?, text: (String) -> Value?
    ) throws(ServiceError) -> Value {
        let full = Self.join(path, key)
        let member = member(key)
        if let (given, source) = settings.override(full) {
            guard let value = text(given) else {
                throw ServiceError(
                    .wrongType, "\(expected) is expected, but the \(source.rawValue) gives another value.", at: full)
            }
            settings.record(full, render(value), source)
            return value
        }
        if let member {
            guard let value = decode(member) else { throw wrongType(full, expected, member) }
            settings.record(full, render(value), .file)
            return value
        }
        guard let standard else {
            throw ServiceError(.missingKey, "The setting is missing; \(expected) is expected.", at: full)
        }
        settings.record(full, render(standard), .default)
        return standard
    }

    private func member(_ key: String) -> JSON5Node? {
        settings.ask(key, in: path)
        guard case .section(let members)? = node?.value else { return nil }
        return members.first { $0.key == key }?.node
    }

    private func wrongType(_ path: String, _ expected: String, _ node: JSON5Node) -> ServiceError {
        ServiceError(.wrongType, "\(expected) is expected, not \(node.kind) (line \(node.line)).", at: path)
    }

    static func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : path + "." + key }

    private static func text(_ node: JSON5Node) -> String? {
        guard case .text(let text) = node.value else { return nil }
        return text
    }
}

extension SettingsReader {
    static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits), number <= 1_000_000_000 else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": return .milliseconds(number)
        case "s": return .seconds(number)
        case "m": return .seconds(number * 60)
        case "h": return .seconds(number * 3600)
        case "d": return .seconds(number * 86_400)
        default: return nil
        }
    }

    static func text(of duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        if attoseconds != 0 { return "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)ms" }
        for (unit, length) in [("d", Int64(86_400)), ("h", 3600), ("m", 60)] where seconds != 0 && seconds % length == 0
        {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}

/// Without spaces at both ends.
func trimmed(_ text: Substring) -> String {
    var rest = text
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
}
