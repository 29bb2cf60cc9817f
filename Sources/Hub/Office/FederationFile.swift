import Crypto
import Federation
import Service

/// The JSON5 file that a federation begins with: its name, its notice, and the towns it is going to invite.
struct FederationFile {
    let name: LocalizedText
    let notice: LocalizedText?
    let operatorName: String
    /// By which statements may be signed; both where the file does not say.
    let algorithms: [SignatureAlgorithm]
    let members: [InvitedMember]

    init(_ path: String) throws {
        let settings = try Settings(
            try Files.readFile(path, maximum: 1_048_576), file: path, prefix: "RAHMENWERK_FEDERATION_FILE")
        let root = settings.root
        name = try FederationFile.text(root, "name")
        notice = root.hasSection("notice") ? try FederationFile.text(root, "notice") : nil
        let names = try root.list("algorithms", default: SignatureAlgorithm.allCases.map(\.rawValue))
        algorithms = try names.map { name in
            guard let algorithm = SignatureAlgorithm(rawValue: name) else {
                throw ServiceError(.malformed, "\"\(name)\" is not known; EdDSA and ES256 are", at: "algorithms")
            }
            return algorithm
        }
        guard !algorithms.isEmpty, Set(algorithms).count == algorithms.count else {
            throw ServiceError(.malformed, "A list of EdDSA, ES256 or both is expected, each once", at: "algorithms")
        }
        operatorName = try root.string("operator", default: "")
        members = try root.sections("tenants").map(FederationFile.member)
        try settings.finish()
    }

    private static func text(_ reader: SettingsReader, _ key: String) throws -> LocalizedText {
        let section = try reader.section(key)
        return LocalizedText(german: try section.string("de"), english: try section.string("en", default: ""))
    }

    private static func member(_ reader: SettingsReader) throws -> InvitedMember {
        func parsed<Value>(_ key: String, _ text: String, _ value: Value?, _ expected: String) throws -> Value {
            guard let value else {
                throw ServiceError(.malformed, "\"\(text)\" is not \(expected)", at: "\(reader.path).\(key)")
            }
            return value
        }
        let tenant = try reader.string("tenant")
        let from = try reader.string("from")
        let role = try reader.string("role")
        var official: Admission.OfficialKeys?
        if reader.hasSection("official") {
            let section = try reader.section("official")
            let text = "\(try section.string("ags")),\(try section.string("ars")),\(try section.string("status_date"))"
            official = try parsed(
                "official", text, InvitedMember.official(text), "AGS (8 digits), ARS (12 digits) and a day")
        }
        var location: Admission.Location?
        if reader.hasSection("location") {
            let section = try reader.section("location")
            let text = "\(try section.string("latitude")),\(try section.string("longitude"))"
            location = try parsed(
                "location", text, InvitedMember.location(text), "latitude and longitude with 4 decimals")
        }
        return InvitedMember(
            from: try parsed("from", from, PartialDate(from), "a date such as 2026, 2026-10 or 2026-10-05"),
            location: location, name: try reader.string("name"), official: official,
            role: try parsed("role", role, Role(rawValue: role), "one of pioneer, joiner, supporter"),
            tenant: try parsed("tenant", tenant, TenantID(tenant), "a tenant id of 2 to 40 of a-z, 0-9 and -"))
    }
}
