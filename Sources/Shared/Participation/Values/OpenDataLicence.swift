import Pages

/// Under which licence a town gives its data; stated in each file and on each page.
public struct OpenDataLicence: Sendable, Hashable {
    public let name: String
    /// Of its text.
    public let address: String

    public init(name: String, address: String) {
        self.name = name
        self.address = address
    }

    /// Whether an address can stand in a header line and behind a link.
    public static func isAddress(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.count <= 300
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E }
    }

    /// As it stands on a page: `Licence: CC BY 4.0.`, with the way to its text.
    public func line(_ language: Language) -> HTML {
        [
            .text(Phrase(de: "Lizenz: ", en: "Licence: ")(language)),
            (try? Address(address)).map { .a($0, .text(name)) } ?? .text(name), .text("."),
        ]
    }

    public static let standard = OpenDataLicence(
        name: "CC BY 4.0", address: "https://creativecommons.org/licenses/by/4.0/")
}
