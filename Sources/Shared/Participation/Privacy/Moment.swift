import Service

enum Moment {
    /// `2026-10-05T14:03:07Z`.
    static func text(_ seconds: Int64) -> String { (Timestamp(seconds: max(0, seconds)) ?? .latest).text }
}
