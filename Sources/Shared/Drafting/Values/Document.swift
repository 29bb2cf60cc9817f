import Participation

/// A text that many write together, such as a charter or a strategy: as staff are drafting it.
///
/// The public never sees this, but the versions made of it.
public struct Document: Sendable, Hashable {
    /// 0 before it was first saved.
    public var id: Int64
    public var slug: String
    public var title: String
    /// What it is and how one takes part.
    public var introduction: String
    /// The process it belongs to; nil where it stands alone.
    public var process: Int64?
    /// The last day on which the public can comment on the newest version; nil: not at present.
    public var lastDay: CivilDay?
    /// True for what was written as an example for a demonstration.
    public var isExample: Bool
    /// 0 before it was first saved; grows with each save of what stands here. Sections have versions of their own, so
    /// that two people can write at once.
    public var version: Int64

    public init(
        id: Int64 = 0, slug: String, title: String, introduction: String = "", process: Int64? = nil,
        lastDay: CivilDay? = nil, isExample: Bool = false, version: Int64 = 0
    ) {
        self.id = id
        self.slug = slug
        self.title = title
        self.introduction = introduction
        self.process = process
        self.lastDay = lastDay
        self.isExample = isExample
        self.version = version
    }

    static let introductionLimit = 8000
    static let sectionLimit = 60_000
    static let mostSections = 100
}

/// A paragraph; its key stays with it from version to version, whatever is changed in it.
public struct Paragraph: Sendable, Hashable {
    public let key: Int64
    public let text: String

    public init(key: Int64, text: String) {
        self.key = key
        self.text = text
    }
}

/// A section with its paragraphs, of the draft or of a version.
public struct Section: Sendable, Hashable {
    /// Unique within the document and never changed.
    public let key: Int64
    public var title: String
    public var paragraphs: [Paragraph]
    /// The contributions it stands on.
    public var sources: [Int64]
    /// Of the draft, for the check that nobody else has saved meanwhile; 0 in published versions.
    public let version: Int64

    public init(key: Int64, title: String, paragraphs: [Paragraph], sources: [Int64] = [], version: Int64 = 0) {
        self.key = key
        self.title = title
        self.paragraphs = paragraphs
        self.sources = sources
        self.version = version
    }

    /// Its paragraphs as people write them: with an empty line between.
    public var text: String { paragraphs.map(\.text).joined(separator: "\n\n") }

    /// The paragraphs of a text as people write it: an empty line ends one.
    public static func paragraphs(of text: String) -> [String] {
        var paragraphs: [String] = []
        var lines: [Substring] = []
        func end() {
            if !lines.isEmpty { paragraphs.append(lines.joined(separator: "\n")) }
            lines = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) { end() } else { lines.append(line) }
        }
        end()
        return paragraphs
    }
}

/// A version as it was published. It never changes.
public struct DocumentVersion: Sendable, Hashable {
    /// From 1 on.
    public let number: Int64
    /// Seconds since 1970.
    public let at: Int64
    public let title: String
    public let introduction: String
    /// What has changed and why, in words.
    public let note: String
    /// True for the text that every remark has been answered for.
    public let isFinal: Bool
    /// The office that published it.
    public let publishedBy: String
    public let sections: [Section]

    public init(
        number: Int64, at: Int64, title: String, introduction: String, note: String, isFinal: Bool,
        publishedBy: String, sections: [Section]
    ) {
        self.number = number
        self.at = at
        self.title = title
        self.introduction = introduction
        self.note = note
        self.isFinal = isFinal
        self.publishedBy = publishedBy
        self.sections = sections
    }

    /// Where a paragraph stands: section and place, counted from 1, as in "2.3"; nil where the version has it not.
    public func place(of key: Int64) -> ParagraphPlace? {
        for (section, found) in sections.enumerated() {
            if let place = found.paragraphs.firstIndex(where: { $0.key == key }) {
                return ParagraphPlace(section: section + 1, paragraph: place + 1)
            }
        }
        return nil
    }

    public func paragraph(_ key: Int64) -> Paragraph? {
        sections.lazy.flatMap(\.paragraphs).first { $0.key == key }
    }

    public func section(of key: Int64) -> Section? {
        sections.first { $0.paragraphs.contains { $0.key == key } }
    }
}

/// "2.3": the third paragraph of the second section.
public struct ParagraphPlace: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let section: Int
    public let paragraph: Int

    public var description: String { "\(section).\(paragraph)" }

    public static func < (left: ParagraphPlace, right: ParagraphPlace) -> Bool {
        (left.section, left.paragraph) < (right.section, right.paragraph)
    }
}
