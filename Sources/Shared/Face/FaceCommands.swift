import Pages
import Service

/// `face show`, `face set`, `face logo`: how the town or office shows itself, the same at node and hub.
public struct FaceCommands: Sendable {
    private let open: @Sendable (Invocation) throws -> FaceDesk
    private let explain: @Sendable (any Error) -> Wording?

    /// - Parameter explain: what to do about an error that is not one of these commands.
    public init(
        open: @escaping @Sendable (Invocation) throws -> FaceDesk,
        explain: @escaping @Sendable (any Error) -> Wording? = { _ in nil }
    ) {
        self.open = open
        self.explain = explain
    }

    public var all: [Command] { [show, set, logo] }

    /// The logo has a command of its own.
    private static func sections(_ desk: FaceDesk) -> [Face.Section] { desk.sections.filter { $0 != .logo } }

    private static let section = Command.Argument(
        "SECTION",
        Wording(
            de: "look, imprint, privacy oder accessibility; am Hub auch data (Lizenz der Daten)",
            en: "look, imprint, privacy or accessibility; at a hub also data (licence of the data)"))

    private var show: Command {
        Command(
            ["face", "show"], Wording(de: "den Auftritt zeigen", en: "show the appearance"),
            details: Wording(
                de: "Alle Felder mit ihrem Namen für „face set“. Was leer ist, fehlt noch.",
                en: "All fields by their name for \"face set\". What is empty is still missing."),
            options: [Command.Option("json", Wording(de: "maschinenlesbar (JSON)", en: "machine-readable (JSON)"))]
        ) { invocation, console in
            try run(invocation, console) { desk in
                let face = desk.face
                if invocation.flag("json") {
                    console.print(Self.json(face, Self.sections(desk)))
                    return
                }
                for section in Self.sections(desk) {
                    let input = face.input(section)
                    for name in FaceFields.names(section) {
                        // One line a field, so that it can be searched.
                        let value = input[name].replacing("\n", with: "\\n")
                        console.print("\(section.rawValue)\t\(name)\t\(value)")
                    }
                }
                console.print("logo\tkind\t\(face.logo?.kind.rawValue ?? "")")
                console.print("logo\tdescription\t\(face.logo?.description ?? "")")
            }
        }
    }

