import Crypto

/// A key as the log knows it; validity counts in entry indices.
public struct RegisteredKey: Sendable {
    public let key: PublicKey
    public let owner: Issuer
    public let use: KeyUse
    /// The first index at which a statement may be signed with it.
    public let firstIndex: Int64
    /// The last such index; nil while the key is valid.
    public var lastIndex: Int64?
    /// From which index on its statements are doubted.
    public var doubtedFrom: Int64?

    public func isValid(at index: Int64) -> Bool {
        index >= firstIndex && lastIndex.map { index <= $0 } ?? true
    }
}

/// The end of an issuer's chain.
public struct Chain: Hashable, Sendable {
    public let sequence: Int64
    public let last: Digest?

    public static let empty = Chain(sequence: 0, last: nil)
}

/// Something an issuer said, with its place in the log.
public struct Recorded<Value: Sendable>: Sendable {
    public let value: Value
    public let reference: Reference
    public let issued: Instant
    public let received: Instant

    public var index: Int64 { reference.index }
}
