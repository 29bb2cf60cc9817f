import Crypto
import Federation

/// The block of text that the office hands to a town on another way (docs/PROTOCOL.md section 8).
struct InvitationBlock {
    let expires: Instant
    let hub: String
    let log: String
    let office: String
    let origin: String
    let policy: String
    let tenant: TenantID
    let token: String

    var text: String {
        var writer = CanonicalWriter()
        writer.object { writer in
            for (member, value) in [
                ("expires", expires.description), ("hub", hub), ("log", log), ("office", office), ("origin", origin),
                ("policy", policy), ("tenant", tenant.text), ("token", token),
            ] {
                writer.member(member)
                writer.string(value)
            }
            writer.member("version")
            writer.integer(1)
        }
        var lines = ["-----BEGIN RAHMENWERK INVITATION-----"]
        var rest = Base64URL.encode(writer.bytes)[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(64)))
            rest = rest.dropFirst(64)
        }
        lines.append("-----END RAHMENWERK INVITATION-----")
        return lines.joined(separator: "\n") + "\n"
    }
}
