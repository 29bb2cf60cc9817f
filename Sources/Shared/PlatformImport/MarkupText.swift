/// Text without markup: what an editor of a platform has stored as HTML becomes paragraphs, points and addresses in words.
enum MarkupText {
    /// Text that is no HTML comes back as it is, but for control characters and spaces at its ends.
    static func plain(_ text: String) -> String { clean(isMarkup(text) ? unmarked(text) : text) }

    /// A tag that editors write, or an entity; "a < b" is neither.
    static func isMarkup(_ text: String) -> Bool {
        guard text.utf8.contains(0x3C) || text.utf8.contains(0x26) else { return false }
        let lower = text.lowercased()
        return tags.contains { lower.contains("<\($0)>") || lower.contains("<\($0) ") || lower.contains("<\($0)/") }
            || entities.keys.contains { lower.contains("&\($0);") }
    }

    private static let blocks: Set<String> = [
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr", "blockquote", "section", "article",
        "figure", "pre",
    ]
    private static let tags: [String] =
        Array(blocks) + [
            "br", "li", "strong", "b", "em", "i", "u", "a", "span", "img", "iframe", "script", "style", "font",
        ]

    private static func unmarked(_ text: String) -> String {
        var result = ""
        var rest = Array(text.unicodeScalars)[...]
        var link = ""
        var skipped: String?
        while let scalar = rest.popFirst() {
            if scalar == "<", let end = rest.firstIndex(of: ">"), isTagStart(rest.first) {
                var body = String.UnicodeScalarView()
                body.append(contentsOf: rest[..<end])
                rest = rest[(end + 1)...]
                apply(String(body), &result, &link, &skipped)
            } else if skipped != nil {
                continue
            } else if scalar == "&", let end = rest.prefix(12).firstIndex(of: ";") {
                var body = String.UnicodeScalarView()
                body.append(contentsOf: rest[..<end])
                if let character = entity(String(body)) {
                    result.unicodeScalars.append(character)
                    rest = rest[(end + 1)...]
                } else {
                    result += "&"
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isTagStart(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        return scalar == "/" || scalar == "!" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    private static func apply(_ tag: String, _ result: inout String, _ link: inout String, _ skipped: inout String?) {
        let isEnd = tag.hasPrefix("/")
        let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
        if let open = skipped {
            if isEnd, name == open { skipped = nil }
            return
        }
        switch name {
        case "br": result += "\n"
        case "li": if !isEnd { result += "\n- " }
        case "script", "style": if !isEnd, !tag.hasSuffix("/") { skipped = name }
        case "a":
            if !isEnd {
                link = address(tag)
            } else if !link.isEmpty {
                // An address that is its own text stands there already.
                if !result.hasSuffix(link) { result += " (\(link))" }
                link = ""
            }
        default: if blocks.contains(name) { result += "\n\n" }
        }
    }

    private static func address(_ tag: String) -> String {
        guard let start = tag.firstRange(of: "href=") else { return "" }
        let rest = tag[start.upperBound...]
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return "" }
        let value = String(rest.dropFirst().prefix { $0 != quote })
        return value.hasPrefix("http://") || value.hasPrefix("https://") ? value : ""
    }

    private static func entity(_ name: String) -> Unicode.Scalar? {
        if let known = entities[name] { return known }
        guard name.hasPrefix("#") else { return nil }
        let isHexadecimal = name.dropFirst().lowercased().hasPrefix("x")
        let value =
            isHexadecimal ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst(), radix: 10)
        return value.flatMap { Unicode.Scalar($0) }
    }

    private static let entities: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "auml": "ä", "ouml": "ö", "uuml": "ü",
        "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "euro": "€", "ndash": "–", "mdash": "—", "hellip": "…",
        "bdquo": "„", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "laquo": "«", "raquo": "»",
        "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç", "deg": "°", "sup2": "²", "sup3": "³", "middot": "·",
        "bull": "•", "shy": "\u{AD}", "times": "×", "para": "¶", "sect": "§", "copy": "©",
    ]

    /// Line ends as LF, at most one empty line, no control or direction marks, no space at the ends of lines.
    static func clean(_ text: String) -> String {
        var lines: [String] = []
        for line in text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            var kept = String.UnicodeScalarView()
            for scalar in line.unicodeScalars {
                switch scalar.value {
                case 0x09, 0xA0: kept.append(" ")
                case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x200B, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: break
                case 0x2028, 0x2029: kept.append(" ")
                default: kept.append(scalar)
                }
            }
            let trimmed = Self.trimmed(Substring(String(kept)))
            if trimmed.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(String(trimmed))
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
