/// A value bound to a parameter of a statement, in one of SQLite's five storage classes.
public enum Value: Sendable, Hashable {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    case real(Double)
    case null
}

extension Value {
    public init(_ number: Int) { self = .integer(Int64(number)) }
    public init(_ number: Int64?) { self = number.map { .integer($0) } ?? .null }
    public init(_ text: String?) { self = text.map { .text($0) } ?? .null }
    public init(_ bytes: [UInt8]?) { self = bytes.map { .blob($0) } ?? .null }
    /// Stored as 0 or 1.
    public init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
    ExpressibleByFloatLiteral, ExpressibleByNilLiteral, ExpressibleByBooleanLiteral
{
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(stringLiteral value: String) { self = .text(value) }
    public init(floatLiteral value: Double) { self = .real(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(booleanLiteral value: Bool) { self = .integer(value ? 1 : 0) }
}
