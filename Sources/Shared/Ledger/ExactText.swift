/// Text that is equal only byte for byte. Swift's own equality unifies `é` with `e` and a combining accent, and the
/// Kelvin sign with `K`: names in signed texts must not be confused like that.
struct ExactText: Hashable, Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// Nil unless the bytes are well-formed UTF-8.
    init?(validating bytes: some Sequence<UInt8>) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        self.text = text
    }

    static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(UInt8.max)
    }
}
