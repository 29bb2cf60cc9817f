import Crypto

/// Entry 0: the federation comes into being (docs/PROTOCOL.md section 5).
public struct Founding: CanonicalValue {
    public let algorithms: [SignatureAlgorithm]
    /// The office's statement keys. The first signs this statement; a second one is the recovery key kept offline.
    public let keys: [KeyDeclaration]
    /// The vkey of the log (C2SP signed-note).
    public let log: String
    public let name: LocalizedText
    /// What every page, report and export must say, for example that all this is a demonstration.
    public let notice: LocalizedText?
    public let operatorName: String

    public init(
        algorithms: [SignatureAlgorithm], keys: [KeyDeclaration], log: String, name: LocalizedText,
        notice: LocalizedText?, operatorName: String
    ) {
        self.algorithms = algorithms.sorted { $0.rawValue < $1.rawValue }
        self.keys = keys
        self.log = log
        self.name = name
        self.notice = notice
        self.operatorName = operatorName
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        algorithms = try reader.sortedList("algorithms", by: { $0.rawValue }) { reader throws(Refusal) in
            try reader.word(SignatureAlgorithm.self)
        }
        guard !algorithms.isEmpty else { throw reader.fault(.value, "At least one algorithm must be allowed") }
        keys = try reader.list("keys", limit: 4) { reader throws(Refusal) in try KeyDeclaration(from: &reader) }
        guard !keys.isEmpty, keys.allSatisfy({ $0.use == .statement }) else {
            throw reader.fault(.value, "The founding names 1 to 4 keys for statements")
        }
        log = try reader.text("log", limit: 500, allowsEmpty: false)
        name = try reader.localized("name", limit: 200, allowsEmpty: false)
        try reader.member("notice")
        notice = reader.null() ? nil : try reader.localized(limit: 500, allowsEmpty: false)
        operatorName = try reader.text("operator", limit: 200)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.strings("algorithms", algorithms.map(\.rawValue))
            writer.list("keys", keys)
            writer.string("log", log)
            writer.localized("name", name)
            writer.member("notice")
            if let notice { writer.localized(notice) } else { writer.null() }
            writer.string("operator", operatorName)
        }
    }
}
