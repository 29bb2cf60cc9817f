import Crypto

/// A secret that a browser or a link carries: 256 random bits as text. Only its digest is ever kept.
public struct Token: Sendable, Equatable {
    public let text: String

    public static func random() throws(CryptoError) -> Token { Token(text: Base64URL.encode(try randomBytes(32))) }

    private init(text: String) { self.text = text }

    /// nil for what cannot be one of ours.
    public init?(_ text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text.utf8), bytes.count == 32 else { return nil }
        self.text = text
    }

    var digest: Digest { SHA256.digest(Array(text.utf8)) }

    /// What every form of this browser carries. It follows from the token alone, so that it needs no storage and a form
    /// can be recognised as ours even after its session has ended.
    public func formKey() throws(CryptoError) -> String {
        Base64URL.encode(try KeyedHash.sha256.code(Array("form".utf8), key: Array(text.utf8)))
    }

    /// Compares in constant time.
    public func isFormKey(_ given: String) -> Bool {
        guard let expected = try? formKey() else { return false }
        return constantTimeEqual(Array(given.utf8), Array(expected.utf8))
    }
}
