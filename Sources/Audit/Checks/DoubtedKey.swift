import Federation
import Ledger

/// A key that was revoked after a compromise: what it signed from an index on is in doubt. The entries stand, and whoever
/// relies on them has to ask its owner.
struct DoubtedKey: Hashable, Sendable {
    let thumbprint: String
    let owner: String
    let from: Int64
    /// The entry that revoked it.
    let until: Int64
    /// Entries under it from `from` on.
    let entries: [Int64]

    /// The doubted keys of a log, with what they signed. Reads the entries again from the first doubted index on, and of
    /// statements only those of the keys' owners.
    static func all(in state: FederationState, _ index: ExportIndex, _ source: any ExportSource, size: Int64)
        -> [DoubtedKey]
    {
        state.keys.compactMap { thumbprint, key -> DoubtedKey? in
            guard let from = key.doubtedFrom, let until = key.lastIndex else { return nil }
            var signed: [Int64] = []
            let range = from..<max(from, min(until + 1, size))
            index.entries(in: range, source, size: size) { place, entry in
                guard let leaf = try? LogEntry(canonicalBytes: entry), leaf.issuer == key.owner else { return }
                let isSigned = index.candidates(for: leaf.sha256).contains { candidate in
                    guard let bytes = try? source.contents(of: candidate.file) else { return false }
                    return (try? CompactJWS(bytes, type: .statement))?.keyID == thumbprint
                }
                if isSigned { signed.append(place) }
            }
            return DoubtedKey(
                thumbprint: thumbprint, owner: key.owner.description, from: from, until: until, entries: signed)
        }.sorted { ($0.from, $0.thumbprint) < ($1.from, $1.thumbprint) }
    }
}
