import Federation

/// A stretch of the log as JSON and CSV.
enum LogData {
    static func json(
        _ leaves: [[UInt8]], from: Int64, limit: Int64, next: String?, _ snapshot: Sequencer.Snapshot
    ) throws -> [(String, JSONValue)] {
        [
            (
                "entries",
                .array(
                    try leaves.enumerated().map { place, leaf in
                        .members([
                            ("index", .integer(from + Int64(place))),
                            ("leaf", try JSONValue(canonicalBytes: leaf)),
                        ])
                    })
            ), ("from", .integer(from)), ("limit", .integer(limit)), ("next", .optional(next)),
            ("origin", .string(snapshot.state.origin)),
            ("root", .string(snapshot.checkpoint.head.root.hex)),
        ]
    }

    static func csv(_ leaves: [[UInt8]], from: Int64, _ style: CSVStyle) throws -> [UInt8] {
        var csv = CSVWriter(style, "index", "received", "issuer", "kind", "version", "bytes", "sha256")
        for (place, bytes) in leaves.enumerated() {
            let leaf = try LogEntry(canonicalBytes: bytes)
            csv.row([
                .integer(from + Int64(place)), .text(leaf.received.description), .text(leaf.issuer.description),
                .text(leaf.kind.rawValue), .integer(Statement.version), .integer(leaf.byteCount),
                .text(leaf.sha256.hex),
            ])
        }
        return csv.bytes
    }
}
