import Federation
import Pages

/// Somebody asks for a period of which an indicator has no figure; says which ones there are.
struct PeriodRefusal: Error {
    private static let named = 12

    let reason: Phrase

    /// - Parameter periods: those with a figure, in order of time.
    init(_ periods: [Period]) {
        let newest = periods.suffix(Self.named).reversed().map(\.description).joined(separator: ", ")
        guard !newest.isEmpty else {
            reason = Phrase(
                de: "Zu dieser Kennzahl gibt es noch keinen Wert („period“ in der Adresse).",
                en: "There is no value of this indicator yet (“period” in the address).")
            return
        }
        let hasMore = periods.count > Self.named
        reason = Phrase(
            de: "Bitte geben Sie bei „period“ in der Adresse einen dieser Zeiträume an: \(newest)"
                + (hasMore ? " oder einen früheren, den die Seite nennt." : "."),
            en: "Please give at “period” in the address one of these periods: \(newest)"
                + (hasMore ? " or an earlier one that the page names." : "."))
    }
}

extension Phrase {
    static let badPeriodTitle = Phrase(
        de: "Zu diesem Zeitraum gibt es keinen Wert", en: "There is no value for this period")
    static let newestPeriod = Phrase(de: "Zum neuesten Zeitraum", en: "To the newest period")
}
