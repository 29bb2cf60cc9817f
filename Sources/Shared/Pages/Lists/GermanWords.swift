/// Words as search compares them: without case, umlauts and ß spelled any way, without the commonest endings.
///
/// `Straße`, `Strasse` and `Straßen` are one word, and so are `Köln`, `Koeln` and `Koln`. An `e` after a, o or u is dropped,
/// which also folds a few words that differ (`neue`, `neu`): a hit too many is better than one that is missing.
public enum GermanWords {
    /// The longest word that is compared; what is longer is cut.
    private static let longest = 40

    /// The stems of a text in their order.
    public static func stems(_ text: String) -> [String] { folded(text).map(stem) }

    /// The words of a text without their umlauts and case.
    public static func folded(_ text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        func end() {
            if !word.isEmpty { words.append(String(word)) }
            word = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            guard let letters = letters(scalar) else {
                // A combining mark belongs to the letter before it.
                if scalar.properties.generalCategory != .nonspacingMark { end() }
                continue
            }
            for letter in letters where word.count < longest {
                if letter == "e", let last = word.last, last == "a" || last == "o" || last == "u" { continue }
                word.append(letter)
            }
        }
        end()
        return words
    }

    /// A word without the ending of its case or number.
    public static func stem(_ word: String) -> String {
        let count = word.utf8.count
        for (ending, least) in endings where count >= least && word.hasSuffix(ending) {
            return String(word.dropLast(ending.count))
        }
        return word
    }

    /// Longer endings first, each with the length a word must have for it to be one.
    private static let endings: [(String, Int)] = [
        ("ern", 7), ("nen", 7), ("en", 5), ("er", 5), ("es", 5), ("em", 5), ("e", 4), ("n", 6), ("s", 5),
    ]

    /// What stands in a word for a scalar; nil for what separates words.
    private static func letters(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        switch scalar {
        case "a"..."z", "0"..."9": return [scalar]
        case "A"..."Z": return [Unicode.Scalar(UInt8(scalar.value) + 32)]
        case "ä", "Ä": return ["a"]
        case "ö", "Ö": return ["o"]
        case "ü", "Ü": return ["u"]
        case "ß", "ẞ": return ["s", "s"]
        default: break
        }
        guard scalar.value >= 0x80, scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal else {
            return nil
        }
        return Array(scalar.properties.lowercaseMapping.unicodeScalars)
    }

    /// Stems that say nothing about what a text is about.
    public static let common: Set<String> = Set(
        """
        aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits besser bin bis bitte bzw
        da dabei dadurch dafür damit dann daran darauf das dass davon dazu dein dem den denen denn der deren des deshalb dessen
        die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines einfach er es etwa etwas
        euch für ganz gar geben gegen gerade gerne gibt gut haben habe hat hatte hier hin ich ihm ihn ihr ihre ihrem ihren ihrer
        im immer in ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinen können könnte leider man mal mehr mein
        meine mit möchte mögen müssen muss nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind
        so sollen sollte soll sonst statt über um und uns unsere unter viel viele vielen vom von vor wäre war waren was weil
        weiter wenn wer werden wird wie wieder will wir wo wollen wurde würde zu zum zur zwar zwischen
        a an and are as at be by for from has have in is it of on or that the this to was we with would you
        """.split(whereSeparator: \.isWhitespace).flatMap { stems(String($0)) })
}
