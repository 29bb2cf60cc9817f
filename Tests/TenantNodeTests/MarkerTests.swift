import Crypto
import Database
import Federation
import Participation
import Service
import Testing

@testable import TenantNode

/// No text of the town reaches a summary, and of its texts only the official ones reach a strategy.
///
/// The columns are those that the database has: a new one is planted with a marker from its first day, unless it is named
/// here as one that holds codes, periods or numbers.
struct MarkerTests {
    /// Columns whose values must keep their form, or the town's data could not be read at all.
    private static let formed: Set<String> = [
        "account.login", "account_link.kind", "account_link.roles", "account_role.role", "account_setting.name",
        "approval.federation", "approval.period", "component.measure", "component.id", "component.status",
        "cost.measure",
        "cost.planned", "cost.spent", "cost.own_share", "deadline.day", "deadline.repeats", "evidence.federation",
        "face_section.section", "face_section.fields", "field.id", "goal.id", "goal.field", "indicator_plan.indicator",
        "indicator_plan.level", "indicator_plan.baseline_period", "indicator_plan.baseline",
        "indicator_target.indicator",
        "indicator_target.period", "indicator_target.value", "local_indicator.id", "local_indicator.kind",
        "local_indicator.frequency", "local_indicator.direction", "local_indicator.minimum", "local_indicator.maximum",
        "local_indicator.missing", "mapping.kind", "mapping.own", "mapping.framework", "measure.id", "measure.bundle",
        "measure.status", "measure.first_day", "measure.last_day", "measure_field.measure", "measure_field.field",
        "measure_goal.measure", "measure_goal.goal", "measure_profile.measure", "measure_progress.measure",
        "measure_progress.said_on", "measure_text.measure", "measure_text.kind", "milestone.measure", "milestone.date",
        "observation.indicator", "observation.period", "observation.value", "observation.numerator",
        "observation.denominator", "observation.status", "observation.flags", "observation.level",
        "observation_edit.indicator", "observation_edit.period", "participation.period", "participation.channel",
        "participation.figure", "strategy.decision_date", "strategy.decision_link", "strategy_edit.thing",
        "contribution.channel", "contribution.grouping", "contribution.status", "contribution.topic",
        "contribution.visibility", "group_tally.grouping", "group_tally.month", "phase.first_day", "phase.kind",
        "phase.last_day", "pilot_version.decision", "pilot_version.first_day", "pilot_version.last_day",
        "process_topic.code", "process_topic.field", "secrecy.indicator", "secrecy_amount.indicator",
        "secrecy_amount.period", "secrecy_amount.largest",
        "secrecy_total.indicator", "secrecy_total.period", "secrecy_total.value", "secrecy_total.others",
        "strategy_edit.fields", "strategy_kept.thing", "strategy_kept.fields", "strategy_proposal.kind",
        "strategy_proposal.federation", "strategy_proposal.authors", "strategy_proposal.state", "strategy_removed.kind",
        "strategy_setting.name", "strategy_setting.value", "strategy_source.address", "strategy_version.origin",
        "summary_request.federation", "summary_request.period", "summary_request.state",
    ]

    /// What the protocol itself carries, or what says how to reach the hub.
    private static let federation: Set<String> = ["federation", "log_entry", "own_statement", "applied_migration"]

    /// Columns that a strategy says in public, typed and limited, after a preview.
    private static let official: Set<String> = [
        "strategy.title", "strategy.vision", "strategy.decision_body", "strategy.decision_number", "field.name",
        "field.description", "goal.name", "measure.code", "measure.title", "measure.description", "measure.lead",
        "measure.reuse", "measure_text.content", "component.title", "component.owner", "cost.source", "milestone.title",
        "measure_progress.said_by",
    ]

    private static let prefix = "zqmark"

