/// What a password must be like: long, and not what is tried first. Nothing about capitals and signs.
public enum PasswordRules {
    public static let minimumLength = 12
    /// Beyond this nobody types; it bounds the work.
    public static let maximumLength = 200

    /// Why `password` is refused for that login, or nil.
    public static func objection(to password: String, login: String) -> AccountRefusal? {
        let folded = password.lowercased()
        if password.count < minimumLength {
            return refusal(
                "Bitte wählen Sie ein Passwort mit mindestens \(minimumLength) Zeichen, zum Beispiel vier Wörter, die "
                    + "nichts miteinander zu tun haben.",
                "Please choose a password of at least \(minimumLength) characters, for example four words that have "
                    + "nothing to do with each other.")
        }
        if password.count > maximumLength || password.utf8.count > 4 * maximumLength {
            return refusal(
                "Bitte wählen Sie ein Passwort mit höchstens \(maximumLength) Zeichen.",
                "Please choose a password of at most \(maximumLength) characters.")
        }
        if login.count >= 3, folded.contains(login) {
            return refusal(
                "Das Passwort darf den Anmeldenamen nicht enthalten.", "The password must not contain the login.")
        }
        if Set(folded).count < 5 || isSequence(folded) || isCommon(folded) {
            return refusal(
                "Dieses Passwort wird beim Raten zuerst versucht. Bitte wählen Sie ein anderes.",
                "This password is among the first that are tried. Please choose another one.")
        }
        return nil
    }

    private static func refusal(_ de: String, _ en: String) -> AccountRefusal {
        AccountRefusal(.password, de: de, en: en)
    }

    /// Made of runs along the keyboard, the alphabet or the digits alone.
    private static func isSequence(_ folded: String) -> Bool {
        let rows = [
            "qwertzuiopü", "qwertyuiop", "asdfghjklöä", "yxcvbnm", "zxcvbnm", "1234567890", "01234567890",
            "abcdefghijklmnopqrstuvwxyz",
        ]
        let neighbours = Set(
            (rows + rows.map { String($0.reversed()) }).flatMap { row in zip(row, row.dropFirst()).map { "\($0)\($1)" }
            })
        let pairs = zip(folded, folded.dropFirst()).map { "\($0)\($1)" }
        return pairs.count { neighbours.contains($0) || $0.first == $0.last } * 4 >= pairs.count * 3
    }

    /// One of the well-known words, alone or repeated, whatever digits and signs stand around it.
    private static func isCommon(_ folded: String) -> Bool {
        let plain = folded.replacing("0", with: "o").replacing("3", with: "e").replacing("@", with: "a")
        return [folded, plain].contains { text in
            var rest = text.filter { $0.isLetter }
            for word in words { rest = rest.replacing(word, with: "") }
            return rest.count < 4
        }
    }

    private static let words = [
        "rahmenwerk", "rahmenstrategie", "smartcity", "verwaltung", "gemeinde", "rathaus", "kommune", "passwort",
        "password", "willkommen", "welcome", "geheim", "secret", "sommer", "summer", "herbst", "winter", "frühling",
        "spring", "januar", "februar", "märz", "april", "august", "september", "oktober", "november", "dezember",
        "hallo",
        "hello", "admin", "administrator", "master", "letmein", "iloveyou", "ichliebedich", "schalke", "borussia",
        "dortmund", "fussball", "football", "schatz", "stadt", "start", "test", "login", "qwertz", "qwerty", "asdf",
    ]
}
