import Pages

/// What looks like personal data in a text: a hint for people who decide, never a decision by itself.
enum PersonalData {
    enum Kind: String, Sendable, CaseIterable {
        case mail, phone, account, plate, address, name

        /// True for what hardly ever stands in a text by chance; such a text is read before it is shown.
        var isSure: Bool { self != .address && self != .name }

        var word: Phrase {
            switch self {
            case .mail: Phrase(de: "eine E-Mail-Adresse", en: "an e-mail address")
            case .phone: Phrase(de: "eine Telefonnummer", en: "a phone number")
            case .account: Phrase(de: "eine Kontonummer (IBAN)", en: "an account number (IBAN)")
            case .plate: Phrase(de: "ein Autokennzeichen", en: "a car's number plate")
            case .address: Phrase(de: "eine Anschrift", en: "a street address")
            case .name: Phrase(de: "ein Name", en: "a person's name")
            }
        }
    }

    struct Finding: Sendable, Equatable {
        let kind: Kind
        /// In characters from the beginning of the text.
        let range: Range<Int>
    }

    /// From left to right, without overlap.
    static func find(_ text: String) -> [Finding] {
        let scan = PersonalDataScan(text)
        var findings: [Finding] = []
        var place = 0
        while place < scan.count {
            if let finding = scan.finding(at: place) {
                findings.append(finding)
                place = finding.range.upperBound
            } else {
                place += 1
            }
        }
        return findings
    }

    /// Each kind that was found, once.
    static func kinds(_ text: String) -> [Kind] {
        let found = Set(find(text).map(\.kind))
        return Kind.allCases.filter(found.contains)
    }

    /// Whether somebody should read these texts before they are shown.
    static func isSurelyIn(_ texts: String...) -> Bool {
        texts.contains { find($0).contains { $0.kind.isSure } }
    }

    /// The text with what is sure left out.
    static func redacted(_ text: String) -> String {
        let characters = Array(text)
        var result = ""
        var place = 0
        for finding in find(text) where finding.kind.isSure {
            result += String(characters[place..<finding.range.lowerBound]) + "[…]"
            place = finding.range.upperBound
        }
        return result + String(characters[place...])
    }

    /// The text in paragraphs, with what was found marked.
    static func marked(_ text: String, _ language: Language) -> HTML {
        let characters = Array(text)
        var pieces: [HTML] = []
        var place = 0
        for finding in find(text) {
            pieces.append(.text(String(characters[place..<finding.range.lowerBound])))
            pieces.append(
                .element(
                    .mark, [],
                    [
                        .text(String(characters[finding.range])),
                        .hidden(" (\(finding.kind.word(language)))"),
                    ]))
            place = finding.range.upperBound
        }
        pieces.append(.text(String(characters[place...])))
        return .element(.div, [.class("lines")], pieces)
    }
}
