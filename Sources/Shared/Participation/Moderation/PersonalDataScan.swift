/// Looks for personal data at one place of a text after another.
struct PersonalDataScan {
    private let characters: [Character]

    init(_ text: String) { characters = Array(text) }

    var count: Int { characters.count }

    /// What begins at `place`, the surest first.
    func finding(at place: Int) -> PersonalData.Finding? {
        let character = characters[place]
        func found(_ kind: PersonalData.Kind, _ end: Int?) -> PersonalData.Finding? {
            end.map { PersonalData.Finding(kind: kind, range: place..<$0) }
        }
        // Each kind can only begin in one way, so most places are passed at once.
        guard isWordStart(place) else { return nil }
        if character == "+" || character == "0" || character == "(" {
            // A group of digits within a longer number begins nothing.
            let isGroup = place > 1 && characters[place - 1] == " " && characters[place - 2].isNumber
            return isGroup ? nil : found(.phone, phone(place))
        }
        guard character.isLetter || character.isNumber else { return nil }
        return found(.mail, mail(place))
            ?? (character.isLetter
                ? found(.account, account(place)) ?? found(.plate, plate(place)) ?? found(.name, name(place))
                    ?? found(.address, address(place)) : nil)
    }

    private func isWordStart(_ place: Int) -> Bool {
        guard place > 0 else { return true }
        let before = characters[place - 1]
        return !(before.isLetter || before.isNumber || before == "@" || before == "_")
    }

    private func at(_ place: Int) -> Character? { place < characters.count ? characters[place] : nil }
    private func isDigit(_ place: Int) -> Bool { at(place).map { $0.isASCII && $0.isNumber } ?? false }
    private func isLetter(_ place: Int) -> Bool { at(place)?.isLetter ?? false }
    private func isCapital(_ place: Int) -> Bool { at(place).map { $0.isLetter && $0.isUppercase } ?? false }
    private func isWordEnd(_ place: Int) -> Bool { !isLetter(place) && !isDigit(place) }

    // MARK: Mail

    /// `name@place.tld`, also with (at) or [at].
    private func mail(_ start: Int) -> Int? {
        func isLocal(_ place: Int) -> Bool {
            at(place).map { $0.isASCII && ($0.isLetter || $0.isNumber) || "._%+-".contains($0) } ?? false
        }
        var end = start
        while isLocal(end) { end += 1 }
        guard end > start, let domain = afterAt(end) else { return nil }
        end = domain
        var dot = -1
        while let character = at(end), character.isLetter || character.isNumber || character == "-" || character == "."
        {
            if character == "." {
                guard isLetter(end + 1) || isDigit(end + 1) else { break }
                dot = end
            }
            end += 1
        }
        return dot > domain && end - dot > 2 ? end : nil
    }

    /// The place after an at sign, however it is spelled.
    private func afterAt(_ place: Int) -> Int? {
        if at(place) == "@" { return place + 1 }
        var start = place
        if at(start) == " " { start += 1 }
        for spelled in ["(at)", "[at]", "(ät)"] where start + 4 <= count {
            guard String(characters[start..<(start + 4)]).lowercased() == spelled else { continue }
            return at(start + 4) == " " ? start + 5 : start + 4
        }
        return nil
    }

    // MARK: Phone

    /// Digits with a code in front: `+49 …`, `0049 …`, `0291/12345`; at least seven.
    private func phone(_ start: Int) -> Int? {
        var place = start
        if at(place) == "(" { place += 1 }
        let isInternational = at(place) == "+"
        if isInternational { place += 1 }
        guard isDigit(place), isInternational || at(place) == "0" else { return nil }
        var digits = 0
        var end = place
        var gap = 0
        while let character = at(place), gap < 3 {
            if isDigit(place) {
                digits += 1
                end = place + 1
                gap = 0
            } else if " /-–()\u{A0}".contains(character) {
                gap += 1
            } else {
                break
            }
            place += 1
        }
        // A day such as 01.10. or a decimal goes on with a point and digits, a word with letters.
        let goesOn = isLetter(end) || (at(end) == "." || at(end) == "," || at(end) == ":") && isDigit(end + 1)
        return (7...15).contains(digits) && !goesOn ? end : nil
    }

    // MARK: IBAN

