import Crypto

/// A witness's word that it saw a checkpoint and that it is consistent with all it saw before (C2SP tlog-cosignature).
///
/// Bytes: POSIX seconds as a big-endian 64-bit number, then an Ed25519 signature over
/// `cosignature/v1 LF time <seconds> LF` and the whole note text with its final line feed.
public struct Cosignature: Hashable, Sendable {
    public static let byteCount = 72

    /// POSIX seconds at the witness, at least 1.
    public let seconds: Int64
    /// 64 bytes.
    public let signature: [UInt8]

    /// Parses 72 bytes; throws `malformed` for another length, a time of 0 or one above 2^63 − 1.
    public init(bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count == Self.byteCount else {
            throw LedgerError(.malformed, "A cosignature has \(Self.byteCount) bytes, not \(bytes.count).")
        }
        let time = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let seconds = Int64(exactly: time), seconds > 0 else {
            throw LedgerError(.malformed, "A cosignature's time lies between 1 and 2^63 − 1 seconds.")
        }
        self.seconds = seconds
        signature = Array(bytes.dropFirst(8))
    }

    /// Cosigns a note text; throws `outOfRange` unless `seconds` is at least 1.
    public init(of text: String, at seconds: Int64, by key: PrivateKey) throws(LedgerError) {
        guard seconds > 0 else {
            throw LedgerError(.outOfRange, "A cosignature's time is at least 1 second, not \(seconds).")
        }
        guard key.publicKey.algorithm == .ed25519 else {
            throw LedgerError(.keyInvalid, "Cosignatures are made with Ed25519 keys only.")
        }
        self.seconds = seconds
        signature = try NoteSigner.signature(for: Self.message(text, at: seconds), by: key)
    }

    public var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * $0)) } + signature
    }

    public func isValid(by key: PublicKey, for text: String) -> Bool {
        key.algorithm == .ed25519 && key.isValidSignature(signature, for: Self.message(text, at: seconds))
    }

    private static func message(_ text: String, at seconds: Int64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8)
    }
}
