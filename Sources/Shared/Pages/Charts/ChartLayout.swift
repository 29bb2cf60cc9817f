/// The room a chart is drawn for.
public enum ChartLayout: String, Sendable, CaseIterable {
    case wide, narrow

    var width: Double { self == .wide ? 680 : 320 }
    var fontSize: Double { 13 }
    var lineHeight: Double { 16 }

    /// About how wide `text` will be; errs on the wide side, since the reader's font is not known here.
    func width(of text: String, isBold: Bool = false) -> Double {
        var width = 0.0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "i", "j", "l", "t", "f", "r", "I", ".", ",", ":", ";", "|", "(", ")", "[", "]", "'", " ", "\u{A0}":
                width += 0.38
            case "m", "w", "M", "W", "%", "…": width += 0.92
            case "A"..."Z", "Ä", "Ö", "Ü": width += 0.71
            case "0"..."9": width += 0.62
            case "\u{0}"..."\u{24F}", "\u{2010}"..."\u{2030}": width += 0.6
            default: width += 1
            }
        }
        return width * fontSize * (isBold ? 1.07 : 1)
    }

    /// `text` in at most `limit` lines of `width`; what does not fit ends in "…".
    func lines(of text: String, width: Double, limit: Int = 2) -> [String] {
        var lines: [String] = []
        var line = ""
        var words = text.split(separator: " ").map(String.init)[...]
        while let word = words.first {
            let longer = line.isEmpty ? word : line + " " + word
            if self.width(of: longer) <= width {
                line = longer
                words.removeFirst()
            } else if lines.count == limit - 1 || (line.isEmpty && limit == 1) {
                lines.append(shortened(longer, to: width))
                return lines
            } else if line.isEmpty {
                let head = String(shortened(word, to: width).dropLast())
                lines.append(head)
                words[words.startIndex] = String(word.dropFirst(head.count))
            } else {
                lines.append(line)
                line = ""
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    private func shortened(_ text: String, to width: Double) -> String {
        guard self.width(of: text) > width else { return text }
        var kept = ""
        for character in text {
            if self.width(of: kept + String(character) + "…") > width { break }
            kept.append(character)
        }
        // At least one character, or the callers would never come to an end.
        if kept.isEmpty { kept = String(text.prefix(1)) }
        return kept + "…"
    }
}
