import Crypto
import Federation
import Ledger
import Service

/// An invited town hands in its keys (docs/PROTOCOL.md section 8).
///
///     {"keys":[cosigner key, statement key],"tenant":"soest","token":"…"}
struct EnrolmentRequest: CanonicalValue {
    let keys: [KeyDeclaration]
    let tenant: TenantID
    let token: String

    init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        try reader.member("keys")
        var keys: [KeyDeclaration] = []
        try reader.openArray()
        while try reader.nextElement() {
            guard keys.count < 2 else { throw reader.fault(.value, "An enrolment has two keys") }
            keys.append(try KeyDeclaration(from: &reader))
        }
        guard keys.map(\.use) == [.cosigner, .statement] else {
            throw reader.fault(.value, "An enrolment names one cosigner key and one statement key, in this order")
        }
        self.keys = keys
        let issuer = try reader.issuer("tenant")
        guard case .tenant(let tenant) = issuer else { throw reader.fault(.value, "The office does not enrol") }
        self.tenant = tenant
        token = try reader.text("token", limit: 64)
        try reader.closeObject()
    }

    func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.member("keys")
            writer.array(keys) { $1.write(to: &$0) }
            writer.member("tenant")
            writer.string(tenant.text)
            writer.member("token")
            writer.string(token)
        }
    }
}

/// Why a token does not open the door.
struct TokenRefused: Error, CustomStringConvertible {
    let description: String
}

/// Turns an enrolment into an admission in the log.
struct Enrolment: Sendable {
    let sequencer: Sequencer
    let invitations: Invitations
    let world: World

    /// Returns the receipt of the admission; the same token with the same keys gives the same receipt.
    func take(_ bytes: [UInt8]) throws -> (receipt: Receipt, isNew: Bool) {
        let request = try EnrolmentRequest(canonicalBytes: bytes)
        do {
            return try take(request)
        } catch is UsedMeanwhile {
            return try take(request)
        }
    }

    /// Somebody else's enrolment with the same token came first.
    private struct UsedMeanwhile: Error {}

    private func take(_ request: EnrolmentRequest) throws -> (receipt: Receipt, isNew: Bool) {
        let keys = SHA256.digest(request.keys.flatMap(\.publicKey.bytes))
        guard let invitation = try invitations.find(token: request.token), invitation.member.tenant == request.tenant
        else {
            throw TokenRefused(
                description: "This token is not valid for \(request.tenant); please ask the regional office")
        }
        if let admission = invitation.admission {
            guard invitation.keys == keys else {
                throw TokenRefused(description: "This token has been used already, with other keys")
            }
            return (try sequencer.log.receipt(index: admission), false)
        }
        guard world.now().seconds < invitation.expires else {
            throw TokenRefused(
                description: "This invitation has expired or was replaced; please ask the regional office for a new one"
            )
        }
        let acknowledgement = try sequencer.issue(
            Sequencer.OfficeAct { state in
                // Asked again where all acts stand in line: of two enrolments at once only one may be admitted.
                guard let now = try invitations.find(token: request.token), now.admission == nil,
                    now.expires == invitation.expires
                else { throw UsedMeanwhile() }
                let today = Instant(secondsSince1970: max(world.now().seconds, state.lastReceived.secondsSince1970)).day
                let member = state.members[request.tenant]
                let isNew = member.map { $0.departure(by: today) != nil } ?? true
                return .admission(
                    invitation.member.admission(keys: request.keys, reason: isNew ? .accession : .loss))
            } record: { connection, index in
                try Invitations.markUsed(token: request.token, keys: keys, admission: index, connection)
                try Invitations.close(request.tenant, connection)
            })
        return (acknowledgement.receipt, true)
    }
}
