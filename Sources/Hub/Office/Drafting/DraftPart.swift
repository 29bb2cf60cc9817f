import Federation
import Pages

/// What a framework consists of, as the office edits it: four parts that are always there, and things in any number.
enum PartKind: String, Sendable, CaseIterable {
    case text, principles, rules, sources
    case field, goal, indicator, bundle

    /// True for the parts of which there is exactly one.
    var isSingle: Bool {
        switch self {
        case .text, .principles, .rules, .sources: true
        case .field, .goal, .indicator, .bundle: false
        }
    }

    static let singles = allCases.filter(\.isSingle)
    static let things = allCases.filter { !$0.isSingle }

    /// The list of the framework that things of this kind stand in.
    var list: String { rawValue + "s" }

    /// Members of the framework that a single part holds.
    var members: [String] {
        switch self {
        case .text: ["title", "vision"]
        case .principles: ["principles"]
        case .rules: ["in_force", "population"]
        case .sources: ["license", "sources"]
        case .field, .goal, .indicator, .bundle: []
        }
    }

    /// Refuses what is no value of this kind, with the place in its bytes. A single part is checked with the whole.
    func check(_ value: JSONValue) throws(Refusal) {
        switch self {
        case .field: _ = try Framework.Field(canonicalBytes: value.canonicalBytes)
        case .goal: _ = try Framework.Goal(canonicalBytes: value.canonicalBytes)
        case .indicator: _ = try Indicator(canonicalBytes: value.canonicalBytes)
        case .bundle: _ = try Framework.Bundle(canonicalBytes: value.canonicalBytes)
        case .text, .principles, .rules, .sources: break
        }
    }
}

/// The name of a part: a kind, and for things their code.
struct PartName: Hashable, Comparable, Sendable {
    let kind: PartKind
    /// Empty for a single part.
    let id: String

    init(_ kind: PartKind, _ id: String = "") {
        self.kind = kind
        self.id = id
    }

    static func < (left: PartName, right: PartName) -> Bool {
        (left.kind.rawValue, left.id) < (right.kind.rawValue, right.id)
    }
}

/// A part as it was last saved.
struct StoredPart: Sendable {
    let name: PartName
    let value: JSONValue
    /// Rises with every change of the draft; a form that names an older one is stale.
    let counter: Int64
    let changedAt: Int64
    let changedBy: String

    /// How people call it.
    var title: LocalizedText {
        (name.kind == .bundle ? value["title"] : value["name"])?.both ?? .empty
    }
}