    private var set: Command {
        Command(
            ["face", "set"], Wording(de: "Felder des Auftritts setzen", en: "set fields of the appearance"),
            details: Wording(
                de:
                    "FELD=TEXT, oder FELD=@DATEI für den Inhalt einer Datei; FELD= leert es. Was nicht genannt wird, bleibt. "
                    + "Beispiel: face set look name=Soest accent=#005b9a",
                en: "FIELD=TEXT, or FIELD=@FILE for the content of a file; FIELD= empties it. What is not named stays. "
                    + "Example: face set look name=Soest accent=#005b9a"),
            arguments: [
                Self.section,
                Command.Argument("FIELD=TEXT", Wording(de: "Feld und Wert", en: "field and value"), .repeated),
            ]
        ) { invocation, console in
            try run(invocation, console) { desk in
                let word = try invocation.argument("SECTION")
                let sections = Self.sections(desk)
                guard let section = sections.first(where: { $0.rawValue == word }) else {
                    let known = sections.map(\.rawValue).joined(separator: ", ")
                    throw ServiceError(.usage, "One of \(known) is expected.", at: "SECTION")
                }
                let face = desk.face
                var input = face.input(section)
                for pair in invocation.repeatedArgument("FIELD=TEXT") {
                    let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                        String.init)
                    guard parts.count == 2, FaceFields.names(section).contains(parts[0]) else {
                        let known = FaceFields.names(section).joined(separator: ", ")
                        throw ServiceError(
                            .usage, "FIELD=TEXT with one of \(known) is expected.", at: printable(pair, maximum: 60))
                    }
                    input[parts[0]] = try Self.value(parts[1])
                }
                desk.check(section, &input)
                try save(section, input, picture: nil, face, desk, console)
            }
        }
    }

    private var logo: Command {
        Command(
            ["face", "logo"], Wording(de: "das Logo setzen oder entfernen", en: "set or remove the logo"),
            arguments: [
                Command.Argument(
                    "FILE", Wording(de: "PNG oder JPEG, höchstens 256 KiB", en: "PNG or JPEG, at most 256 KiB"),
                    .optional)
            ],
            options: [
                Command.Option(
                    "description", value: "TEXT",
                    Wording(de: "was statt des Bildes vorgelesen wird", en: "what is read aloud in its place"),
                    default: ""),
                Command.Option("remove", Wording(de: "das Logo entfernen", en: "remove the logo")),
            ]
        ) { invocation, console in
            try run(invocation, console) { desk in
                let face = desk.face
                var input = face.input(.logo)
                var picture: [UInt8]?
                if invocation.flag("remove") {
                    input["kind"] = ""
                    input["description"] = ""
                } else {
                    guard let path = invocation.optionalArgument("FILE") else {
                        throw ServiceError(.usage, "A FILE or --remove is expected.", at: "FILE")
                    }
                    input["description"] = invocation.option("description") ?? ""
                    _ = input.line("description", limit: 200)
                    picture = FaceDesk.checkPicture(
                        try Files.readFile(path, maximum: Logo.maximumBytes * 4), &input)
                }
                try save(.logo, input, picture: picture, face, desk, console)
            }
        }
    }

    private func save(
        _ section: Face.Section, _ input: FormInput, picture: [UInt8]?, _ face: Face, _ desk: FaceDesk,
        _ console: Console
    ) throws {
        guard input.isAccepted else {
            throw Refused(
                sentences: input.faults.map { fault in
                    Wording(
                        de: "\(fault.name): \(fault.sentence(.german))",
                        en: "\(fault.name): \(fault.sentence(.english))")
                })
        }
        guard try desk.save(section, input, picture: picture, expecting: face.edition(section), by: nil) else {
            throw Refused(sentences: [
                Wording(
                    de: "Inzwischen hat jemand anderes gespeichert. Bitte noch einmal ausführen.",
                    en: "Somebody else has saved meanwhile. Please run it again.")
            ])
        }
        console.say(Wording(de: "Gespeichert.", en: "Saved."))
    }

    private struct Refused: Error {
        let sentences: [Wording]
    }

    private static func value(_ text: String) throws -> String {
        guard text.hasPrefix("@") else { return text }
        return String(decoding: try Files.readFile(String(text.dropFirst()), maximum: 1 << 20), as: UTF8.self)
            .replacing("\r\n", with: "\n")
    }

    private static func json(_ face: Face, _ sections: [Face.Section]) -> String {
        func quoted(_ text: String) -> String {
            var result = "\""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"": result += "\\\""
                case "\\": result += "\\\\"
                case "\n": result += "\\n"
                case "\t": result += "\\t"
                default: result.unicodeScalars.append(scalar)
                }
            }
            return result + "\""
        }
        let parts = (sections + [.logo]).map { section in
            let input = face.input(section)
            let fields = FaceFields.names(section).map { "\(quoted($0)):\(quoted(input[$0]))" }
            return "\(quoted(section.rawValue)):{\(fields.joined(separator: ","))}"
        }
        return "{\(parts.joined(separator: ","))}"
    }

    private func run(
        _ invocation: Invocation, _ console: Console, _ body: (FaceDesk) throws -> Void
    ) throws -> Int32 {
        do {
            try body(try open(invocation))
            return 0
        } catch let refused as Refused {
            for sentence in refused.sentences { console.fail(sentence.text(console.language)) }
        } catch let error as ServiceError where error.code == .usage {
            throw error
        } catch {
            guard let wording = explain(error) else { throw error }
            console.fail(printable(wording.text(console.language), maximum: 4000))
        }
        return 1
    }
}
