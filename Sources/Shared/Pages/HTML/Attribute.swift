/// One attribute of an element; its value is escaped by the renderer.
public struct Attribute: Sendable, Equatable {
    let name: String
    /// `nil` for an attribute that is simply there.
    let value: String?

    /// A plain text attribute.
    public static func set(_ name: AttributeName, _ value: String) -> Attribute {
        Attribute(name: name.rawValue, value: value)
    }

    /// A whole number.
    public static func set(_ name: AttributeName, _ value: Int) -> Attribute { set(name, String(value)) }

    /// A coordinate of a drawing, to a tenth of a unit.
    static func at(_ name: AttributeName, _ value: Double) -> Attribute { set(name, Coordinate.text(value)) }

    /// An attribute without value, such as `required`.
    public static func flag(_ name: BooleanAttributeName) -> Attribute { Attribute(name: name.rawValue, value: nil) }

    public static func `class`(_ names: String) -> Attribute { set(.class, names) }
    public static func id(_ id: String) -> Attribute { set(.id, id) }
    public static func lang(_ language: Language) -> Attribute { set(.lang, language.rawValue) }

    public static func href(_ address: Address) -> Attribute { Attribute(name: "href", value: address.text) }
    public static func src(_ address: Address) -> Attribute { Attribute(name: "src", value: address.text) }
    public static func action(_ address: Address) -> Attribute { Attribute(name: "action", value: address.text) }
    public static func formAction(_ address: Address) -> Attribute {
        Attribute(name: "formaction", value: address.text)
    }

    /// `data-<name>`, read by the few scripts of our own; everything but `a-z`, `0-9` and `-` is dropped from `name`.
    public static func data(_ name: String, _ value: String) -> Attribute {
        let kept = name.unicodeScalars.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
        return Attribute(name: "data-" + String(String.UnicodeScalarView(kept)), value: value)
    }
}
