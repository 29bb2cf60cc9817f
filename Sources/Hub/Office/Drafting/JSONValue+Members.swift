import Federation

/// Reading and changing single members of a JSON value, by paths such as `space.weight.indicator`.
extension JSONValue {
    /// The member at `path`; nil where there is none.
    subscript(path: String) -> JSONValue? {
        guard !path.isEmpty else { return self }
        return path.split(separator: ".").reduce(JSONValue?.some(self)) { value, name in
            guard case .object(let members)? = value else { return nil }
            return members.first { $0.name == name }?.value
        }
    }

    /// The same with the member at `path` set; objects on the way are made where they are missing.
    func setting(_ path: String, to value: JSONValue) -> JSONValue {
        setting(path.split(separator: ".").map(String.init)[...], to: value)
    }

    private func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
        guard let name = path.first else { return value }
        var members: [Member] = []
        if case .object(let own) = self { members = own }
        let old = members.first { $0.name == name }?.value ?? .null
        let new = Member(name, old.setting(path.dropFirst(), to: value))
        if let place = members.firstIndex(where: { $0.name == name }) {
            members[place] = new
        } else {
            members.append(new)
        }
        return .object(members)
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }
    var number: Int64? { if case .integer(let number) = self { number } else { nil } }
    var flag: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
    var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }

    /// A text in both languages.
    var both: LocalizedText {
        LocalizedText(german: self["de"]?.text ?? "", english: self["en"]?.text ?? "")
    }

    static func both(_ text: LocalizedText) -> JSONValue {
        .object([Member("de", .string(text.german)), Member("en", .string(text.english))])
    }

    /// Laid out over several lines, as a file for people: JSON, and so JSON5 as well.
    func laidOut(indentation: String = "") -> String {
        let inner = indentation + "  "
        switch self {
        case .object(let members) where members.isEmpty: return "{}"
        case .array(let elements) where elements.isEmpty: return "[]"
        case .object(let members):
            let sorted = members.sorted { $0.name < $1.name }
            let isShort = sorted.map(\.name) == ["de", "en"] && canonicalBytes.count < 100
            let lines = sorted.map { member in
                "\(JSONValue.quoted(member.name)): \(member.value.laidOut(indentation: inner))"
            }
            return isShort
                ? "{\(lines.joined(separator: ", "))}"
                : "{\n" + lines.map { inner + $0 }.joined(separator: ",\n") + "\n\(indentation)}"
        case .array(let elements):
            let lines = elements.map { inner + $0.laidOut(indentation: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indentation)]"
        default: return String(decoding: canonicalBytes, as: UTF8.self)
        }
    }

    private static func quoted(_ text: String) -> String {
        String(decoding: JSONValue.string(text).canonicalBytes, as: UTF8.self)
    }
}
