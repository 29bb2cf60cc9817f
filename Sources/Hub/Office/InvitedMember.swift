import Crypto
import Federation
import Service

/// What an admission will say of a town, before the town has keys.
struct InvitedMember: CanonicalValue {
    let from: PartialDate
    let location: Admission.Location?
    let name: String
    let official: Admission.OfficialKeys?
    let role: Role
    let tenant: TenantID

    init(
        from: PartialDate, location: Admission.Location?, name: String, official: Admission.OfficialKeys?, role: Role,
        tenant: TenantID
    ) {
        self.from = from
        self.location = location
        self.name = name
        self.official = official
        self.role = role
        self.tenant = tenant
    }

    func admission(keys: [KeyDeclaration], reason: Admission.Reason) -> Admission {
        Admission(
            from: from, keys: keys, location: location, name: name, official: official, reason: reason, role: role,
            tenant: tenant)
    }

    init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        from = try reader.parsedMember("from") { PartialDate($0) }
        location = try reader.parsedMember("location") { text in
            text.isEmpty ? .some(nil) : InvitedMember.location(text).map { .some($0) }
        }
        name = try reader.text("name", limit: 200, allowsEmpty: false)
        official = try reader.parsedMember("official") { text in
            text.isEmpty ? .some(nil) : InvitedMember.official(text).map { .some($0) }
        }
        role = try reader.parsedMember("role") { Role(rawValue: $0) }
        tenant = try reader.parsedMember("tenant") { TenantID($0) }
        try reader.closeObject()
    }

    func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            for (member, text) in [
                ("from", from.description),
                ("location", location.map { "\($0.latitude),\($0.longitude)" } ?? ""),
                ("name", name),
                ("official", official.map { "\($0.ags),\($0.ars),\($0.statusDay)" } ?? ""),
                ("role", role.rawValue), ("tenant", tenant.text),
            ] {
                writer.member(member)
                writer.string(text)
            }
        }
    }

    /// `latitude,longitude` in degrees with 4 decimals.
    static func location(_ text: String) -> Admission.Location? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let latitude = ExactDecimal(parts[0]), let longitude = ExactDecimal(parts[1]) else {
            return nil
        }
        return Admission.Location(latitude: latitude, longitude: longitude)
    }

    /// `AGS,ARS,YYYY-MM-DD`.
    static func official(_ text: String) -> Admission.OfficialKeys? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let day = CalendarDay(parts[2]) else { return nil }
        return Admission.OfficialKeys(ags: parts[0], ars: parts[1], statusDay: day)
    }
}

extension CanonicalReader {
    fileprivate mutating func parsedMember<Value>(_ name: String, _ parse: (String) -> Value?) throws(Refusal) -> Value
    {
        guard let value = parse(try text(name, limit: 200)) else {
            throw fault(.value, "The member \"\(name)\" cannot be read")
        }
        return value
    }
}
