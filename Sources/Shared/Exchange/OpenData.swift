import Crypto
import Database
import Participation
import Tables

/// Writes the open data of one process, batch by batch, so that neither memory nor a slow reader's connection is held.
public struct OpenData: Sendable {
    public enum Form: String, Sendable, CaseIterable {
        case csv, json

        var mediaType: String { self == .csv ? "text/csv; charset=utf-8; header=present" : "application/json" }
    }

    private static let batch = 500

    let store: Store
    let licence: OpenDataLicence

    public init(store: Store, licence: OpenDataLicence) {
        self.store = store
        self.licence = licence
    }

    /// CSV as `CSVLine` writes it: no cell starts a formula. JSON: one object with the licence, and the rows as objects.
    public func write(
        _ table: OpenDataTable, of process: Process, as form: Form, _ write: ([UInt8]) throws -> Void
    ) throws {
        let columns = table.columns
        switch form {
        case .csv: try write(CSVLine(columns).bytes)
        case .json:
            let head = [
                ("process", process.slug), ("title", process.title), ("question", process.question),
                ("licence", licence.name), ("licence_address", licence.address),
            ].map { "\"\($0.0)\": \(JSONWriting.string($0.1))" }.joined(separator: ",\n  ")
            try write(Array("{\n  \(head),\n  \"\(table.rawValue)\": [".utf8))
        }
        var after: Int64 = 0
        var isFirst = true
        while true {
            let rows = try store.read { connection in
                try table.rows(of: process.id, after: after, limit: Self.batch, connection)
            }
            var bytes: [UInt8] = []
            for row in rows {
                switch form {
                case .csv: bytes += CSVLine(row.values.map(\.cell)).bytes
                case .json:
                    let members = zip(columns, row.values).map { "\"\($0)\": \($1.json)" }.joined(separator: ", ")
                    bytes += Array("\(isFirst ? "" : ",")\n    {\(members)}".utf8)
                }
                isFirst = false
            }
            if !bytes.isEmpty { try write(bytes) }
            guard rows.count == Self.batch, let last = rows.last else { break }
            after = last.key
        }
        if form == .json { try write(Array("\n  ]\n}\n".utf8)) }
    }

    /// Changes whenever a row of the table may have changed.
    func mark(_ table: OpenDataTable, of process: Process, as form: Form) throws -> String {
        let numbers = try store.read { connection in
            try connection.first(
                """
                SELECT (SELECT count(*) || ' ' || total(version) || ' ' || coalesce(max(id), 0) || ' ' || total(merged_into)
                        FROM contribution WHERE process = ?1 AND visibility = 'published')
                    || '/' || (SELECT total(supports) || ' ' || total(comments) FROM contribution_tally
                        WHERE contribution IN (SELECT id FROM contribution WHERE process = ?1))
                    || '/' || (SELECT count(*) || ' ' || coalesce(max(id), 0) || ' ' || total(length(text)) FROM comment
                        WHERE visibility = 'published' AND contribution IN (SELECT id FROM contribution WHERE process = ?1))
                    || '/' || (SELECT count(*) || ' ' || coalesce(max(id), 0) FROM contribution_step
                        WHERE contribution IN (SELECT id FROM contribution WHERE process = ?1))
                    || '/' || (SELECT count(*) || ' ' || coalesce(max(taken), 0) FROM imported_record)
                """, .integer(process.id)
            ) { try $0.text(0) } ?? ""
        }
        let text = "\(table) \(form) \(process.id) \(process.version) \(licence.name) \(licence.address) \(numbers)"
        return String(SHA256.digest(Array(text.utf8)).hex.prefix(32))
    }
}
