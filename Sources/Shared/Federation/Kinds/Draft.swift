/// The office lays a draft of the next version of the framework before the towns (docs/PROTOCOL.md section 5).
public struct Draft: CanonicalValue {
    public static let maximumEdition: Int64 = 50

    /// 1, 2, … for each version of the framework.
    public let edition: Int64
    public let framework: Framework
    /// The last day for positions.
    public let until: CalendarDay

    public init(edition: Int64, framework: Framework, until: CalendarDay) {
        self.edition = edition
        self.framework = framework
        self.until = until
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        edition = try reader.integer("edition", in: 1...Draft.maximumEdition)
        framework = try reader.value("framework")
        until = try reader.day("until")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.integer("edition", edition)
            writer.value("framework", framework)
            writer.string("until", until)
        }
    }
}
