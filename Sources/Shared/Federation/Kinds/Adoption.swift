/// A council's decision, as far as it is public. What is unknown stays empty.
public struct Decision: Hashable, CanonicalValue {
    public let body: String
    public let date: PartialDate?
    /// Address of the decision in the council information system.
    public let link: String
    public let number: String

    public init(body: String, date: PartialDate?, link: String, number: String) {
        self.body = body
        self.date = date
        self.link = link
        self.number = number
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        body = try reader.text("body", limit: 200)
        date = try reader.date("date")
        link = try reader.url("link", allowsEmpty: true)
        number = try reader.text("number", limit: 60)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("body", body)
            writer.date("date", date)
            writer.string("link", link)
            writer.string("number", number)
        }
    }
}

/// A town adopts one version of the framework with its council's decision (docs/PROTOCOL.md section 5).
public struct Adoption: CanonicalValue {
    public let decision: Decision
    public let framework: Reference

    public init(decision: Decision, framework: Reference) {
        self.decision = decision
        self.framework = framework
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        decision = try reader.value("decision")
        framework = try reader.value("framework")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.value("decision", decision)
            writer.value("framework", framework)
        }
    }
}
