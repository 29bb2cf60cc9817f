import Crypto
import Database
import Participation
import PlatformImport

extension ImportRun {
    // MARK: Comments

    mutating func walk(
        _ record: ImportedComment, _ present: Set<String>, _ connection: borrowing Connection, _ writes: Bool
    ) throws {
        step()
        if !record.isAddress, excluded.contains(record.contribution) {
            count(.gone, .comment)
            return
        }
        let target = try contribution(of: record, connection)
        guard target != nil || (!record.isAddress && present.contains(record.contribution)) else {
            outcome.orphans.append(record.row)
            return
        }
        let digest = Self.digest([record.contribution, record.parent, record.text, record.created.map(String.init)])
        let here = try connection.first(
            "SELECT id FROM comment WHERE source = ? AND source_id = ?", .text(plan.source), .text(record.id)
        ) { try $0.int64(0) }
        let standing = try standing(.comment, record.id, digest, isHere: here != nil, connection)
        count(standing, .comment)
        guard writes, let target, standing == .new || standing == .changed else { return }
        if let here {
            try connection.execute("UPDATE comment SET text = ? WHERE id = ?", .text(record.text), .integer(here))
        } else {
            let time = record.created ?? now
            try connection.execute(
                """
                INSERT INTO comment (contribution, parent, text, pseudonym, channel, grouping, office, visibility, received,
                    published, source, source_id)
                VALUES (?, NULL, ?, '', ?, '', '', ?, ?, ?, ?, ?)
                """, .integer(target), .text(record.text), .text(Channel.imported.rawValue),
                .text((options.isPublished ? Visibility.published : .received).rawValue), .integer(time),
                options.isPublished ? .integer(time) : .null, .text(plan.source), .text(record.id))
        }
        try remember(.comment, record.id, digest, connection)
    }

    private func contribution(of record: ImportedComment, _ connection: borrowing Connection) throws -> Int64? {
        if record.isAddress {
            return try connection.first(
                "SELECT id FROM contribution WHERE source_address = ? AND process = ?", .text(record.contribution),
                .integer(process.id)
            ) { try $0.int64(0) }
        }
        return try connection.first(
            "SELECT id FROM contribution WHERE source = ? AND source_id = ? AND process = ?", .text(plan.source),
            .text(record.contribution), .integer(process.id)
        ) { try $0.int64(0) }
    }

    /// A file may name a reply before what it replies to, so parents are set when all are here.
    func join(_ record: ImportedComment, _ connection: borrowing Connection) throws {
        guard let parent = record.parent else { return }
        try connection.execute(
            """
            UPDATE comment SET parent = (
                SELECT above.id FROM comment AS above WHERE above.source = comment.source AND above.source_id = ?
                    AND above.contribution = comment.contribution AND above.id <> comment.id)
            WHERE source = ? AND source_id = ?
            """, .text(parent), .text(plan.source), .text(record.id))
    }

    // MARK: Results and meetings

    mutating func walk(
        _ record: ImportedResult, _ connection: borrowing Connection, _ writes: Bool
    ) throws {
        step()
        let digest = Self.digest(
            [
                record.title, record.text, record.status, record.progress, record.start, record.end, record.address,
            ] + record.proposals)
        let here = try connection.first(
            "SELECT id FROM imported_result WHERE source = ? AND source_id = ?", .text(plan.source), .text(record.id)
        ) { try $0.int64(0) }
        let standing = try standing(.result, record.id, digest, isHere: here != nil, connection)
        count(standing, .result)
        guard writes, standing == .new || standing == .changed else { return }
        let id = try connection.first(
            """
            INSERT INTO imported_result (process, source, source_id, title, text, status, progress, first_day, last_day,
                address)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source, source_id) DO UPDATE SET title = excluded.title, text = excluded.text,
                status = excluded.status, progress = excluded.progress, first_day = excluded.first_day,
                last_day = excluded.last_day, address = excluded.address
            RETURNING id
            """, .integer(process.id), .text(plan.source), .text(record.id), .text(record.title), .text(record.text),
            .text(record.status), .text(record.progress), .text(record.start), .text(record.end), .text(record.address)
        ) { try $0.int64(0) }
        guard let id else { throw DatabaseError(.corrupt, "A result was written and is not there.") }
        try connection.execute("DELETE FROM imported_result_origin WHERE result = ?", .integer(id))
        for address in Set(record.proposals) {
            try connection.execute(
                """
                INSERT INTO imported_result_origin (result, contribution)
                SELECT ?, id FROM contribution WHERE source_address = ? AND source = ?
                """, .integer(id), .text(address), .text(plan.source))
        }
        try remember(.result, record.id, digest, connection)
    }

    mutating func walk(
        _ record: ImportedMeeting, _ connection: borrowing Connection, _ writes: Bool
    ) throws {
        step()
        let attendees = record.counts.first { $0.kind == .participants }?.value
        let digest = Self.digest([
            record.title, record.text, record.start.map(String.init), record.end.map(String.init), record.place,
            record.address, attendees.map(String.init),
        ])
        let here = try connection.first(
            "SELECT id FROM imported_meeting WHERE source = ? AND source_id = ?", .text(plan.source), .text(record.id)
        ) { try $0.int64(0) }
        let standing = try standing(.meeting, record.id, digest, isHere: here != nil, connection)
        count(standing, .meeting)
        guard writes, standing == .new || standing == .changed else { return }
        try connection.execute(
            """
            INSERT INTO imported_meeting (process, source, source_id, title, text, starts, ends, place, address, attendees)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source, source_id) DO UPDATE SET title = excluded.title, text = excluded.text,
                starts = excluded.starts, ends = excluded.ends, place = excluded.place, address = excluded.address,
                attendees = excluded.attendees
            """, .integer(process.id), .text(plan.source), .text(record.id), .text(record.title), .text(record.text),
            Value(record.start), Value(record.end), .text(record.place), .text(record.address), Value(attendees))
        try remember(.meeting, record.id, digest, connection)
    }
}
