import Crypto
import Federation

/// The next version of the framework while the office works on it. Its parts always make a sound framework: what
/// `Framework` would refuse is not saved.
struct WorkingDraft: Sendable {
    /// The version it was begun from; 0 for the first one.
    let base: Int64
    /// Rises with every change.
    let revision: Int64
    let parts: [PartName: StoredPart]

    func things(_ kind: PartKind) -> [StoredPart] {
        parts.values.filter { $0.name.kind == kind }.sorted { left, right in
            // Fields of action have an order of their own; bundles are called by their code.
            let order = (left.value["order"]?.number ?? 0, right.value["order"]?.number ?? 0)
            let code = (left.value["code"]?.text ?? "", right.value["code"]?.text ?? "")
            return (order.0, code.0.isEmpty ? 1 : 0, code.0, left.name.id)
                < (order.1, code.1.isEmpty ? 1 : 0, code.1, right.name.id)
        }
    }

    /// The whole as version `number`.
    func framework(number: Int64) throws(Refusal) -> Framework {
        try Self.framework(parts.mapValues(\.value), number: number)
    }

    static func framework(_ parts: [PartName: JSONValue], number: Int64) throws(Refusal) -> Framework {
        try Framework(canonicalBytes: json(parts, number: number).canonicalBytes)
    }

    static func json(_ parts: [PartName: JSONValue], number: Int64) -> JSONValue {
        var members = [JSONValue.Member("number", .integer(number))]
        for kind in PartKind.singles {
            for member in kind.members {
                members.append(JSONValue.Member(member, parts[PartName(kind)]?[member] ?? .null))
            }
        }
        for kind in PartKind.things {
            let names = parts.keys.filter { $0.kind == kind }.sorted()
            members.append(JSONValue.Member(kind.list, .array(names.compactMap { parts[$0] })))
        }
        return .object(members)
    }

    /// A framework taken apart.
    static func parts(of framework: Framework) throws(Refusal) -> [PartName: JSONValue] {
        parts(of: try JSONValue(canonicalBytes: framework.canonicalBytes))
    }

    /// The same for a value that need not be sound.
    static func parts(of whole: JSONValue) -> [PartName: JSONValue] {
        var parts: [PartName: JSONValue] = [:]
        for kind in PartKind.singles {
            parts[PartName(kind)] = .object(
                kind.members.map { JSONValue.Member($0, whole[$0] ?? .null) })
        }
        for kind in PartKind.things {
            for value in whole[kind.list]?.elements ?? [] { parts[PartName(kind, value["id"]?.text ?? "")] = value }
        }
        return parts
    }

    /// What the very first version begins with: a title, and in force once all pioneers have adopted it.
    static func first(title: LocalizedText, license: String) -> [PartName: JSONValue] {
        func object(_ members: (String, JSONValue)...) -> JSONValue {
            .object(members.map { JSONValue.Member($0.0, $0.1) })
        }
        return [
            PartName(.text): object(("title", .both(title)), ("vision", .both(.empty))),
            PartName(.principles): object(("principles", .array([]))),
            PartName(.rules): object(
                (
                    "in_force",
                    object(
                        ("count", .null), ("roles", .array([.string(Role.pioneer.rawValue)])),
                        ("rule", .string(Framework.InForce.Rule.all.rawValue)))
                ), ("population", .null)),
            PartName(.sources): object(("license", .string(license)), ("sources", .array([]))),
        ]
    }
}

extension Framework {
    /// Names exactly this text: whoever approves it approves these bytes.
    var digest: Digest { SHA256.digest(canonicalBytes) }

    /// The same text under another number.
    func renumbered(_ number: Int64) throws(Refusal) -> Framework {
        try WorkingDraft.framework(try WorkingDraft.parts(of: self), number: number)
    }
}