    /// Marks every free text column; the marker of each column by its name.
    private func plant(_ town: TestNode) throws -> [String: String] {
        let connection = try Connection(
            path: Node.databasePath(in: town.folder), mode: .readWrite, application: Migrations.application)
        try connection.executeScript("PRAGMA ignore_check_constraints=ON; PRAGMA foreign_keys=OFF")
        // What guards the journal would guard it from the markers, too.
        for trigger in try connection.query(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'", row: { try $0.text(0) })
        { try connection.executeScript("DROP TRIGGER \(trigger)") }
        var markers: [String: String] = [:]
        let tables = try connection.query(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ) { try $0.text(0) }
        for table in tables where !Self.federation.contains(table) {
            let columns = try connection.query("PRAGMA table_info(\(table))") { row in
                (name: try row.text(1), type: try row.text(2))
            }
            let free = columns.filter { $0.type == "TEXT" && !Self.formed.contains("\(table).\($0.name)") }
            if try connection.first("SELECT 1 FROM \(table)", row: { try $0.int64(0) }) == nil, !free.isEmpty {
                try fill(table, columns, connection)
            }
            for column in free {
                let name = "\(table).\(column.name)"
                let marker = "\(Self.prefix)\(markers.count)x"
                // Addresses and guidelines stand in the same column, and have a form.
                let condition = name == "measure_text.content" ? " WHERE kind = 'partner'" : ""
                // In front of what is there, so that unique texts stay unique.
                try connection.execute(
                    "UPDATE \(table) SET \(column.name) = ? || coalesce(\(column.name), '')\(condition)", .text(marker))
                markers[name] = marker
            }
        }
        return markers
    }

    /// A row in a table that nothing has been written to.
    private func fill(
        _ table: String, _ columns: [(name: String, type: String)], _ connection: borrowing Connection
    ) throws {
        let values = columns.map { column -> Value in
            switch column.type {
            case "TEXT": .text(Self.standIns["\(table).\(column.name)"] ?? "x")
            case "BLOB": .blob(Array(repeating: 7, count: 32))
            default: .integer(1)
            }
        }
        let places = Array(repeating: "?", count: values.count).joined(separator: ", ")
        try connection.execute("INSERT INTO \(table) VALUES (\(places))", values: values)
    }

    /// What formed columns of an otherwise empty table hold.
    private static let standIns = [
        "milestone.measure": "eins", "milestone.date": "2025", "measure_progress.measure": "eins",
        "measure_progress.said_on": "2025-01-01", "strategy_edit.thing": "measure:none", "strategy_edit.fields": "{}",
        "strategy_kept.thing": "measure:none", "strategy_kept.fields": "{}", "strategy_proposal.kind": "publication",
        "strategy_proposal.federation": "region", "strategy_proposal.authors": "",
        "strategy_proposal.state": "withdrawn",
        "strategy_removed.kind": "measure", "strategy_version.origin": "imported", "face_section.section": "imprint",
        "pilot_version.decision": "open", "pilot_version.first_day": "2024-01-01", "pilot_version.last_day": "",
        "phase.kind": "collect", "phase.first_day": "2024-01-01", "phase.last_day": "", "group_tally.grouping": "youth",
        "group_tally.month": "2020-01", "face_section.fields": "{}", "account_link.kind": "reset",
        "account_link.roles": "reader",
    ]

    private func found(_ markers: [String: String], in bytes: [UInt8]) -> Set<String> {
        let text = String(decoding: bytes, as: UTF8.self)
        return Set(markers.filter { text.contains($0.value) }.keys)
    }

    private func prepared(_ town: TestNode, _ house: StaffRoom) throws {
        let author = try house.person("a.author", [.author])
        let new = "/staff/indicators/new"
        _ = try author.send(
            try author.get(new), to: new,
            [
                "id": "baeume", "name-de": "a", "name-en": "b", "unit-de": "c", "unit-en": "d", "method": "e",
                "source": "f",
            ])
        for indicator in ["rate", "baeume"] {
            let path = "/staff/indicators/series/\(indicator)/plan"
            _ = try author.send(
                try author.get(path), to: path,
                [
                    "responsible": "a", "note": "b", "baseline-period": "2020", "baseline-value": "9",
                    "target-1-period": "2030", "target-1-value": "5",
                ])
        }
        let entry = "/staff/indicators/entry?period=2024"
        _ = try author.send(
            try author.get(entry), to: entry, ["value.baeume": "77", "comment.rate": "c", "comment.baeume": "d"])
        let deadline = "/staff/deadlines/new"
        _ = try author.send(try author.get(deadline), to: deadline, ["title": "a", "day": "2027-01-01", "note": "b"])
        let summary = "/staff/summary/region/2024"
        _ = try author.send(try author.get(summary), to: summary + "/request")
        try town.node.store.write { connection in
            try ObservationStore.replaceParticipation(
                of: town.period, with: [StoredParticipation(channel: .paper, figure: .people, count: 48)], connection)
            try contribute(connection)
        }
    }

    /// Contributions that count in the summary, so that their texts stand beside the numbers that are read.
    private func contribute(_ connection: borrowing Connection) throws {
        let field = try #require(try StrategyStore.read(connection).fields.first)
        let process = try #require(
            try ProcessStore.write(
                Process(
                    slug: "a", title: "b", question: "c", isPublished: true,
                    topics: [Process.Topic(code: "d", name: "e", field: field.id.text)]), at: 1, connection))
        for place in 0..<6 {
            _ = try ContributionStore.insert(
                Contribution(
                    process: process, topic: "d", title: "f", text: "g", pseudonym: "h",
                    origin: Origin(.online, group: .youth, recorder: "i"), place: "j", placeName: "k",
                    visibility: .published, received: try Timestamp("2024-05-05T12:00:00Z").seconds, status: .accepted,
                    source: Contribution.Source(name: "m", id: "\(place)")),
                form: "l\(place)", connection)
        }
    }

