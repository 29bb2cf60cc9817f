/// Names of note keys (C2SP signed-note): at least one character, no Unicode space, no `+`, no control character.
enum KeyName {
    /// C2SP sets no limit; this one keeps signature lines readable.
    static let maximumByteCount = 255

    static func validated(_ name: ExactText) throws(LedgerError) -> ExactText {
        let length = name.text.utf8.count
        guard length > 0 else { throw LedgerError(.malformed, "A key name must not be empty.") }
        guard length <= maximumByteCount else {
            throw LedgerError(.tooLarge, "A key name has at most \(maximumByteCount) bytes, not \(length).")
        }
        for scalar in name.text.unicodeScalars {
            guard scalar != "+", scalar.value >= 0x20, !scalar.properties.isWhitespace else {
                throw LedgerError(.malformed, "A key name holds no space, no plus sign and no control character.")
            }
        }
        return name
    }

    static func validated(_ bytes: some Sequence<UInt8>) throws(LedgerError) -> ExactText {
        guard let name = ExactText(validating: bytes) else {
            throw LedgerError(.malformed, "A key name must be well-formed UTF-8.")
        }
        return try validated(name)
    }
}
