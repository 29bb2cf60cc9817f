/// Which members witness the log, and how many make a quorum (docs/PROTOCOL.md section 5, kind `witnesses`).
public struct WitnessCommittee: CanonicalValue {
    /// A note holds 16 signatures: the log's and these.
    public static let maximumMembers = 15

    /// Sorted, without duplicates; empty where witnessing ends.
    public let committee: [TenantID]
    /// More than half of the committee; 0 for an empty one.
    public let quorum: Int

    public init(committee: [TenantID], quorum: Int) {
        self.committee = committee
        self.quorum = quorum
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        committee = try reader.sortedList("committee", by: { $0.text }, limit: Self.maximumMembers) {
            reader throws(Refusal) in try reader.tenant()
        }
        let place = reader.position
        quorum = Int(try reader.integer("quorum", in: 0...Int64(Self.maximumMembers)))
        try reader.closeObject()
        let allowed = Self.quorums(of: committee.count)
        guard allowed.contains(quorum) else {
            throw reader.fault(
                at: place, .range,
                "A quorum of \(committee.count) witnesses is more than half of them and at most all",
                expected: "\(allowed.lowerBound) to \(allowed.upperBound)")
        }
    }

    /// The quorums that a committee of `count` may have.
    public static func quorums(of count: Int) -> ClosedRange<Int> { count == 0 ? 0...0 : (count / 2 + 1)...count }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.strings("committee", committee)
            writer.integer("quorum", Int64(quorum))
        }
    }
}
