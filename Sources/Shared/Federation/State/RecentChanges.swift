/// What the last entries of a log changed, as far as anything is derived from it: whoever has worked out the state at an
/// earlier size can go on from there instead of beginning anew. It holds a few thousand entries and no more.
public struct RecentChanges: Sendable {
    /// What one entry changed.
    public enum Change: Sendable {
        /// What a town reports: observations that came and observations that went.
        case observations(TenantID, taken: [Observation], gone: [Observation])
        /// Everything about a town: whether it is a member, what it has adopted.
        case town(TenantID)
        /// A town's strategy.
        case strategy(TenantID)
        /// Texts have gone: which, the state says.
        case redaction
        /// What everything rests on: a version of the framework, a key that is revoked.
        case groundwork
        /// Nothing that a figure or a list of towns depends on.
        case other
    }

    private static let chunk = 64
    private static let chunks = 64

    // In chunks, since a state is copied for its readers: going on copies one chunk then, not all.
    private var kept: [[Change]] = []
    /// The log index of the first entry that is kept.
    private var first: Int64 = 0
    private var end: Int64 = 0

    mutating func append(_ change: Change) {
        if kept.isEmpty || kept[kept.count - 1].count == Self.chunk {
            if kept.count == Self.chunks {
                first += Int64(kept.removeFirst().count)
            }
            kept.append([])
            kept[kept.count - 1].reserveCapacity(Self.chunk)
        }
        kept[kept.count - 1].append(change)
        end += 1
    }

    /// What the entries from index `size` on changed, in their order; nil where that is no longer known.
    public func since(_ size: Int64) -> [Change]? {
        guard size >= first, size <= end else { return nil }
        var place = first
        var found: [Change] = []
        for chunk in kept {
            let skipped = min(Int64(chunk.count), max(0, size - place))
            found += chunk.dropFirst(Int(skipped))
            place += Int64(chunk.count)
        }
        return found
    }
}
