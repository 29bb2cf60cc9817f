/// What the command line asks for.
enum AuditCommand: Equatable, Sendable {
    struct Verify: Equatable, Sendable {
        var export = ""
        var policy: String?
        var office: String?
        var asJSON = false
    }

    case verify(Verify)
    case version
    case help

    /// Reads the arguments behind the program's name. A language given with `--language` comes back beside the command.
    static func parse(_ arguments: [String]) throws(AuditError) -> (command: AuditCommand, language: Language?) {
        var rest = arguments[...]
        var words: [String] = []
        var verify = Verify()
        var language: Language?
        var isHelp = false
        while let argument = rest.popFirst() {
            switch argument {
            case "--help", "-h": isHelp = true
            case "--json": verify.asJSON = true
            case "--policy": verify.policy = try value(of: argument, &rest)
            case "--office": verify.office = try thumbprint(try value(of: argument, &rest))
            case "--language":
                let name = try value(of: argument, &rest)
                guard let known = Language(rawValue: name) else {
                    throw usage(
                        de: "Sprachen sind de und en, nicht „\(name)“.", en: "Languages are de and en, not \"\(name)\"."
                    )
                }
                language = known
            case let option where option.hasPrefix("-"):
                throw usage(de: "Die Option \(option) gibt es nicht.", en: "There is no option \(option).")
            default: words.append(argument)
            }
        }
        if isHelp { return (.help, language) }
        switch words.first {
        case "verify":
            guard words.count == 2 else {
                throw usage(de: "verify braucht genau einen Export.", en: "verify takes exactly one export.")
            }
            verify.export = words[1]
            return (.verify(verify), language)
        case "version" where words.count == 1: return (.version, language)
        case "help" where words.count == 1: return (.help, language)
        default:
            throw usage(de: "Befehle sind verify und version.", en: "The commands are verify and version.")
        }
    }

    static let usageText = Phrase(
        de: """
            rahmenwerk-audit prüft einen Export der Föderation: ohne Netz, ohne Datenbank.

              rahmenwerk-audit verify EXPORT [--policy DATEI] [--office KENNUNG] [--json] [--language de|en]
              rahmenwerk-audit version

              EXPORT      das Archiv (.tar) oder der ausgepackte Ordner
              --policy    Schlüssel des Logs und der Zeugen, wie Sie sie auf anderem Weg erhalten haben
              --office    Kennung (RFC 7638) des Schlüssels, mit dem das Amt die Föderation gegründet hat
              --json      das Ergebnis für Programme

            Rückgabe: 0 echt und vollständig · 1 fehlerhaft · 2 unversehrt, Herkunft nicht belegt
                      64 falscher Aufruf · 66 Datei nicht lesbar

            """,
        en: """
            rahmenwerk-audit verifies an export of the federation: no network, no database.

              rahmenwerk-audit verify EXPORT [--policy FILE] [--office THUMBPRINT] [--json] [--language de|en]
              rahmenwerk-audit version

              EXPORT      the archive (.tar) or the folder it unpacks to
              --policy    keys of the log and of the witnesses, as you received them by another way
              --office    RFC 7638 thumbprint of the key with which the office founded the federation
              --json      the result for programs

            Exit: 0 genuine and complete · 1 faulty · 2 intact, origin not established
                  64 usage · 66 a file cannot be read

            """)

    private static func value(of option: String, _ rest: inout ArraySlice<String>) throws(AuditError) -> String {
        guard let value = rest.popFirst(), !value.isEmpty else {
            throw usage(de: "Hinter \(option) fehlt der Wert.", en: "The value of \(option) is missing.")
        }
        return value
    }

    private static func thumbprint(_ text: String) throws(AuditError) -> String {
        guard text.utf8.count == 43,
            text.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D || byte == 0x5F
            })
        else {
            throw usage(
                de: "--office erwartet eine Kennung aus 43 Zeichen.",
                en: "--office takes a thumbprint of 43 characters.")
        }
        return text
    }

    private static func usage(de: String, en: String) -> AuditError { AuditError(.usage, Phrase(de: de, en: en)) }
}
