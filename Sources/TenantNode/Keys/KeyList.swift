import Federation
import Glibc
import Service

/// The town's keys as its copy of the log has them, the oldest first.
struct KeyList: Sendable {
    struct Row: Sendable {
        let thumbprint: String
        let key: RegisteredKey
        /// The set of key files that holds the private part; nil where this node has it not.
        let set: Int?
    }

    let rows: [Row]
    let size: Int64

    static func read(_ node: Node, _ membership: Membership) throws -> KeyList {
        let state = try node.log(of: membership).state
        var sets: [String: Int] = [:]
        var number = 1
        while access(NodeKeys.folder(number, in: node.folder(of: membership.name)), F_OK) == 0 {
            for file in NodeKeys.files {
                let path = "\(NodeKeys.folder(number, in: node.folder(of: membership.name)))/\(file)"
                if access(path, F_OK) == 0 { sets[try node.vault.publicKey(path).thumbprint] = number }
            }
            number += 1
        }
        let rows = state.keys.filter { $0.value.owner == membership.issuer }
            .map { Row(thumbprint: $0.key, key: $0.value, set: sets[$0.key]) }
            .sorted { ($0.key.firstIndex, $0.thumbprint) < ($1.key.firstIndex, $1.thumbprint) }
        return KeyList(rows: rows, size: state.size)
    }

    var json: JSONValue {
        .array(
            rows.map { row in
                .object([
                    .init("algorithm", .string(row.key.key.algorithm.rawValue)),
                    .init("doubted_from", row.key.doubtedFrom.map { .integer($0) } ?? .null),
                    .init("first", .integer(row.key.firstIndex)),
                    .init("last", row.key.lastIndex.map { .integer($0) } ?? .null),
                    .init("set", row.set.map { .integer(Int64($0)) } ?? .null),
                    .init("thumbprint", .string(row.thumbprint)), .init("use", .string(row.key.use.rawValue)),
                ])
            })
    }

    func lines(_ isGerman: Bool) -> [String] {
        rows.map { row in
            var parts = [row.thumbprint, row.key.use.rawValue, row.key.key.algorithm.rawValue]
            let first = row.key.firstIndex
            if let last = row.key.lastIndex {
                parts.append(
                    isGerman ? "gültig für Einträge \(first) bis \(last)" : "valid for entries \(first) to \(last)")
            } else {
                parts.append(isGerman ? "gültig ab Eintrag \(first)" : "valid from entry \(first)")
            }
            if let doubted = row.key.doubtedFrom {
                parts.append(isGerman ? "angezweifelt ab Eintrag \(doubted)" : "in doubt from entry \(doubted)")
            }
            if row.set == nil { parts.append(isGerman ? "keine Datei" : "no file") }
            return parts.joined(separator: "  ")
        }
    }
}
