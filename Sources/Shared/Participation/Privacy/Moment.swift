import Pages
import Service

enum Moment {
    /// `2026-10-05T14:03:07Z`.
    static func text(_ seconds: Int64) -> String { (Timestamp(seconds: max(0, seconds)) ?? .latest).text }

    /// The day in Germany, for people.
    static func words(_ seconds: Int64) -> Phrase {
        Phrase(de: Moments.date(seconds, .german), en: Moments.date(seconds, .english))
    }
}
