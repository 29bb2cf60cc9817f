import Service

/// A table of `key` and `value`: strategy.csv and adoption.csv.
struct KeyedRows {
    private var rows: [String: [RowReader]] = [:]

    init(_ table: ImportTable, keys: [String], repeatable: Set<String> = []) {
        var names: [String: String] = [:]
        for key in keys {
            for name in ColumnNames.accepted(key, in: table.file) { names[name.lowercased()] = key }
        }
        for row in table.readers {
            let given = row.raw("key")
            guard let key = names[given.lowercased()] else {
                let shown = printable(given, maximum: 60)
                let known = keys.joined(separator: ", ")
                row.refuse(
                    "key", de: "Der Schlüssel „\(shown)“ ist nicht bekannt. Bekannt sind: \(known).",
                    en: "The key \"\(shown)\" is not known. Known are: \(known).")
                continue
            }
            if rows[key] != nil, !repeatable.contains(key) {
                row.refuse(
                    "key", de: "Der Schlüssel „\(key)“ steht zweimal da.", en: "The key \"\(key)\" stands there twice.")
                continue
            }
            rows[key, default: []].append(row)
        }
    }

    func isMissing(_ key: String) -> Bool { rows[key] == nil }

    func all(_ key: String) -> [RowReader] { rows[key] ?? [] }

    func take<Value>(_ key: String, standard: Value, _ read: (RowReader) -> Value) -> Value {
        rows[key]?.first.map(read) ?? standard
    }
}
