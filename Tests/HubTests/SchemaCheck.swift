import Federation
import Foundation

@testable import Hub

/// Compares what was answered with the schema it was promised in. Stricter than JSON Schema: a member that no schema names is a
/// fault, so that nothing is answered that is not described.
struct SchemaCheck {
    let document: DataValue

    func faults(_ value: JSONValue, _ schema: DataValue, at place: String = "") -> [String] {
        if let reference = schema["$ref"]?.words {
            let name = String(reference.split(separator: "/").last ?? "")
            guard let found = document["components"]?["schemas"]?[name] else { return ["\(place): no schema \(name)"] }
            return faults(value, found, at: place)
        }
        if case .array(let choices) = schema["anyOf"] {
            let tried = choices.map { faults(value, $0, at: place) }
            return tried.contains([]) ? [] : tried.min { $0.count < $1.count } ?? []
        }
        if case .array(let words) = schema["enum"] {
            guard case .string(let text) = value, words.contains(where: { $0.words == text }) else {
                return ["\(place): none of the words"]
            }
        }
        switch (schema["type"]?.words, value) {
        case ("string", .string(let text)):
            guard let pattern = schema["pattern"]?.words else { return [] }
            return text.range(of: pattern, options: .regularExpression) == nil
                ? ["\(place): \(text) is not \(pattern)"] : []
        case ("integer", .integer(let number)):
            guard case .integer(let low) = schema["minimum"] ?? .integer(.min),
                case .integer(let high) = schema["maximum"] ?? .integer(.max)
            else { return ["\(place): no limits"] }
            return low <= number && number <= high ? [] : ["\(place): \(number)"]
        case ("boolean", .boolean), ("null", .null): return []
        case ("array", .array(let elements)):
            guard let element = schema["items"] else { return ["\(place): no items"] }
            return elements.enumerated().flatMap { faults($1, element, at: "\(place)/\($0)") }
        case ("object", .object(let members)):
            guard case .object(let properties) = schema["properties"] else { return ["\(place): no properties"] }
            let names = members.map(\.name)
            return properties.filter { !names.contains($0.0) }.map { "\(place): without \($0.0)" }
                + members.flatMap { member in
                    guard let property = properties.first(where: { $0.0 == member.name }) else {
                        return ["\(place): \(member.name) is not described"]
                    }
                    return faults(member.value, property.1, at: "\(place)/\(member.name)")
                }
        default: return ["\(place): another type than \(schema["type"]?.words ?? "any")"]
        }
    }
}

extension DataValue {
    subscript(_ name: String) -> DataValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.0 == name }?.1
    }

    var words: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    var names: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.0)
    }
}
