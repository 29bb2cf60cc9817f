import Federation

/// A JSON value of what nobody signs: members keep their order, and a number may have decimals.
///
/// What is signed is written by `CanonicalWriter` instead, where numbers are whole and decimals are strings.
indirect enum DataValue: Sendable {
    case object([(String, DataValue)])
    case array([DataValue])
    case text(String)
    /// Written digit by digit, never by way of a floating-point value.
    case number(ExactDecimal)
    case integer(Int64)
    case boolean(Bool)
    case null

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .object(let members):
            bytes.append(0x7B)
            for (place, (name, value)) in members.enumerated() {
                if place > 0 { bytes.append(0x2C) }
                Self.write(name, to: &bytes)
                bytes.append(0x3A)
                value.write(to: &bytes)
            }
            bytes.append(0x7D)
        case .array(let elements):
            bytes.append(0x5B)
            for (place, element) in elements.enumerated() {
                if place > 0 { bytes.append(0x2C) }
                element.write(to: &bytes)
            }
            bytes.append(0x5D)
        case .text(let text): Self.write(text, to: &bytes)
        case .number(let number): bytes += number.description.utf8
        case .integer(let integer): bytes += String(integer).utf8
        case .boolean(let flag): bytes += (flag ? "true" : "false").utf8
        case .null: bytes += "null".utf8
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        var writer = CanonicalWriter()
        writer.string(text)
        bytes += writer.bytes
    }
}

extension DataValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral text: String) { self = .text(text) }
    init(integerLiteral integer: Int64) { self = .integer(integer) }
    init(booleanLiteral flag: Bool) { self = .boolean(flag) }
    init(arrayLiteral elements: DataValue...) { self = .array(elements) }
    init(dictionaryLiteral members: (String, DataValue)...) { self = .object(members) }
}
