/// A part of an address made from a title: lowercase letters, digits and hyphens.
public enum Slug {
    private static let limit = 60
    private static let spelled: [Character: String] = ["ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"]

    /// - Parameter taken: those that are in use; a number at the end keeps the new one apart.
    public static func make(_ title: String, taken: Set<String> = []) -> String {
        var slug = ""
        for character in title.lowercased() {
            if let spelled = spelled[character] {
                slug += spelled
            } else if character.isASCII, character.isLetter || character.isNumber {
                slug.append(character)
            } else if !slug.isEmpty, !slug.hasSuffix("-") {
                slug.append("-")
            }
        }
        slug = String(slug.prefix(limit))
        while slug.hasSuffix("-") { slug.removeLast() }
        if slug.isEmpty { slug = "x" }
        guard taken.contains(slug) else { return slug }
        var number = 2
        while taken.contains("\(slug)-\(number)") { number += 1 }
        return "\(slug)-\(number)"
    }
}
