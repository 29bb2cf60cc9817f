/// Numbers as people read them: `1.234,5` and `12,5 %` in German, `1,234.5` and `12.5%` in English.
///
/// Decimals come in canonical form, `-?(0|[1-9][0-9]*)(\.[0-9]+)?`, and are never rounded. Text of another form is
/// returned unchanged: a figure is shown as it is rather than altered.
public enum NumberFormat {
    /// A canonical decimal with grouping; all its decimals are kept.
    public static func decimal(_ canonical: String, _ language: Language) -> String {
        guard let parts = Parts(canonical) else { return canonical }
        let whole = grouped(parts.whole, language)
        let point = language == .german ? "," : "."
        return (parts.isNegative ? minus : "") + whole + (parts.decimals.isEmpty ? "" : point + parts.decimals)
    }

    /// A whole number with grouping.
    public static func integer(_ value: Int, _ language: Language) -> String { decimal(String(value), language) }

    /// A canonical decimal that already counts hundredths.
    public static func percent(_ canonical: String, _ language: Language) -> String {
        decimal(canonical, language) + (language == .german ? "\u{A0}%" : "%")
    }

    /// An amount in euros; one decimal is filled up to two, none stays none.
    public static func euro(_ canonical: String, _ language: Language) -> String {
        let parts = Parts(canonical)
        let filled = parts?.decimals.utf8.count == 1 ? canonical + "0" : canonical
        let amount = decimal(filled, language)
        guard language == .english, parts != nil else { return amount + "\u{A0}€" }
        return amount.hasPrefix(minus) ? minus + "€" + amount.dropFirst() : "€" + amount
    }

    /// A canonical decimal followed by its unit; the units `%` and `€` are written as the language wants.
    public static func quantity(_ canonical: String, unit: String, _ language: Language) -> String {
        switch unit {
        case "": decimal(canonical, language)
        case "%": percent(canonical, language)
        case "€", "EUR": euro(canonical, language)
        default: decimal(canonical, language) + "\u{A0}" + unit
        }
    }

    /// A size in bytes, with one decimal from a thousand bytes on (1 kB = 1,000 bytes), cut off, not rounded.
    public static func byteSize(_ bytes: Int, _ language: Language) -> String {
        var unit = 1
        var names = ["Byte", "kB", "MB", "GB", "TB"][...]
        while bytes / unit >= 1000, names.count > 1 {
            unit *= 1000
            names.removeFirst()
        }
        let name = names.first ?? ""
        guard unit > 1 else { return "\(bytes)\u{A0}" + (language == .english && bytes != 1 ? "bytes" : "Byte") }
        return decimal("\(bytes / unit).\(bytes % unit / (unit / 10))", language) + "\u{A0}" + name
    }

    static let minus = "\u{2212}"

    private static func grouped(_ digits: Substring, _ language: Language) -> String {
        let mark: UInt8 = UInt8(ascii: language == .german ? "." : ",")
        let bytes = Array(digits.utf8)
        var grouped: [UInt8] = []
        grouped.reserveCapacity(bytes.count + bytes.count / 3)
        for (position, byte) in bytes.enumerated() {
            if position > 0, (bytes.count - position).isMultiple(of: 3) { grouped.append(mark) }
            grouped.append(byte)
        }
        return String(decoding: grouped, as: UTF8.self)
    }

    /// A canonical decimal taken apart.
    struct Parts {
        let isNegative: Bool
        let whole: Substring
        let decimals: Substring

        init?(_ canonical: String) {
            let isNegative = canonical.hasPrefix("-")
            let pieces = canonical.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
            guard let whole = pieces.first, pieces.count <= 2, pieces.allSatisfy(Self.isDigits),
                whole.utf8.first != UInt8(ascii: "0") || whole.utf8.count == 1
            else { return nil }
            self.isNegative = isNegative
            self.whole = whole
            self.decimals = pieces.count == 2 ? pieces[1] : ""
        }

        private static func isDigits(_ text: Substring) -> Bool {
            !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
    }
}
