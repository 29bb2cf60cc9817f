import Crypto
import Database
import Federation

extension LogStore {
    /// Up to `limit` statements of entries below `size` in the order of their digests, after `after`: of those that
    /// `selection` includes (all without one) the bytes, unless they have been redacted.
    func statements(
        after: Digest?, below size: Int64, limit: Int, of selection: Selection?
    ) throws -> [(sha256: Digest, bytes: [UInt8]?)] {
        guard let selection else { return try statements(after: after, below: size, limit: limit) }
        return try store.read { connection in
            let page = try connection.query(
                "SELECT sha256, leaf FROM entry WHERE sha256 > ? AND position < ? ORDER BY sha256 LIMIT ?",
                .blob(after?.bytes ?? []), .integer(size), Value(limit)
            ) { (try $0.blob(0), try $0.blob(1)) }
            return try page.map { key, leaf in
                guard let sha256 = Digest(key) else { throw LogFault("A stored digest is malformed") }
                guard selection.includes(try LogEntry(canonicalBytes: leaf)) else { return (sha256, nil) }
                let bytes = try connection.first("SELECT statement FROM entry WHERE sha256 = ?", .blob(key)) {
                    try $0.optionalBlob(0)
                }
                return (sha256, bytes ?? nil)
            }
        }
    }
}
