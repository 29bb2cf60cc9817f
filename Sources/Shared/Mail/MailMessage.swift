import Crypto

/// A message in plain text (RFC 5322, RFC 2045, RFC 2047): headers in ASCII, the text as quoted-printable UTF-8, lines of
/// at most 78 bytes that end in CRLF.
public struct MailMessage: Sendable, Hashable {
    public var from: MailAddress
    /// Shown beside the address.
    public var fromName: String
    public var to: MailAddress
    public var subject: String
    public var text: String
    /// Seconds since 1970.
    public var at: Int64
    /// Unique; the part before the @.
    public var identifier: String
    /// Where one click ends it (RFC 8058), an https address; nil where there is nothing to end.
    public var leave: String?

    public init(
        from: MailAddress, fromName: String, to: MailAddress, subject: String, text: String, at: Int64,
        identifier: String, leave: String? = nil
    ) {
        self.from = from
        self.fromName = fromName
        self.to = to
        self.subject = subject
        self.text = text
        self.at = at
        self.identifier = identifier
        self.leave = leave
    }

    public var bytes: [UInt8] {
        let host = from.description.split(separator: "@").last ?? ""
        var lines = [
            "Date: \(MailDate.text(at))",
            "From: " + (fromName.isEmpty ? "" : Header.phrase(fromName, indent: 6) + " ") + "<\(from)>", "To: <\(to)>",
            "Message-ID: <\(identifier.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })@\(host)>",
            "Subject: \(Header.words(subject, indent: 9))", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
            "Auto-Submitted: auto-generated",
        ]
        if let leave, leave.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E }) {
            lines.append("List-Unsubscribe: <\(leave)>")
            lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        }
        let head = lines.map { $0 + "\r\n" }.joined()
        return Array(head.utf8) + Array("\r\n".utf8) + QuotedPrintable.encode(text)
    }
}

/// Header values: what is not ASCII becomes encoded words, what could end a line becomes a blank.
enum Header {
    /// An encoded word is at most 75 bytes; this much of it is text in base64.
    private static let most = 36

    static func words(_ text: String, indent: Int) -> String {
        let clean = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x2028
                        || scalar.value == 0x2029 ? " " : scalar
                }))
        let isPlain = clean.utf8.allSatisfy { $0 < 0x80 } && clean.utf8.count + indent <= 76 && !clean.contains("=?")
        guard !isPlain else { return clean }
        var pieces: [String] = []
        var piece = ""
        for character in clean {
            // Whole characters, so that no word is cut inside of one; one longer than a word is cut at its scalars.
            for part in character.utf8.count <= most
                ? [String(character)] : character.unicodeScalars.map({ String($0) })
            {
                if piece.utf8.count + part.utf8.count > most {
                    pieces.append(piece)
                    piece = ""
                }
                piece += part
            }
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces.map { "=?utf-8?B?\(Base64.encode(Array($0.utf8)))?=" }.joined(separator: "\r\n ")
    }

    /// A name before an address: in quotes where it is plain.
    static func phrase(_ text: String, indent: Int) -> String {
        let words = words(text, indent: indent + 2)
        guard !words.hasPrefix("=?") else { return words + "\r\n" }
        return "\"" + words.filter { $0 != "\"" && $0 != "\\" } + "\""
    }
}

/// RFC 2045 section 6.7.
enum QuotedPrintable {
    static func encode(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var line = 0
        func hex(_ byte: UInt8) -> [UInt8] { Array("=".utf8) + Array(Hex.encode([byte]).uppercased().utf8) }
        let source = Array(text.utf8)
        var place = 0
        while place < source.count {
            let byte = source[place]
            if byte == 0x0D || byte == 0x0A {
                if byte == 0x0D, place + 1 < source.count, source[place + 1] == 0x0A { place += 1 }
                bytes += [0x0D, 0x0A]
                line = 0
                place += 1
                continue
            }
            let isLast = place + 1 == source.count || source[place + 1] == 0x0A || source[place + 1] == 0x0D
            let isBlank = byte == 0x20 || byte == 0x09
            let isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D || isBlank && !isLast
            // A dot or "From " at the beginning of a line means something to some programs on the way.
            let isRisky = line == 0 && (byte == 0x2E || byte == 0x46)
            let piece = isPlain && !isRisky ? [byte] : hex(byte)
            if line + piece.count > 75 {
                bytes += Array("=\r\n".utf8)
                line = 0
            }
            bytes += piece
            line += piece.count
            place += 1
        }
        if line > 0 { bytes += [0x0D, 0x0A] }
        return bytes
    }
}

/// `Wed, 25 Nov 2026 21:34:19 +0000`.
enum MailDate {
    static func text(_ seconds: Int64) -> String {
        let days = seconds >= 0 ? seconds / 86_400 : 0
        let rest = seconds >= 0 ? seconds % 86_400 : 0
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(days % 7)]
        let (year, month, day) = civil(days)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(weekday), \(two(day)) \(months[Int(month) - 1]) \(year) \(two(rest / 3600)):\(two(rest / 60 % 60)):"
            + "\(two(rest % 60)) +0000"
    }

    /// The Gregorian day so many days after 1970-01-01.
    private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
        var year: Int64 = 1970
        var rest = days
        func length(_ year: Int64) -> Int64 {
            year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 366 : 365
        }
        while rest >= length(year) {
            rest -= length(year)
            year += 1
        }
        let lengths: [Int64] = [31, length(year) == 366 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var month = 0
        while rest >= lengths[month] {
            rest -= lengths[month]
            month += 1
        }
        return (year, Int64(month + 1), rest + 1)
    }
}
