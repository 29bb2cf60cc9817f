import Federation
import Pages

/// What the office's acts note beside them, in the reader's words. The journal itself and its CSV file hold the stable form.
enum JournalWords {
    static func detail(_ act: String, _ detail: String, _ language: Language) -> String {
        if act == "town.reminded" {
            return Reminder.Way(rawValue: detail).map { Phrase.reminderWay($0)(language) } ?? detail
        }
        let parts = detail.split(separator: ", ", maxSplits: 1).map(String.init)
        // Only the first part and a number are ours; behind them stands what people wrote.
        return parts.map { fixed($0, language) ?? $0 }.joined(separator: ", ")
    }

    private static func fixed(_ text: String, _ language: Language) -> String? {
        let words = text.split(separator: " ")
        guard words.count == 2 else { return nil }
        func phrase(_ de: String, _ en: String) -> String { Phrase(de: de, en: en)(language) }
        switch (words[0], words[1]) {
        case ("entry", let number) where Int64(number) != nil: return phrase("Eintrag \(number)", "entry \(number)")
        case ("quorum", let number) where Int(number) != nil: return phrase("es genügen \(number)", "\(number) suffice")
        case (let number, "days") where Int(number) != nil: return phrase("\(number) Tage", "\(number) days")
        case ("until", let day):
            guard CalendarDay(String(day)) != nil else { return nil }
            let date = DateFormat.date(String(day), language)
            return phrase("bis \(date)", "until \(date)")
        default: return nil
        }
    }
}
