/// What holds for a member from a day on, or the end of its membership (docs/PROTOCOL.md section 5, kind `membership`).
public struct MembershipChange: CanonicalValue {
    public let from: CalendarDay
    public let location: Admission.Location?
    public let name: String
    public let official: Admission.OfficialKeys?
    public let reason: String
    public let role: Role
    /// The member it is merged into.
    public let successor: TenantID?
    public let tenant: TenantID
    /// The first day it is no longer a member.
    public let until: CalendarDay?

    public init(
        from: CalendarDay, location: Admission.Location?, name: String, official: Admission.OfficialKeys?,
        reason: String, role: Role, successor: TenantID?, tenant: TenantID, until: CalendarDay?
    ) {
        self.from = from
        self.location = location
        self.name = name
        self.official = official
        self.reason = reason
        self.role = role
        self.successor = successor
        self.tenant = tenant
        self.until = until
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        from = try reader.day("from")
        location = try reader.optionalLocation("location")
        name = try reader.text("name", limit: 200, allowsEmpty: false)
        official = try reader.optionalOfficialKeys("official")
        reason = try reader.text("reason", limit: 500, allowsEmpty: false)
        role = try reader.word("role")
        try reader.member("successor")
        let successorPlace = reader.position
        successor = reader.null() ? nil : try reader.tenant()
        tenant = try reader.tenant("tenant")
        try reader.member("until")
        let untilPlace = reader.position
        until = reader.null() ? nil : try reader.day()
        try reader.closeObject()
        guard successor == nil || until != nil else {
            throw reader.fault(at: successorPlace, .value, "A successor is named only where membership ends")
        }
        guard successor != tenant else {
            throw reader.fault(at: successorPlace, .value, "Nobody is its own successor")
        }
        guard until.map({ $0 >= from }) ?? true else {
            throw reader.fault(
                at: untilPlace, .range, "Membership cannot end before the facts begin to hold on \(from)",
                expected: "\(from) or later")
        }
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("from", from)
            writer.optionalLocation("location", location)
            writer.string("name", name)
            writer.optionalOfficialKeys("official", official)
            writer.string("reason", reason)
            writer.string("role", role.rawValue)
            writer.optionalString("successor", successor)
            writer.string("tenant", tenant)
            writer.optionalString("until", until)
        }
    }
}
