import Glibc

/// What opens a protected key file. It never prints itself, and its bytes are wiped when nobody holds it any more.
public final class Passphrase: Sendable, CustomStringConvertible, CustomReflectable {
    /// In bytes; a shorter one is opened with, but none is set.
    public static let minimumOfNew = 12
    static let maximum = 1024

    // Nobody writes them after `init`.
    nonisolated(unsafe) let bytes: UnsafeMutableRawBufferPointer

    /// One line of 1 to 1024 bytes; refuses control characters, which no prompt can take.
    public init(_ text: [UInt8]) throws(CryptoError) {
        guard (1...Self.maximum).contains(text.count) else {
            throw CryptoError(.badPassphrase, "A passphrase has 1 to \(Self.maximum) bytes, this has \(text.count)")
        }
        guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw CryptoError(.badPassphrase, "A passphrase is one line without control characters")
        }
        bytes = .allocate(byteCount: text.count, alignment: 1)
        bytes.copyBytes(from: text)
    }

    deinit {
        if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
        bytes.deallocate()
    }

    /// Refuses one that is too short to protect anything.
    public func requireLong() throws(CryptoError) {
        guard bytes.count >= Self.minimumOfNew else {
            throw CryptoError(
                .badPassphrase,
                "A new passphrase has at least \(Self.minimumOfNew) bytes, this has \(bytes.count); take several words")
        }
    }

    public var description: String { "passphrase" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
