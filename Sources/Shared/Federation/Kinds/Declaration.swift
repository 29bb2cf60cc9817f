/// A letter of intent (docs/PROTOCOL.md section 5).
public struct Declaration: CanonicalValue {
    public static let textLimit = 2000

    public let decision: Decision?
    /// The version of the framework it speaks of.
    public let framework: Reference?
    public let text: String

    public init(decision: Decision?, framework: Reference?, text: String) {
        self.decision = decision
        self.framework = framework
        self.text = text
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        decision = try reader.optionalValue("decision")
        framework = try reader.optionalValue("framework")
        text = try reader.text("text", limit: Declaration.textLimit)
        guard decision != nil || framework != nil || !text.isEmpty else {
            throw reader.fault(.value, "A declaration names a decision or a framework, or has a text")
        }
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalValue("decision", decision)
            writer.optionalValue("framework", framework)
            writer.string("text", text)
        }
    }
}
