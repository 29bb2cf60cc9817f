import Pages
import Tables

/// Proposals of CONSUL's GraphQL interface: the answer as it comes, or a list of such objects. Members are turned into a
/// table, so that they are read, counted and reported like columns.
struct ConsulGraphQL {
    private static let uses: [String: ColumnUse] = [
        "id": .take(.id), "title": .take(.title), "description": .take(.text), "external_url": .take(.fact),
        "cached_votes_up": .take(.count(.supports)), "comments_count": .take(.count(.comments)),
        "public_created_at": .take(.created), "created_at": .take(.created), "summary": .take(.fact),
        "video_url": .take(.fact), "retired_at": .take(.fact), "retired_reason": .take(.status),
        "retired_explanation": .take(.fact), "geozone": .take(.category), "tags": .take(.label),
        "hot_score": .lose(.technical), "confidence_score": .lose(.technical), "geozone_id": .lose(.technical),
        "proposal_notifications": .lose(.noPlace), "public_author": .person, "public_author_id": .person,
        "author_visible": .lose(.noPlace), "votes": .lose(.noPlace), "votes_for": .lose(.noPlace),
    ]

    static func isLikely(_ bytes: [UInt8]) -> Bool {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = bytes[start...].first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        return first == 0x7B || first == 0x5B
    }

    static func read(
        _ bytes: [UInt8], file: String, limits: ImportLimits, into plan: inout ImportPlan
    ) throws(ImportRefusal) {
        let document: JSONText
        do throws(JSONReader.Failure) {
            document = try JSONReader.read(bytes)
        } catch {
            throw ImportRefusal(
                file, de: "Kein gültiges JSON (bei Byte \(error.byte)). Wurde die Datei ganz heruntergeladen?",
                en: "Not valid JSON (at byte \(error.byte)). Was the file downloaded as a whole?")
        }
        let top = document["data"] ?? document
        guard let nodes = nodes(top["proposals"] ?? top), nodes.count <= limits.rows,
            nodes.allSatisfy({ $0["id"] != nil && $0["title"] != nil }), !nodes.isEmpty
        else {
            throw ImportRefusal(
                file,
                de:
                    "Keine Vorschläge gefunden. Erwartet wird die Antwort auf eine Abfrage „proposals“ mit „id“ und „title“.",
                en: "No proposals found. Expected is the answer to a query \"proposals\" with \"id\" and \"title\".")
        }
        var names: [String] = []
        for case .object(let members) in nodes {
            for member in members where member.name != "comments" && !names.contains(member.name) {
                names.append(member.name)
            }
        }
        let rows = nodes.enumerated().map { place, node in
            CSVReader.Row(number: place + 1, cells: names.map { cell(node[$0]) })
        }
        var reader = TableReader(
            SourceTable(file: file, header: names, rows: rows), format: .consulGraphQL, limits: limits,
            plan: ColumnPlan(names) { name, _ in uses[name] })
        reader.read(into: &plan)
        var part = reader.part
        for (place, node) in nodes.enumerated() { comments(node, row: place + 1, limits, &part, into: &plan) }
        plan.report.parts.append(part)
    }

    /// The objects of a connection: `edges` with `node`, `nodes`, or a list.
    private static func nodes(_ value: JSONText?) -> [JSONText]? {
        guard let value else { return nil }
        if let list = value.elements { return list.map { $0["node"] ?? $0 } }
        if let edges = value["edges"]?.elements { return edges.compactMap { $0["node"] } }
        return value["nodes"]?.elements
    }

    /// A text as it is; of objects and lists the names in it, which is all that one could show.
    private static func cell(_ value: JSONText?) -> String {
        guard let value, !value.isNothing else { return "" }
        if let text = value.text { return text }
        if let nodes = nodes(value) {
            return nodes.map { ($0["name"] ?? $0).text ?? "…" }.joined(separator: ", ")
        }
        return (value["name"] ?? value["username"])?.text ?? "…"
    }

    private static func comments(
        _ node: JSONText, row: Int, _ limits: ImportLimits, _ part: inout ImportReport.Part,
        into plan: inout ImportPlan
    ) {
        guard let id = node["id"]?.text, let comments = nodes(node["comments"]) else { return }
        for comment in comments {
            let text = MarkupText.plain(comment["body"]?.text ?? "")
            guard let number = comment["id"]?.text, !text.isEmpty, text.utf8.count <= limits.text else {
                part.refused.append(
                    ImportReport.RefusedRow(
                        row: row,
                        reason: Phrase(
                            de: "Ein Kommentar hat keine Nummer, keinen Text oder mehr als \(limits.text) Byte.",
                            en: "A comment has no number, no text or more than \(limits.text) bytes.")))
                continue
            }
            var record = ImportedComment(id: number, contribution: id, text: text)
            record.created = (comment["public_created_at"] ?? comment["created_at"])?.text.flatMap(ImportTime.read)
            // "1.2.3": the numbers of the comments above it.
            record.parent = comment["ancestry"]?.text?.split(separator: "/").last.map(String.init)
            record.row = row
            plan.comments.append(record)
        }
    }
}
