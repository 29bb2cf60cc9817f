import Crypto

/// Proves that a form was drawn by this house and when, so a program that only posts gets nowhere; and names the form,
/// so what is sent twice is taken once.
///
/// A token is `seconds-nonce-seal`: when it was issued, 16 random bytes in hexadecimal, and HMAC-SHA-256 over both and
/// the purpose. It holds nothing about whoever got it.
public struct FormToken: Sendable {
    public enum Verdict: Sendable, Equatable {
        /// `id` is the token's nonce: whoever stores something under it stores it once.
        case good(id: String)
        case tooFast, stale
    }

    /// A person needs longer than this to write a sentence.
    public static let leastSeconds: Int64 = 3
    public static let mostSeconds: Int64 = 86_400
    private static let nonceBytes = 16

    private let key: [UInt8]
    private let purpose: String

    /// - Parameters:
    ///   - key: 32 random bytes of this house. One that outlives a restart lets forms outlive it, too.
    ///   - purpose: what kind of form; a token of another purpose is refused.
    public init(key: [UInt8], purpose: String) {
        self.key = key
        self.purpose = purpose
    }

    /// - Parameter random: gives that many unpredictable bytes.
    public func issue(at seconds: Int64, random: (Int) -> [UInt8]) -> String {
        let head = "\(seconds)-\(Hex.encode(random(Self.nonceBytes)))"
        // Where the library has failed the form is drawn all the same, and said to be stale when it is sent.
        return "\(head)-\((try? seal(head)) ?? "")"
    }

    /// - Parameter leastSeconds: how long a person needs at least; 0 for a form that is only a button.
    public func check(
        _ token: String, at now: Int64, leastSeconds: Int64 = Self.leastSeconds,
        mostSeconds: Int64 = Self.mostSeconds
    ) -> Verdict {
        let parts = token.utf8.count <= 200 ? token.split(separator: "-", omittingEmptySubsequences: false) : []
        guard parts.count == 3, let issued = Int64(parts[0]), String(issued) == parts[0],
            parts[1].utf8.count == 2 * Self.nonceBytes, let seal = try? seal("\(parts[0])-\(parts[1])"),
            constantTimeEqual(Array(parts[2].utf8), Array(seal.utf8)), issued <= now, now - issued <= mostSeconds
        else { return .stale }
        return now - issued < leastSeconds ? .tooFast : .good(id: String(parts[1]))
    }

    private func seal(_ head: String) throws(CryptoError) -> String {
        Hex.encode(try KeyedHash.sha256.code(Array("form \(purpose) \(head)".utf8), key: key))
    }
}
