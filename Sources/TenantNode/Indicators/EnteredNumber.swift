import Federation

/// Reads a number the way people write it, in German (`1.234,5`) or English notation (`1,234.5`), and exactly.
///
/// The notation of the page is preferred; the other one is understood where the text can mean nothing else. Where both
/// readings would fit, such as `1.234` for an indicator with three decimals on a German page, the text is refused:
/// guessing would be wrong by a factor of a thousand.
struct EnteredNumber {
    enum Notation: Sendable, CaseIterable {
        case german, english

        var point: UInt8 { self == .german ? 0x2C : 0x2E }
        var group: UInt8 { self == .german ? 0x2E : 0x2C }
        var other: Notation { self == .german ? .english : .german }
    }

    enum Problem: Error, Equatable {
        case notANumber
        /// Both readings fit, in canonical form.
        case ambiguous(String, String)
        case tooManyDecimals(given: Int, allowed: Int)
        case tooManyDigits
    }

    /// The number in exactly `decimals`, filled up with zeros; never rounded.
    static func read(_ text: String, decimals: Int, notation: Notation) -> Result<ExactDecimal, Problem> {
        let bytes = plain(text)
        let own = canonical(bytes, notation)
        let other = canonical(bytes, notation.other)
        guard let chosen = own ?? other else { return .failure(.notANumber) }
        if let own, let other, own != other, grouped(bytes, notation) {
            // As `1.234` on a German page: a thousand, unless the indicator has as many decimals.
            if let alternative = ExactDecimal(other), alternative.decimals <= decimals {
                return .failure(.ambiguous(own, other))
            }
        }
        guard let number = ExactDecimal(chosen) else { return .failure(.tooManyDigits) }
        guard number.decimals <= decimals else {
            // Zeros at the end say nothing: 12,500 is 12,5.
            let surplus = chosen.utf8.suffix(number.decimals - decimals)
            guard surplus.allSatisfy({ $0 == 0x30 }), let cut = cut(number, to: decimals) else {
                return .failure(.tooManyDecimals(given: number.decimals, allowed: decimals))
            }
            return .success(cut)
        }
        guard let padded = number.padded(to: decimals) else { return .failure(.tooManyDigits) }
        return .success(padded)
    }

    /// The notation that a column of numbers is written in; nil where none of them tells.
    static func notation(of texts: some Sequence<String>) -> Notation? {
        var found: Set<Notation> = []
        for text in texts {
            let bytes = plain(text)
            let readings = Notation.allCases.filter { canonical(bytes, $0) != nil }
            if let only = readings.first, readings.count == 1 { found.insert(only) }
        }
        return found.count == 1 ? found.first : nil
    }

    /// Without spaces at the ends and between groups, with a plain minus.
    private static func plain(_ text: String) -> [UInt8] {
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        var bytes: [UInt8] = []
        for scalar in scalars {
            switch scalar {
            case "\u{2212}": bytes.append(0x2D)
            // Spaces, thin spaces and apostrophes group digits; a mark of their own, checked like the others.
            case " ", "\u{A0}", "\u{2009}", "\u{202F}", "'", "\u{2019}": bytes.append(0x20)
            default: bytes += Array(String(scalar).utf8)
            }
        }
        return bytes
    }

    /// `-?digits[.digits]` as one notation reads it, nil where it can't.
    private static func canonical(_ bytes: [UInt8], _ notation: Notation) -> String? {
        var rest = bytes[...]
        let isNegative = rest.first == 0x2D
        if isNegative || rest.first == 0x2B { rest.removeFirst() }
        let parts = rest.split(separator: notation.point, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, let digits = ungrouped(whole, notation.group) else {
            return nil
        }
        let decimals = parts.count == 2 ? parts[1] : []
        guard parts.count == 1 || !decimals.isEmpty, decimals.allSatisfy(isDigit) else { return nil }
        let significant = digits.drop { $0 == 0x30 }
        var text = significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
        if !decimals.isEmpty { text += "." + String(decoding: decimals, as: UTF8.self) }
        let isZero = text.utf8.allSatisfy { $0 == 0x30 || $0 == 0x2E }
        return (isNegative && !isZero ? "-" : "") + text
    }

    /// The digits of the whole part; groups have three digits each but the first, and one kind of mark.
    private static func ungrouped(_ whole: ArraySlice<UInt8>, _ group: UInt8) -> [UInt8]? {
        for mark in [group, 0x20] where whole.contains(mark) {
            let groups = whole.split(separator: mark, omittingEmptySubsequences: false)
            guard let first = groups.first, (1...3).contains(first.count), first.first != 0x30,
                groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.joined().allSatisfy(isDigit)
            else { return nil }
            return Array(groups.joined())
        }
        return !whole.isEmpty && whole.allSatisfy(isDigit) ? Array(whole) : nil
    }

    /// Whether exactly one mark stands there and the notation takes it for one between groups.
    private static func grouped(_ bytes: [UInt8], _ notation: Notation) -> Bool {
        bytes.count { $0 == notation.group } == 1 && !bytes.contains(notation.point)
    }

    private static func cut(_ number: ExactDecimal, to decimals: Int) -> ExactDecimal? {
        var units = number.units
        for _ in decimals..<number.decimals { units /= 10 }
        return ExactDecimal(units: units, decimals: decimals)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
