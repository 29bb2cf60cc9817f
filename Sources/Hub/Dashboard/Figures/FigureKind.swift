import Pages

/// A figure about one indicator that has an address of its own, as a file and to be embedded.
///
/// Addresses hold the indicator's id and the name of the kind, and never change.
enum FigureKind: String, CaseIterable, Sendable {
    case course, target, comparison, towns, map

    /// The figure that `/charts/indicators/<id>` means without a kind.
    static let first = FigureKind.course

    /// How its drawing is called on a page.
    var id: String { self == .towns ? "town-course" : self == .comparison ? "town-values" : rawValue }

    var label: Phrase {
        switch self {
        case .course: Phrase(de: "Verlauf", en: "Course")
        case .target: Phrase(de: "Ziel", en: "Target")
        case .comparison: Phrase(de: "Vergleich der Kommunen", en: "Comparison of municipalities")
        case .towns: Phrase(de: "Verläufe der Kommunen", en: "Courses of municipalities")
        case .map: Phrase(de: "Karte", en: "Map")
        }
    }
}
