import Database
import HTTP
import Pages

/// The face on disk.
public enum FaceStore {
    public typealias Fields = [(name: String, value: String)]

    /// - Parameter standard: what holds where nothing was saved, such as the settings of the program.
    public static func read(_ connection: borrowing Connection, standard: Face = Face()) throws -> Face {
        var face = standard
        let rows = try connection.query("SELECT section, edition, fields FROM face_section") { row in
            (try row.text(0), try row.int64(1), try row.text(2))
        }
        for (name, edition, fields) in rows {
            guard let section = Face.Section(rawValue: name) else {
                throw DatabaseError(
                    .corrupt, "The database holds a section of the face that this program does not know.")
            }
            face.editions[section] = edition
            face.take(section, FormInput(try FormCoding.parse(Array(fields.utf8))))
        }
        return face
    }

    /// Saves one section if its edition is still the one the editor saw.
    ///
    /// - Returns: false where somebody else has saved it since; nothing is written then.
    public static func save(
        _ section: Face.Section, _ fields: Fields, picture: [UInt8]? = nil, expecting edition: Int64, by editor: String,
        at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        let text = FormCoding.encode(fields)
        if edition == 0 {
            return try connection.execute(
                "INSERT INTO face_section VALUES (?, 1, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                .text(section.rawValue), .text(text), Value(picture), .integer(seconds), .text(editor)) == 1
        }
        return try connection.execute(
            """
            UPDATE face_section SET edition = edition + 1, fields = ?, picture = ?, edited = ?, editor = ?
            WHERE section = ? AND edition = ?
            """, .text(text), Value(picture), .integer(seconds), .text(editor), .text(section.rawValue),
            .integer(edition)) == 1
    }

    /// Who saved a section last, and when.
    public static func lastEdit(
        _ section: Face.Section, _ connection: borrowing Connection
    ) throws -> (editor: String, seconds: Int64)? {
        try connection.first(
            "SELECT editor, edited FROM face_section WHERE section = ?", .text(section.rawValue)
        ) { (try $0.text(0), try $0.int64(1)) }
    }

    public static func picture(_ connection: borrowing Connection) throws -> [UInt8]? {
        try connection.first(
            "SELECT picture FROM face_section WHERE section = ?", .text(Face.Section.logo.rawValue)
        ) { try $0.optionalBlob(0) } ?? nil
    }
}

extension Face {
    /// The fields of one section as its form carries them.
    func input(_ section: Section) -> FormInput {
        switch section {
        case .look:
            FormInput(stored: [
                "name": [name], "tagline": [tagline.german], "tagline-en": [tagline.english],
                "accent": hasOwnAccent ? [accent.light] : [], "accent-dark": hasOwnAccent ? [accent.dark] : [],
            ])
        case .logo: FormInput(stored: ["description": [logo?.description ?? ""], "kind": [logo?.kind.rawValue ?? ""]])
        case .data: FormInput(stored: ["licence": [licence]])
        case .imprint: FormInput(stored: ["text": [imprint.german], "text-en": [imprint.english]])
        case .privacy: FormInput(stored: ["text": [privacy.german], "text-en": [privacy.english]])
        case .accessibility:
            FormInput(stored: [
                "conformity": [accessibility.conformity.rawValue], "barriers": [accessibility.barriers.german],
                "barriers-en": [accessibility.barriers.english], "prepared": [accessibility.prepared],
                "reviewed": [accessibility.reviewed], "method": [accessibility.method?.rawValue ?? ""],
                "contact": [accessibility.contact.german], "contact-en": [accessibility.contact.english],
                "enforcement": [accessibility.enforcement.german],
                "enforcement-en": [accessibility.enforcement.english],
            ])
        }
    }

    /// Takes over what was checked when it was saved.
    mutating func take(_ section: Section, _ input: FormInput) {
        switch section {
        case .look:
            if !input["name"].isEmpty { name = input["name"] }
            if !input["tagline"].isEmpty {
                tagline = Text(german: input["tagline"], english: input["tagline-en"])
            }
            let dark = input["accent-dark"]
            if let own = try? AccentColour(light: input["accent"], dark: dark.isEmpty ? nil : dark) {
                accent = own
                hasOwnAccent = true
            }
        case .logo:
            logo = Logo.Kind(rawValue: input["kind"]).map {
                Logo(kind: $0, description: input["description"], edition: edition(.logo))
            }
        case .data: licence = input["licence"]
        case .imprint: imprint = Text(german: input["text"], english: input["text-en"])
        case .privacy: privacy = Text(german: input["text"], english: input["text-en"])
        case .accessibility:
            var statement = AccessibilityStatement()
            statement.conformity = AccessibilityStatement.Conformity(rawValue: input["conformity"]) ?? .notAssessed
            statement.barriers = Text(german: input["barriers"], english: input["barriers-en"])
            statement.prepared = input["prepared"]
            statement.reviewed = input["reviewed"]
            statement.method = AccessibilityStatement.Method(rawValue: input["method"])
            statement.contact = Text(german: input["contact"], english: input["contact-en"])
            statement.enforcement = Text(german: input["enforcement"], english: input["enforcement-en"])
            accessibility = statement
        }
    }
}
