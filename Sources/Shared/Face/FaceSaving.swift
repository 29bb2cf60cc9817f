import Accounts
import Pages
import Service

/// Checking and saving a section of the face, for the browser and the command line alike.
extension FaceDesk {
    /// Notes in `input` what does not fit; the logo's picture is checked by `checkPicture`.
    func check(_ section: Face.Section, _ input: inout FormInput) {
        FaceFields.check(section, &input, today: world.now().dayText)
    }

    /// A logo as it may be shown; nil where it may not, with the reason in `input`.
    static func checkPicture(_ file: [UInt8], _ input: inout FormInput) -> [UInt8]? {
        guard file.count <= Logo.maximumBytes else {
            input.refuse("picture", .logoTooLarge(file.count))
            return nil
        }
        guard let kind = Logo.Kind(file) else {
            input.refuse("picture", .logoKind)
            return nil
        }
        input["kind"] = kind.rawValue
        return file
    }

    /// - Parameter account: nil for the command line.
    /// - Returns: false where somebody else has saved the section since; nothing is written then.
    func save(
        _ section: Face.Section, _ input: FormInput, picture: [UInt8]?, expecting edition: Int64, by account: Account?
    ) throws -> Bool {
        let now = world.now().seconds
        let fields = FaceFields.names(section).flatMap { name in input.all(name).map { (name: name, value: $0) } }
        let isSaved = try store.write { connection in
            guard
                try FaceStore.save(
                    section, fields, picture: picture, expecting: edition, by: account?.name ?? "", at: now, connection)
            else { return false }
            try Journal.record("face.saved", object: section.rawValue, detail: "", by: account, at: now, connection)
            return true
        }
        refresh()
        return isSaved
    }
}
