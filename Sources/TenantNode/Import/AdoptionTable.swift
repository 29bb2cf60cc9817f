import Federation
import Tables

/// Reads adoption.csv (docs/IMPORT.md): the council's decision on the framework.
enum AdoptionTable {
    static func read(_ bytes: [UInt8], file: String) throws(ImportRefusal) -> Decision {
        let problems = ProblemList()
        var decision = Decision(body: "", date: nil, link: "", number: "")
        if let table = ImportTable(
            bytes, file: file, columns: [.required("key"), .required("value")], problems: problems)
        {
            let rows = KeyedRows(table, keys: ["body", "date", "number", "link"])
            if rows.isMissing("body") {
                problems.add(
                    file, column: "body", de: "Der Schlüssel „body“ (Gremium) fehlt.",
                    en: "The key \"body\" is missing.")
            }
            decision = Decision(
                body: rows.take("body", standard: "") { $0.text("value", limit: 200, isRequired: true) },
                date: rows.take("date", standard: nil) { $0.date("value") },
                link: rows.take("link", standard: "") { $0.address("value") },
                number: rows.take("number", standard: "") { $0.text("value", limit: 60) })
        }
        guard problems.isEmpty else { throw ImportRefusal(problems) }
        return decision
    }
}
