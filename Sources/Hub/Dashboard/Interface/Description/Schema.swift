/// A JSON Schema (draft 2020-12, the dialect of OpenAPI 3.1) of something the interface answers.
struct Schema: Sendable {
    let json: DataValue

    init(_ json: DataValue) { self.json = json }

    static let text = Schema(["type": "string"])
    static let boolean = Schema(["type": "boolean"])
    static let object = Schema(["type": "object"])

    static func text(_ pattern: String, _ meaning: String? = nil) -> Schema {
        Schema(.object([("type", "string"), ("pattern", .text(pattern))] + described(meaning)))
    }

    static func text(upTo limit: Int) -> Schema {
        Schema(["type": "string", "maxLength": .integer(Int64(limit))])
    }

    static func words(_ words: [String]) -> Schema {
        Schema(["type": "string", "enum": .array(words.map { .text($0) })])
    }

    static func words<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> Schema {
        words(Word.allCases.map(\.rawValue))
    }

    static func integer(_ range: ClosedRange<Int64> = 0...9_007_199_254_740_991) -> Schema {
        Schema(["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)])
    }

    static func list(_ element: Schema) -> Schema { Schema(["type": "array", "items": element.json]) }

    /// An object in which every member stands; a later version of the program may add others.
    static func object(_ members: [(String, Schema)], _ meaning: String? = nil) -> Schema {
        Schema(
            .object(
                [
                    ("type", "object"), ("required", .array(members.map { .text($0.0) })),
                    ("properties", .object(members.map { ($0.0, $0.1.json) })),
                ] + described(meaning)))
    }

    /// One of `Schema.components`.
    static func named(_ name: String) -> Schema { Schema(["$ref": .text("#/components/schemas/\(name)")]) }

    var orNull: Schema { Schema(["anyOf": [json, ["type": "null"]]]) }

    private static func described(_ meaning: String?) -> [(String, DataValue)] {
        meaning.map { [("description", .text($0))] } ?? []
    }
}
