/// What a member says on a passage of a draft (docs/PROTOCOL.md section 5). Functions are named, never persons.
public struct Position: CanonicalValue {
    public enum Kind: String, Sendable, CaseIterable {
        case change, question, reject, support
    }

    /// How many positions one member may have on one edition of a draft.
    public static let limit = 200
    /// The most bytes of `proposal` and of `text`.
    public static let textLimit = 4000

    public let draft: Reference
    public let kind: Kind
    /// 1, 2, … for each member.
    public let number: Int64
    public let passage: Passage
    /// The wording proposed; never empty for a change.
    public let proposal: String
    public let text: String

    public init(draft: Reference, kind: Kind, number: Int64, passage: Passage, proposal: String, text: String) {
        self.draft = draft
        self.kind = kind
        self.number = number
        self.passage = passage
        self.proposal = proposal
        self.text = text
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        draft = try reader.value("draft")
        kind = try reader.word("kind")
        number = try reader.integer("number", in: 1...1_000_000)
        passage = try reader.passage("passage")
        proposal = try reader.text("proposal", limit: Position.textLimit)
        guard kind != .change || !proposal.isEmpty else {
            throw reader.fault(.value, "A position that asks for a change proposes a wording")
        }
        text = try reader.text("text", limit: Position.textLimit)
        guard kind != .question || !text.isEmpty else {
            throw reader.fault(.value, "A question has a text")
        }
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.value("draft", draft)
            writer.string("kind", kind.rawValue)
            writer.integer("number", number)
            writer.string("passage", passage)
            writer.string("proposal", proposal)
            writer.string("text", text)
        }
    }
}

/// What became of a position, in the office's words (docs/PROTOCOL.md section 5).
public struct Answer: CanonicalValue {
    public enum Result: String, Sendable, CaseIterable {
        case notTakenOver = "not_taken_over"
        case noted
        case partly
        case takenOver = "taken_over"
    }

    public static let reasonLimit = 4000

    public let position: Reference
    public let reason: String
    public let result: Result

    public init(position: Reference, reason: String, result: Result) {
        self.position = position
        self.reason = reason
        self.result = result
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        position = try reader.value("position")
        reason = try reader.text("reason", limit: Answer.reasonLimit, allowsEmpty: false)
        result = try reader.word("result")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.value("position", position)
            writer.string("reason", reason)
            writer.string("result", result.rawValue)
        }
    }
}
