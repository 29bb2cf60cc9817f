import Pages

import struct Service.Timestamp

/// Words about ideas that several pages share.
enum IdeaWords {
    static func supports(_ count: Int64, _ language: Language) -> String {
        counted(
            count, Phrase(de: "Unterstützung", en: "support"), Phrase(de: "Unterstützungen", en: "supports"), language)
    }

    static func comments(_ count: Int64, _ language: Language) -> String {
        counted(count, Phrase(de: "Kommentar", en: "comment"), Phrase(de: "Kommentare", en: "comments"), language)
    }

    static func ideas(_ count: Int, _ language: Language) -> String {
        counted(Int64(count), Phrase(de: "Idee", en: "idea"), Phrase(de: "Ideen", en: "ideas"), language)
    }

    private static func counted(_ count: Int64, _ one: Phrase, _ many: Phrase, _ language: Language) -> String {
        "\(NumberFormat.integer(Int(clamping: count), language)) \((count == 1 ? one : many)(language))"
    }
}

/// Moments as pages show them.
enum Moments {
    /// The day in Germany, `YYYY-MM-DD`.
    static func day(_ seconds: Int64) -> String {
        "\(CivilDay(inGermanyAt: Timestamp(seconds: seconds) ?? .latest))"
    }

    static func date(_ seconds: Int64, _ language: Language) -> String { DateFormat.date(day(seconds), language) }

    /// The day as an element that machines read, too.
    static func time(_ seconds: Int64, _ language: Language) -> HTML {
        .time(day(seconds), .text(date(seconds, language)))
    }
}

extension IdeaFilter.Sort {
    var word: Phrase {
        switch self {
        case .fitting: Phrase(de: "am besten passende zuerst", en: "best match first")
        case .random: Phrase(de: "zufällig", en: "at random")
        case .newest: Phrase(de: "neueste zuerst", en: "newest first")
        case .supported: Phrase(de: "am meisten unterstützt", en: "most supported")
        case .discussed: Phrase(de: "am meisten diskutiert", en: "most discussed")
        }
    }
}
