/// A mailbox such as `name@example.org`, in plain ASCII: nothing in it can end a line or begin a header.
public struct MailAddress: Sendable, Hashable, CustomStringConvertible {
    /// As it was given, but the host in lowercase.
    public let description: String

    /// nil for anything but letters, digits and the signs that are usual before the @, and a host of at least two parts.
    public init?(_ text: String) {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, halves.count == 2, Self.isLocal(halves[0]), Self.isHost(halves[1]) else {
            return nil
        }
        description = "\(halves[0])@\(halves[1].lowercased())"
    }

    private static func isLocal(_ text: Substring) -> Bool {
        let signs = Set("!#$%&'*+/=?^_`{|}~-.".utf8)
        return (1...64).contains(text.utf8.count) && !text.hasPrefix(".") && !text.hasSuffix(".")
            && !text.hasPrefix("-") && !text.contains("..")
            && text.utf8.allSatisfy { isLetterOrDigit($0) || signs.contains($0) }
    }

    private static func isHost(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            } && labels.last?.utf8.allSatisfy { (0x30...0x39).contains($0) } == false
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
