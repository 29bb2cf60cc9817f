import Federation
import Mail
import Pages

/// A reminder ready to be sent, in one language: what is missing, since when, and what to do.
struct ReminderLetter: Sendable {
    let subject: String
    let text: String

    /// Indicators named in the text: a mail program cuts off what is too long for an address.
    private static let namesShown = 8

    init(_ say: PageContext, _ name: String, _ asked: DuePeriod, _ delivery: Delivery, _ language: Pages.Language) {
        func words(_ de: String, _ en: String) -> String { Phrase(de: de, en: en)(language) }
        let period = DateFormat.period(asked.period.description, language)
        let due = DateFormat.date(asked.due.description, language)
        let founding = say.state.founding?.value
        func text(_ text: LocalizedText) -> String {
            language == .english && !text.english.isEmpty ? text.english : text.german
        }
        let federation = founding.map { text($0.name) } ?? say.state.origin
        let isThere = delivery.summary != nil
        subject =
            isThere
            ? words(
                "\(federation): Meldung für \(period) ergänzen", "\(federation): complete the summary for \(period)")
            : words("\(federation): Meldung für \(period)", "\(federation): summary for \(period)")
        let standing =
            switch (isThere, delivery.isLate) {
            case (true, _):
                words(
                    "die Meldung von \(name) für \(period) ist angekommen. Zu einigen Kennzahlen fehlt noch ein Wert.",
                    "the summary of \(name) for \(period) has arrived. Some indicators still have no value.")
            case (false, true):
                words(
                    "die Meldung von \(name) für \(period) liegt noch nicht vor. Sie war am \(due) fällig.",
                    "the summary of \(name) for \(period) is not there yet. It was due on \(due).")
            case (false, false):
                words(
                    "die Meldung von \(name) für \(period) liegt noch nicht vor. Sie ist am \(due) fällig.",
                    "the summary of \(name) for \(period) is not there yet. It is due on \(due).")
            }
        var names = delivery.missing.prefix(Self.namesShown).map { "- " + text($0.name) }
        let rest = delivery.missing.count - names.count
        if rest > 0 { names.append(words("- und \(rest) weitere", "- and \(rest) more")) }
        var parts = [words("Guten Tag,", "Hello,"), standing]
        if !names.isEmpty {
            parts.append(([words("Es fehlen Angaben zu:", "Missing are:")] + names).joined(separator: "\n"))
        }
        parts.append(
            words(
                "Bitte öffnen Sie in Ihrem Knoten „Meldungen“, prüfen Sie die Werte und geben Sie die Meldung frei. Gibt es einen Wert nicht, lässt er sich dort als fehlend oder nicht zutreffend angeben.",
                "Please open “Summaries” in your node, check the values and approve the summary. Where there is no value, it can be given there as missing or not applicable."
            ))
        parts.append(
            words(
                "Ist etwas unklar? Bitte antworten Sie auf diese Nachricht.",
                "Is anything unclear? Please reply to this message."))
        parts.append(words("Freundliche Grüße", "Kind regards") + "\n" + (founding?.operatorName ?? federation))
        self.text = parts.joined(separator: "\n\n") + "\n"
    }

    /// Opens the reader's own mail program with everything filled in (RFC 6068); nil where nothing could be opened.
    func link(to contact: MailAddress?) -> Address? {
        let body = text.replacing("\n", with: "\r\n")
        let target = contact.map { Self.encoded($0.description, keeping: "@") } ?? ""
        return try? Address("mailto:\(target)?subject=\(Self.encoded(subject))&body=\(Self.encoded(body))")
    }

    private static func encoded(_ text: String, keeping kept: String = "") -> String {
        let kept = Set("-._~".utf8).union(kept.utf8)
        var result = ""
        for byte in text.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || kept.contains(byte)
            if isPlain {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return result
    }
}