    /// Country, check digits and number, in groups or not; the check digits must be right (ISO 7064, modulus 97).
    private func account(_ start: Int) -> Int? {
        guard isLetter(start), isLetter(start + 1), isDigit(start + 2), isDigit(start + 3) else { return nil }
        var compact: [UInt8] = []
        var place = start
        var best: Int?
        while let character = at(place), compact.count < 34 {
            if character == " " || character == "\u{A0}" {
                guard place > start, !isWordEnd(place + 1) else { break }
            } else {
                guard let byte = character.uppercased().utf8.first, character.isASCII,
                    character.isLetter || character.isNumber
                else { break }
                compact.append(byte)
                if compact.count >= 15, isWordEnd(place + 1), Self.isIBAN(compact) { best = place + 1 }
            }
            place += 1
        }
        return best
    }

    private static func isIBAN(_ compact: [UInt8]) -> Bool {
        var remainder = 0
        for byte in compact[4...] + compact[..<4] {
            if byte >= 0x41 {
                remainder = (remainder * 100 + Int(byte) - 0x41 + 10) % 97
            } else {
                remainder = (remainder * 10 + Int(byte) - 0x30) % 97
            }
        }
        return remainder == 1
    }

    // MARK: Number plate

    private static let noPlates: Set<String> = [
        "DIN", "ISO", "EN", "EU", "PKW", "LKW", "KFZ", "ICE", "IC", "RE", "RB", "USB", "TOP", "CO", "UN",
    ]

    /// `SO-AB 123`, `SO AB 123`, with E or H at the end.
    private func plate(_ start: Int) -> Int? {
        var place = start
        while isCapital(place), place - start < 4 { place += 1 }
        guard (1...3).contains(place - start), !Self.noPlates.contains(String(characters[start..<place])) else {
            return nil
        }
        let hasHyphen = at(place) == "-"
        guard hasHyphen || at(place) == " " else { return nil }
        place += 1
        if hasHyphen, at(place) == " " { place += 1 }
        let letters = place
        while isCapital(place), at(place)?.isASCII == true, place - letters < 3 { place += 1 }
        guard (1...2).contains(place - letters) else { return nil }
        let isLong = place - letters == 2
        if at(place) == " " || at(place) == "-" { place += 1 }
        let number = place
        guard isDigit(place), at(place) != "0" else { return nil }
        while isDigit(place), place - number < 5 { place += 1 }
        // Without a hyphen it takes more for it to be a plate: "Linie A B 9" is none.
        guard place - number <= 4, hasHyphen || isLong && place - number > 1 else { return nil }
        if at(place) == "E" || at(place) == "H" { place += 1 }
        return isWordEnd(place) ? place : nil
    }

    // MARK: Names and addresses

    private static let titles: Set<String> = ["Herr", "Herrn", "Frau", "Familie", "Dr", "Prof"]
    private static let streets = [
        "straße", "strasse", "str", "weg", "allee", "gasse", "platz", "ring", "damm", "ufer", "chaussee", "steig",
    ]
    private static let units: Set<String> = [
        "m", "meter", "metern", "km", "cm", "uhr", "jahre", "jahren", "mal", "euro", "prozent", "stunden", "minuten",
        "parkplätze", "bänke", "bäume", "mio",
    ]

    /// A form of address and a word with a capital.
    private func name(_ start: Int) -> Int? {
        guard isCapital(start) else { return nil }
        var end = wordEnd(start)
        guard Self.titles.contains(String(characters[start..<end])) else { return nil }
        if at(end) == "." { end += 1 }
        guard at(end) == " ", isCapital(end + 1) else { return nil }
        let last = wordEnd(end + 1)
        return last - end > 3 ? last : nil
    }

    /// A street with a house number.
    private func address(_ start: Int) -> Int? {
        guard isCapital(start) else { return nil }
        var place = wordEnd(start)
        let word = String(characters[start..<place]).lowercased()
        guard Self.streets.contains(where: word.hasSuffix) else { return nil }
        if at(place) == "." { place += 1 }
        guard at(place) == " ", isDigit(place + 1) else { return nil }
        var end = place + 1
        while isDigit(end) { end += 1 }
        guard end - place <= 4 else { return nil }
        if isLetter(end), !isLetter(end + 1) { end += 1 }
        // A point and another digit make it a day.
        guard isWordEnd(end), !(at(end) == "." && isDigit(end + 1)) else { return nil }
        if at(end) == " " {
            let next = String(characters[(end + 1)..<wordEnd(end + 1)]).lowercased()
            if Self.units.contains(next) { return nil }
        }
        return end
    }

    private func wordEnd(_ start: Int) -> Int {
        var end = min(start, count)
        while isLetter(end) || at(end) == "-" && isLetter(end + 1) { end += 1 }
        return end
    }
}
