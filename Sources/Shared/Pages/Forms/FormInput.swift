/// What was typed into a form, and what is wrong with it.
///
/// Reading never throws: each fault becomes a sentence at its field, reading goes on with a stand-in, and the form comes
/// back filled with exactly what was typed.
public struct FormInput: Sendable {
    /// One field with what is wrong with it.
    public struct Fault: Sendable {
        public let name: String
        public let sentence: Phrase
    }

    private var typed: [String: [String]]
    public private(set) var faults: [Fault] = []

    /// A form as it was sent. Line ends become LF, and white space at both ends is dropped.
    public init(_ fields: [(name: String, value: String)]) {
        typed = [:]
        for field in fields { typed[field.name, default: []].append(Self.tidied(field.value)) }
    }

    /// A form that shows what is stored.
    public init(stored: [String: [String]] = [:]) { typed = stored.filter { !$0.value.isEmpty } }

    public var isAccepted: Bool { faults.isEmpty }
    /// Every name that carries a value, in alphabetical order.
    public var names: [String] { typed.filter { !$0.value.allSatisfy(\.isEmpty) }.keys.sorted() }

    public subscript(name: String) -> String {
        get { typed[name]?.first ?? "" }
        set { typed[name] = newValue.isEmpty ? nil : [newValue] }
    }

    /// Every value of that name, such as the ticked boxes; empty ones are left out.
    public func all(_ name: String) -> [String] { (typed[name] ?? []).filter { !$0.isEmpty } }

    public mutating func set(_ name: String, _ values: [String]) { typed[name] = values.isEmpty ? nil : values }

    /// Notes a fault; the first one of a field counts.
    public mutating func refuse(_ name: String, _ sentence: Phrase) {
        guard !faults.contains(where: { $0.name == name }) else { return }
        faults.append(Fault(name: name, sentence: sentence))
    }

    public func fault(_ name: String) -> Phrase? { faults.first { $0.name == name }?.sentence }

    /// The field with what was typed into it and what is wrong with it.
    public func filling(_ field: FormField, _ language: Language) -> FormField {
        var field = field
        field.values = all(field.id)
        field.error = fault(field.id)?(language)
        return field
    }

    /// The places of repeated rows called `prefix-1-…`, `prefix-2-…` that hold anything in one of `columns`.
    public func rows(_ prefix: String, columns: [String]) -> [Int] {
        typed.keys.compactMap { name -> Int? in
            guard name.hasPrefix(prefix + "-") else { return nil }
            let parts = name.dropFirst(prefix.count + 1).split(separator: "-", maxSplits: 1)
            guard parts.count == 2, columns.contains(String(parts[1])), let place = Int(parts[0]),
                (1...10_000).contains(place), !self[name].isEmpty
            else { return nil }
            return place
        }.reduce(into: Set<Int>()) { $0.insert($1) }.sorted()
    }

    private static func tidied(_ text: String) -> String {
        var scalars: [Unicode.Scalar] = []
        var wasReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" { scalars.append("\n") } else if !(scalar == "\n" && wasReturn) { scalars.append(scalar) }
            wasReturn = scalar == "\r"
        }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(String.UnicodeScalarView(scalars.drop { $0.properties.isWhitespace }))
    }
}
