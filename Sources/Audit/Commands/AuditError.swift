/// Why something cannot be read at all: a code to branch on and a sentence for a person.
struct AuditError: Error, Equatable, Sendable {
    enum Code: Sendable {
        /// The command line is not understood.
        case usage
        /// A file cannot be opened or read.
        case unreadable
        /// A file cannot be written.
        case unwritable
        /// Bytes that are not in the one accepted form, or do not show what they claim.
        case malformed
    }

    let code: Code
    let reason: Phrase

    init(_ code: Code, _ reason: Phrase) {
        self.code = code
        self.reason = reason
    }

    static func == (left: AuditError, right: AuditError) -> Bool { left.code == right.code }
}

extension AuditError {
    static func usage(de: String, en: String) -> AuditError { AuditError(.usage, Phrase(de: de, en: en)) }

    /// What is asked for is not there, or shows nothing.
    static func absent(de: String, en: String) -> AuditError { AuditError(.malformed, Phrase(de: de, en: en)) }
}
