import Crypto

/// A member of the federation as the log tells it.
public struct Member: Sendable {
    /// A stretch of membership; `until` is the first day that no longer belongs to it.
    public struct Stay: Hashable, Sendable {
        public let from: CalendarDay
        public var until: CalendarDay?
    }

    public let tenant: TenantID
    public var name: String
    public var role: Role
    public var official: Admission.OfficialKeys?
    public var location: Admission.Location?
    /// As the admission wrote it, so that a year stays a year on a page.
    public var from: PartialDate
    public var stays: [Stay]
    public var isSuspended: Bool
    /// Where the newest admission or suspension stands.
    public var changed: Reference

    public func isMember(on day: CalendarDay) -> Bool {
        stays.contains { stay in stay.from <= day && stay.until.map { day < $0 } ?? true }
    }
}

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
