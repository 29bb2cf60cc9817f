import Pages

/// A number that a platform had counted; it is kept as it was and not counted again.
public struct ImportedCount: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case supports, against, neutral, endorsements, comments, followers, picks, participants, votes, offlineVotes

        public var name: Phrase {
            switch self {
            case .supports: Phrase(de: "Unterstützungen", en: "Supports")
            case .against: Phrase(de: "Ablehnungen", en: "Ratings against")
            case .neutral: Phrase(de: "Neutrale Bewertungen", en: "Neutral ratings")
            case .endorsements: Phrase(de: "Befürwortungen", en: "Endorsements")
            case .comments: Phrase(de: "Kommentare", en: "Comments")
            case .followers: Phrase(de: "Folgende", en: "Followers")
            case .picks: Phrase(de: "Auswahlen", en: "Picks")
            case .participants: Phrase(de: "Teilnehmende", en: "Participants")
            case .votes: Phrase(de: "Stimmen", en: "Votes")
            case .offlineVotes: Phrase(de: "Stimmen vor Ort", en: "Votes on site")
            }
        }
    }

    public let kind: Kind
    public let value: Int64
}

/// Something else that the source said of a record, with the name it had there.
public struct ImportedFact: Sendable, Hashable {
    public let name: String
    public let value: String
}

/// An idea, proposal or input of another platform. No member holds who wrote it.
public struct ImportedContribution: Sendable, Hashable {
    /// As the source numbers it; with the source it is the key by which importing again updates.
    public var id: String
    public var title: String
    /// Without markup; may be empty.
    public var text = ""
    public var category = ""
    public var labels: [String] = []
    public var latitude: Double?
    public var longitude: Double?
    public var placeName = ""
    /// In the source's own words.
    public var status = ""
    public var answer = ""
    /// Seconds since 1970.
    public var answered: Int64?
    public var created: Int64?
    public var published: Int64?
    public var address = ""
    public var counts: [ImportedCount] = []
    public var facts: [ImportedFact] = []
    /// Where it stands in the file, for messages.
    public var row = 0

    public init(id: String, title: String) {
        self.id = id
        self.title = title
    }

    public func count(_ kind: ImportedCount.Kind) -> Int64? { counts.first { $0.kind == kind }?.value }
}

public struct ImportedComment: Sendable, Hashable {
    public var id: String
    /// The `id` of the contribution, or where `isAddress` its address.
    public var contribution: String
    public var isAddress = false
    public var parent: String?
    public var text: String
    public var created: Int64?
    public var row = 0
}

/// What a platform reports as done or under way ("accountability").
public struct ImportedResult: Sendable, Hashable {
    public var id: String
    public var title: String
    public var text = ""
    public var status = ""
    /// In percent, as written.
    public var progress = ""
    /// As written, `2026-10-05` where it can be read as a day.
    public var start = ""
    public var end = ""
    public var address = ""
    public var parent = ""
    /// Addresses of the contributions it goes back to.
    public var proposals: [String] = []
    public var facts: [ImportedFact] = []
    public var row = 0
}

public struct ImportedMeeting: Sendable, Hashable {
    public var id: String
    public var title: String
    public var text = ""
    public var start: Int64?
    public var end: Int64?
    public var place = ""
    public var address = ""
    public var counts: [ImportedCount] = []
    public var facts: [ImportedFact] = []
    public var row = 0
}