    @Test func noInternalTextReachesAStatement() throws {
        try staffed { hub, town, house in
            try prepared(town, house)
            let markers = try plant(town)
            // Every kind of text there is has been planted.
            for column in [
                "account.name", "account.function", "deadline.title", "deadline.note", "feedback.message",
                "feedback.contact", "indicator_plan.note", "indicator_plan.responsible", "journal.detail",
                "local_indicator.name_de", "observation.comment", "summary_request.author_name", "summary_request.note",
                "strategy_version.approver_name", "contribution.title", "contribution.text", "contribution.pseudonym",
                "contribution.recorder", "contribution.place_name", "comment.text", "process.question",
                "follower.address",
                "event.title", "remark.text", "pilot_version.title",
            ] { #expect(markers[column] != nil, "\(column) was not planted") }
            try town.restart()
            let preview = try SummaryDesk(node: town.node, name: "region").preview(
                town.period, approval: Summary.Approval(function: .mayor, isSelfApproved: false))
            #expect(!preview.outcome.summary.observations.isEmpty && !preview.outcome.summary.measures.isEmpty)
            let counted = preview.outcome.summary.participation.map { "\($0.key) \($0.count ?? -1)" }
            #expect(counted.contains("contributions channel online 6"), "\(counted)")
            #expect(counted.contains("contributions group youth 6") && counted.contains("answered whole 6"))
            #expect(found(markers, in: preview.body).isEmpty)
            #expect(!String(decoding: preview.body, as: UTF8.self).contains("baeume"))
            // What is signed and sent is what was looked at.
            _ = try town.submit()
            _ = try town.deliver()
            for statement in hub.statements(of: "soest") {
                let said = try UnverifiedStatement(statement).statement
                let markers = found(markers, in: said.canonicalBytes)
                #expect(markers.isEmpty, "\(said.kind): \(markers)")
            }
        }
    }

    @Test func aStrategySaysTheOfficialTextsAlone() throws {
        try staffed { hub, town, house in
            try prepared(town, house)
            let markers = try plant(town)
            try town.restart()
            let framework = try #require(hub.content.withLock { $0.replay.state.frameworks.last })
            let draft = try town.node.store.read { connection in try StrategyStore.read(connection) }
            let strategy = draft.published(for: framework.value, reference: framework.reference, number: 1)
            let said = found(markers, in: strategy.canonicalBytes)
            #expect(said.isSubset(of: Self.official), "\(said.subtracting(Self.official))")
            #expect(said.contains("measure.title") && said.contains("field.name"))
        }
    }
}
