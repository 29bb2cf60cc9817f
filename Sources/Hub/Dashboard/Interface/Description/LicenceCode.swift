/// A licence that data portals know by an address, found from how an operator or a source writes it.
struct LicenceCode: Sendable, Equatable {
    /// In the list of DCAT-AP.de (https://www.dcat-ap.de/def/licenses/).
    let portal: String
    /// Where its text stands.
    let address: String

    /// nil for a licence that is not known; it is then given in words.
    init?(_ text: String) {
        // "CC BY 4.0", "cc-by-4.0" and "CC-BY 4.0" are one.
        let key = String(text.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
        guard let known = Self.known.first(where: { $0.keys.contains(key) }) else { return nil }
        portal = "http://dcat-ap.de/def/licenses/\(known.portal)"
        address = known.address
    }

    private static let known: [(keys: [String], portal: String, address: String)] = [
        (["ccby40", "creativecommonsattribution40"], "cc-by/4.0", "https://creativecommons.org/licenses/by/4.0/"),
        (["ccbysa40"], "cc-by-sa/4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        (["cc0", "cc010", "cczero"], "cc-zero", "https://creativecommons.org/publicdomain/zero/1.0/"),
        (
            ["dldeby20", "datenlizenzdeutschlandnamensnennung20", "datenlizenzdeutschlandnamensnennungversion20"],
            "dl-by-de/2.0", "https://www.govdata.de/dl-de/by-2-0"
        ),
        (
            ["dldezero20", "datenlizenzdeutschlandzero20", "datenlizenzdeutschlandzeroversion20"], "dl-zero-de/2.0",
            "https://www.govdata.de/dl-de/zero-2-0"
        ), (["odbl", "odbl10"], "odbl", "https://opendatacommons.org/licenses/odbl/1-0/"),
    ]
}
