import Database
import Pages

/// What readers have reported, for as long as their words are kept.
struct ReportRoom: PersonalRoom {
    func record(_ digest: [UInt8], _ connection: borrowing Connection) throws -> PersonalRecord? {
        try connection.first(
            """
            SELECT r.id, r.rule, r.text, r.received, r.closed, r.outcome, c.title
            FROM report AS r JOIN contribution AS c ON c.id = r.contribution WHERE r.author = ?
            """, .blob(digest),
            row: { row in
                let rule = ModerationRule(rawValue: try row.text(1)) ?? .other
                let closed = try row.optionalInt64(4)
                let outcome = try row.text(5)
                return PersonalRecord(
                    kind: Phrase(de: "Meldung", en: "report"), title: try row.text(6),
                    fields: [
                        PersonalRecord.Field("id", Phrase(de: "Nummer", en: "number"), "\(try row.int64(0))"),
                        PersonalRecord.Field(
                            "rule", Phrase(de: "Grund", en: "ground"), rule.word(.german), words: rule.word),
                        PersonalRecord.Field("text", Phrase(de: "Text", en: "text"), try row.text(2)),
                        .moment("received", Phrase(de: "Eingegangen", en: "received"), try row.int64(3)),
                        PersonalRecord.Field(
                            "closed", Phrase(de: "Entschieden", en: "decided"), closed.map(Moment.text) ?? "",
                            words: closed.map(Moment.words)),
                        PersonalRecord.Field(
                            "outcome", Phrase(de: "Ergebnis", en: "outcome"), outcome,
                            words: Self.standing(isClosed: closed != nil, outcome)),
                    ], standing: Self.standing(isClosed: closed != nil, outcome), path: nil)
            })
    }

    private static func standing(isClosed: Bool, _ outcome: String) -> Phrase {
        guard isClosed else { return Phrase(de: "noch nicht entschieden", en: "not decided yet") }
        return outcome == "removed"
            ? Phrase(de: "der Beitrag wurde entfernt", en: "the contribution was taken down")
            : Phrase(de: "der Beitrag bleibt stehen", en: "the contribution stays")
    }

    func erase(
        _ digest: [UInt8], removesText: Bool, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        guard
            let id = try connection.first(
                "SELECT id FROM report WHERE author = ?", .blob(digest), row: { try $0.int64(0) })
        else { return false }
        try connection.execute("UPDATE report SET author = NULL WHERE id = ?", .integer(id))
        // What was reported is still decided upon: the ground stays, the words go.
        if removesText { try connection.execute("UPDATE report SET text = '' WHERE id = ?", .integer(id)) }
        return true
    }

    func expire(_ task: RetentionTask, _ connection: borrowing Connection) throws -> Int {
        guard case .reports(let moment) = task else { return 0 }
        return try connection.execute(
            "UPDATE report SET text = '', author = NULL WHERE closed < ? AND (text <> '' OR author IS NOT NULL)",
            .integer(moment))
    }
}
