extension Request {
    /// The fields of an application/x-www-form-urlencoded body. Errors: another content type (415), malformed
    /// (400), more than `maximumFields` (413).
    public func form(maximumFields: Int = 1000) throws(HTTPError) -> [(name: String, value: String)] {
        let type = trimmed((headers["Content-Type"] ?? "").prefix { $0 != ";" }).lowercased()
        guard type == "application/x-www-form-urlencoded" else {
            throw HTTPError(
                .malformedForm, "The body is expected to be of type application/x-www-form-urlencoded.", status: 415)
        }
        return try FormCoding.parse(body, maximumFields: maximumFields)
    }

    /// The value of the first cookie of that name (RFC 6265 section 5.4), without surrounding quotes.
    public func cookie(_ name: String) -> String? {
        for value in headers.all("Cookie") {
            for part in value.split(separator: ";") {
                let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard pair.count == 2, trimmed(pair[0]) == name else { continue }
                let value = trimmed(pair[1])
                let isQuoted = value.utf8.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
                return isQuoted ? String(value.dropFirst().dropLast()) : value
            }
        }
        return nil
    }

    /// What counts as one client: an IPv4 address, or the /64 network that one IPv6 household has to itself.
    public var clientNetwork: String { IPAddress(clientAddress)?.capKey.text ?? clientAddress }

    /// The language of `languages` that Accept-Language likes best (RFC 9110 section 12.5.4); the first one when it
    /// has no say. `de` is served for `de-AT`.
    public func preferredLanguage(among languages: [String]) -> String {
        var best = languages.first ?? ""
        var bestQuality = 0
        let ranges = headers.all("Accept-Language").joined(separator: ",").split(separator: ",").prefix(50)
        for language in languages {
            var quality = 0
            var precision = -1
            for range in ranges {
                let parts = range.split(separator: ";").map { trimmed($0).lowercased() }
                guard let tag = parts.first else { continue }
                let matches = tag == language.lowercased() || tag.hasPrefix(language.lowercased() + "-")
                guard matches || tag == "*", (matches ? 1 : 0) >= precision else { continue }
                let rank = Self.thousandths(parts.dropFirst().first { $0.hasPrefix("q=") })
                // `de-AT, de;q=0.5`: the better of two matching ranges counts, and any match beats the asterisk.
                quality = precision == (matches ? 1 : 0) ? max(quality, rank) : rank
                precision = matches ? 1 : 0
            }
            if quality > bestQuality {
                best = language
                bestQuality = quality
            }
        }
        return best
    }

    /// `q=0.8` as 800; nil means 1000 and anything malformed 0.
    private static func thousandths(_ parameter: String?) -> Int {
        guard let digits = parameter?.dropFirst(2).utf8 else { return 1000 }
        guard let first = digits.first, first == 0x30 || first == 0x31, digits.count <= 5 else { return 0 }
        var value = Int(first - 0x30) * 1000
        var weight = 100
        for (index, byte) in digits.dropFirst().enumerated() {
            if index == 0 {
                guard byte == 0x2E else { return 0 }
                continue
            }
            guard isDigit(byte) else { return 0 }
            value += Int(byte - 0x30) * weight
            weight /= 10
        }
        return min(value, 1000)
    }
}
