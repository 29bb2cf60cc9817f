/// What is typed about a person: checked as a whole, every fault named.
public struct PersonEntry: Sendable, Equatable {
    public let login: String
    public let name: String
    public let function: String
    public let roles: Set<StaffRole>

    /// Throws `AccountRefusals`.
    public init(login: String, name: String, function: String, roles: Set<StaffRole>) throws {
        self.login = Self.folded(login)
        self.name = Self.trimmed(name)
        self.function = Self.trimmed(function)
        self.roles = roles
        let faults = [
            Self.loginObjection(self.login), Self.textObjection(.name, self.name, isRequired: true),
            Self.textObjection(.function, self.function, isRequired: false),
            roles.isEmpty
                ? AccountRefusal(
                    .roles, de: "Bitte wählen Sie mindestens eine Rolle.", en: "Please choose at least one role.")
                : nil,
        ].compactMap(\.self)
        guard faults.isEmpty else { throw AccountRefusals(all: faults) }
    }

    /// A login as it is compared: capitals and spaces around it do not count.
    public static func folded(_ login: String) -> String { trimmed(login).lowercased() }

    private static func loginObjection(_ login: String) -> AccountRefusal? {
        let isKnown = { (byte: UInt8) in
            switch byte {
            case 0x61...0x7A, 0x30...0x39, 0x2E, 0x2D, 0x5F, 0x40: true
            default: false
            }
        }
        guard 3...60 ~= login.utf8.count, login.utf8.allSatisfy(isKnown) else {
            return AccountRefusal(
                .login,
                de: "Ein Anmeldename hat 3 bis 60 Zeichen: Buchstaben von a bis z, Ziffern und . - _ @, zum Beispiel "
                    + "a.muster.",
                en: "A login has 3 to 60 characters: letters from a to z, digits and . - _ @, for example a.sample.")
        }
        return nil
    }

    private static func textObjection(
        _ code: AccountRefusal.Code, _ text: String, isRequired: Bool
    ) -> AccountRefusal? {
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
            default: true
            }
        }
        guard isClean, text.count <= 100, text.utf8.count <= 400, !isRequired || !text.isEmpty else {
            return AccountRefusal(
                code, de: "Bitte geben Sie \(isRequired ? "1 bis" : "höchstens") 100 Zeichen in einer Zeile an.",
                en: "Please give \(isRequired ? "1 to" : "at most") 100 characters in one line.")
        }
        return nil
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
