/// Text without markup: what an editor of a platform has stored as HTML becomes paragraphs, points and addresses in words.
enum MarkupText {
    /// Text that is no HTML comes back as it is, but for control characters and spaces at its ends.
    static func plain(_ text: String) -> String { clean(isMarkup(text) ? unmarked(text) : text) }

    /// A tag that editors write, or an entity; "a < b" is neither. One pass over the bytes: tables have 100,000 texts.
    static func isMarkup(_ text: String) -> Bool {
        guard text.utf8.contains(0x3C) || text.utf8.contains(0x26) else { return false }
        let bytes = Array(text.utf8)
        for (place, byte) in bytes.enumerated() {
            if byte == 0x3C {
                let rest = bytes[(place + 1)...].drop { $0 == 0x2F }.prefix(12)
                let name = rest.prefix(while: isNameByte)
                let after = rest.dropFirst(name.count).first
                guard let after, after == 0x3E || after == 0x2F || after == 0x20 || after == 0x0A else { continue }
                if tags.contains(String(decoding: name, as: UTF8.self).lowercased()) { return true }
            } else if byte == 0x26 {
                let rest = bytes[(place + 1)...].prefix(10)
                let name = rest.prefix { isNameByte($0) || $0 == 0x23 }
                guard rest.dropFirst(name.count).first == 0x3B else { continue }
                if entity(String(decoding: name, as: UTF8.self)) != nil { return true }
            }
        }
        return false
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static let blocks: Set<String> = [
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr", "blockquote", "section", "article",
        "figure", "pre",
    ]
    private static let tags: Set<String> = blocks.union([
        "br", "li", "strong", "b", "em", "i", "u", "a", "span", "img", "iframe", "script", "style", "font",
    ])

    private static func unmarked(_ text: String) -> String {
        var result = ""
        var rest = Array(text.unicodeScalars)[...]
        var link = ""
        var skipped: String?
        var (open, close) = (rest.startIndex - 1, rest.startIndex - 1)
        while let scalar = rest.popFirst() {
            // The next marks are looked for once: from each `<` anew it would take the square of the text's length.
            if close < rest.startIndex { close = rest.firstIndex(of: ">") ?? rest.endIndex }
            if open < rest.startIndex { open = rest.firstIndex(of: "<") ?? rest.endIndex }
            // What is not closed before the next one opens is no tag but a sign for "less than".
            if scalar == "<", isTagStart(rest.first), close < rest.endIndex, open > close {
                let end = close
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
        var line = String.UnicodeScalarView()
        var last: Unicode.Scalar = " "
        func end() {
            let trimmed = Self.trimmed(Substring(String(line)))
            line.removeAll(keepingCapacity: true)
            if trimmed.isEmpty, lines.last?.isEmpty ?? true { return }
            lines.append(String(trimmed))
        }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: if last != "\r" { end() }
            case 0x0D: end()
            case 0x09, 0xA0, 0x2028, 0x2029: line.append(" ")
            case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x200B, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: break
            default: line.append(scalar)
            }
            last = scalar
        }
        end()
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
