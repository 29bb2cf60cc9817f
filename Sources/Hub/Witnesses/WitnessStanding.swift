import Federation
import Ledger
import Witnessing

/// Who watches the log, up to where, since when: for pages and machines.
struct WitnessStanding: Sendable {
    struct Member: Sendable {
        let tenant: TenantID
        let newest: WitnessStore.Newest?
    }

    let members: [Member]
    let quorum: Int
    let candidate: WitnessStore.Offer?
    /// Size of the newest witnessed checkpoint and the newest time that one of its witnesses named.
    let witnessed: (size: Int64, seconds: Int64)?

    /// `snapshot` says which committee counts now; it may have none.
    init(_ snapshot: Sequencer.Snapshot, _ log: LogStore) throws {
        let size = snapshot.checkpoint.head.size
        let committee = Committee(snapshot.state, at: size)
        quorum = committee?.quorum ?? 0
        let store = WitnessStore(log: log)
        let found = try log.store.read { connection in
            let members = try (committee?.members ?? []).map { member in
                Member(tenant: member.tenant, newest: try WitnessStore.newest(of: member.tenant, connection))
            }
            let witnessed = try WitnessStore.witnessedSize(connection).map { size in
                let note = try store.cosigned(size, connection)
                let keys = Committee(snapshot.state, at: size)?.keys ?? []
                return (size, try note.witnessings(by: keys).map(\.seconds).max() ?? 0)
            }
            return (members: members, offer: try WitnessStore.offer(connection), witnessed: witnessed)
        }
        members = found.members
        candidate = found.offer
        witnessed = found.witnessed
    }

    /// The answer of `GET /api/v1/witnesses`.
    func json(origin: String) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("candidate")
            if let candidate {
                writer.object { writer in
                    writer.member("since")
                    writer.string(Instant(secondsSince1970: candidate.since).description)
                    writer.member("size")
                    writer.integer(candidate.size)
                }
            } else {
                writer.null()
            }
            writer.member("committee")
            writer.array(members) { writer, member in Self.write(member, origin, &writer) }
            writer.member("quorum")
            writer.integer(Int64(quorum))
            writer.member("witnessed")
            if let witnessed {
                writer.object { writer in
                    writer.member("size")
                    writer.integer(witnessed.size)
                    writer.member("time")
                    writer.string(Instant(secondsSince1970: witnessed.seconds).description)
                }
            } else {
                writer.null()
            }
        }
        return writer.bytes
    }

    private static func write(_ member: Member, _ origin: String, _ writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.member("name")
            writer.string(FederationState.Witness.name(of: member.tenant, origin: origin))
            writer.member("seconds")
            if let newest = member.newest { writer.integer(newest.seconds) } else { writer.null() }
            writer.member("size")
            if let newest = member.newest { writer.integer(newest.size) } else { writer.null() }
            writer.member("tenant")
            writer.string(member.tenant.text)
        }
    }
}
