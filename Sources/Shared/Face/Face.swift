import Pages

/// How a town or an office shows itself: name, colours, logo, and the texts that the law asks for on every page.
///
/// What is not filled in says so on the page instead of pretending.
public struct Face: Sendable, Equatable {
    /// A text in German and, where it is translated, in English.
    public struct Text: Sendable, Equatable {
        public var german: String
        public var english: String

        public init(german: String = "", english: String = "") {
            self.german = german
            self.english = english
        }
    }

    /// The parts that are edited apart from each other, each with an edition of its own.
    public enum Section: String, Sendable, CaseIterable {
        case look, logo, data, imprint, privacy, accessibility
    }

    /// Empty where the program's own name stands in.
    public var name = ""
    public var tagline = Text()
    public var accent = AccentColour.standard
    /// True where a colour was set here and not taken from the settings.
    public var hasOwnAccent = false
    public var logo: Logo?
    /// Under which licence the house publishes its data, such as `CC BY 4.0`; empty where the settings of the program hold.
    public var licence = ""
    public var imprint = Text()
    public var privacy = Text()
    public var accessibility = AccessibilityStatement()
    /// Pages elsewhere that stand in while nothing was written here, by the name of the page: `imprint`, `feedback` ….
    public var elsewhere: [String: String] = [:]
    /// How often each section was saved; 0 where it never was.
    public var editions: [Section: Int64] = [:]

    public init() {}

    /// Changes with every save: pages drawn with another face look different.
    public var fingerprint: Int64 { editions.values.reduce(0, +) }

    public func edition(_ section: Section) -> Int64 { editions[section] ?? 0 }
}

/// The picture beside the name: PNG or JPEG, because an SVG could carry a script.
public struct Logo: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case png, jpeg

        public var mediaType: String {
            switch self {
            case .png: "image/png"
            case .jpeg: "image/jpeg"
            }
        }

        /// The kind that the first bytes say, whatever the file's name says.
        public init?(_ bytes: [UInt8]) {
            if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
                self = .png
            } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
                self = .jpeg
            } else {
                return nil
            }
        }
    }

    /// 256 KiB: a logo is on every page.
    public static let maximumBytes = 262_144

    public let kind: Kind
    /// What is read aloud in its place; empty where the name beside it says the same.
    public let description: String
    public let edition: Int64

    /// The address holds the edition, so that it can be kept for ever.
    public var address: Address { Address(path: "/face/logo/\(edition)") }
}
