import Pages

/// Why a contribution cannot stand in another.
enum MergeRefusal: Error, Sendable, Hashable {
    case unknown(Int64)
    case itself(Int64)
    /// It is part of another process: what a device supports there cannot be told from here.
    case otherProcess(Int64)
    case notPublished(Int64)
    /// It stands in another one already.
    case alreadyMerged(Int64, into: Int64)
    /// The target stands in another one itself.
    case targetMerged(into: Int64)
    /// The target stands in it: they would go in a circle.
    case circle(Int64)

    var sentence: Phrase {
        switch self {
        case .unknown(let id):
            Phrase(de: "Einen Beitrag Nummer \(id) gibt es nicht.", en: "There is no contribution number \(id).")
        case .itself(let id):
            Phrase(
                de: "Nummer \(id) ist dieser Beitrag selbst. Bitte nennen Sie die anderen.",
                en: "Number \(id) is this contribution itself. Please name the others.")
        case .otherProcess(let id):
            Phrase(
                de: "Nummer \(id) gehört zu einem anderen Verfahren. Zusammenführen lassen sich Beiträge desselben.",
                en: "Number \(id) belongs to another process. Contributions of the same one can be merged.")
        case .notPublished(let id):
            Phrase(
                de: "Nummer \(id) ist nicht veröffentlicht. Zusammenführen lässt sich, was alle sehen können.",
                en: "Number \(id) is not published. What everybody can see can be merged.")
        case .alreadyMerged(let id, let other):
            Phrase(
                de: "Nummer \(id) steht schon in Nummer \(other). Trennen Sie beide zuerst.",
                en: "Number \(id) stands in number \(other) already. Separate the two first.")
        case .targetMerged(let other):
            Phrase(
                de: "Dieser Beitrag steht selbst in Nummer \(other). Führen Sie die anderen dort zusammen.",
                en: "This contribution itself stands in number \(other). Merge the others there.")
        case .circle(let id):
            Phrase(
                de: "Dieser Beitrag steht in Nummer \(id); umgekehrt geht es nicht zugleich.",
                en: "This contribution stands in number \(id); the other way round is not possible at the same time.")
        }
    }
}

/// How many support an idea that others were merged into.
public struct MergedSupports: Sendable, Hashable {
    /// Of the idea itself.
    public let own: Int64
    /// Devices that support a merged idea and not this one, each once. They are not moved: they come back with an undo.
    public let fromMerged: Int64
    /// As they were counted elsewhere, of the idea and of the merged ones; a device may be among several of them.
    public let ownImported: Int64
    public let mergedImported: Int64
}

/// One merging as it is listed.
public struct Merging: Sendable, Hashable {
    public let id: Int64
    public let contribution: Int64
    public let title: String
    public let target: Int64
    public let targetTitle: String
    public let at: Int64
    public let decidedBy: String
    public let reason: String
    public let undone: Int64?
}
