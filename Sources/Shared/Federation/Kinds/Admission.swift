/// The part a member plays. Supporters have no strategy of their own: they declare and take positions, no more.
public enum Role: String, Sendable, CaseIterable {
    case joiner, pioneer, supporter
}

/// The office takes a tenant in, or renews it with new keys (docs/PROTOCOL.md section 5).
public struct Admission: CanonicalValue {
    public enum Reason: String, Sendable, CaseIterable {
        case accession, change, loss
    }

    /// The official keys of a municipality with the day whose territorial status they mean.
    public struct OfficialKeys: Hashable, Sendable {
        public let ags: String
        public let ars: String
        public let statusDay: CalendarDay

        /// `nil` unless AGS has 8 and ARS 12 digits.
        public init?(ags: String, ars: String, statusDay: CalendarDay) {
            guard ags.utf8.count == 8, ars.utf8.count == 12,
                (ags + ars).utf8.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            self.ags = ags
            self.ars = ars
            self.statusDay = statusDay
        }
    }

    /// A point to draw the member at, degrees with 4 decimals (WGS 84).
    public struct Location: Hashable, Sendable {
        public let latitude: ExactDecimal
        public let longitude: ExactDecimal

        /// `nil` unless both have 4 decimals and lie on the globe.
        public init?(latitude: ExactDecimal, longitude: ExactDecimal) {
            guard latitude.decimals == 4, longitude.decimals == 4, latitude.units.magnitude <= 900_000,
                longitude.units.magnitude <= 1_800_000
            else { return nil }
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    public let from: PartialDate
    /// Cosigner key, then statement key.
    public let keys: [KeyDeclaration]
    public let location: Location?
    public let name: String
    public let official: OfficialKeys?
    public let reason: Reason
    public let role: Role
    public let tenant: TenantID

    public init(
        from: PartialDate, keys: [KeyDeclaration], location: Location?, name: String, official: OfficialKeys?,
        reason: Reason, role: Role, tenant: TenantID
    ) {
        self.from = from
        self.keys = keys
        self.location = location
        self.name = name
        self.official = official
        self.reason = reason
        self.role = role
        self.tenant = tenant
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        guard let date = try reader.date("from") else { throw reader.fault(.value, "Membership begins on a date") }
        from = date
        keys = try reader.list("keys", limit: 2) { reader throws(Refusal) in try KeyDeclaration(from: &reader) }
        guard keys.map(\.use) == [.cosigner, .statement] else {
            throw reader.fault(.value, "An admission names one cosigner key and one statement key, in this order")
        }
        location = try reader.optionalLocation("location")
        name = try reader.text("name", limit: 200, allowsEmpty: false)
        official = try reader.optionalOfficialKeys("official")
        reason = try reader.word("reason")
        role = try reader.word("role")
        tenant = try reader.tenant("tenant")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("from", from)
            writer.list("keys", keys)
            writer.optionalLocation("location", location)
            writer.string("name", name)
            writer.optionalOfficialKeys("official", official)
            writer.string("reason", reason.rawValue)
            writer.string("role", role.rawValue)
            writer.string("tenant", tenant)
        }
    }
}

extension CanonicalReader {
    mutating func optionalLocation(_ name: String) throws(Refusal) -> Admission.Location? {
        try member(name)
        if null() { return nil }
        try openObject()
        let latitude = try decimal("latitude")
        let longitude = try decimal("longitude")
        try closeObject()
        guard let location = Admission.Location(latitude: latitude, longitude: longitude) else {
            throw fault(.value, "A location has latitude and longitude with 4 decimals")
        }
        return location
    }

    mutating func optionalOfficialKeys(_ name: String) throws(Refusal) -> Admission.OfficialKeys? {
        try member(name)
        if null() { return nil }
        try openObject()
        try member("ags")
        let ags = try string()
        try member("ars")
        let ars = try string()
        let day = try day("status_date")
        try closeObject()
        guard let keys = Admission.OfficialKeys(ags: ags, ars: ars, statusDay: day) else {
            throw fault(.value, "The AGS has 8 digits and the ARS 12")
        }
        return keys
    }
}

extension CanonicalWriter {
    mutating func optionalLocation(_ name: String, _ location: Admission.Location?) {
        member(name)
        guard let location else { return null() }
        object { writer in
            writer.string("latitude", location.latitude)
            writer.string("longitude", location.longitude)
        }
    }

    mutating func optionalOfficialKeys(_ name: String, _ official: Admission.OfficialKeys?) {
        member(name)
        guard let official else { return null() }
        object { writer in
            writer.string("ags", official.ags)
            writer.string("ars", official.ars)
            writer.string("status_date", official.statusDay)
        }
    }
}

/// The office shuts a tenant out, from the next entry on (docs/PROTOCOL.md section 5).
public struct Suspension: CanonicalValue {
    public let from: CalendarDay
    public let reason: String
    public let tenant: TenantID

    public init(from: CalendarDay, reason: String, tenant: TenantID) {
        self.from = from
        self.reason = reason
        self.tenant = tenant
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        from = try reader.day("from")
        reason = try reader.text("reason", limit: 500, allowsEmpty: false)
        tenant = try reader.tenant("tenant")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("from", from)
            writer.string("reason", reason)
            writer.string("tenant", tenant)
        }
    }
}
