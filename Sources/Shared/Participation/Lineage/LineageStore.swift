import Database

/// Which contributions, pilots and measures belong together, on disk. A link is read from both of its ends.
public enum LineageStore {
    /// A measure as it was called when it was linked.
    struct MeasureName: Sendable, Hashable {
        let id: String
        let title: String
    }

    // MARK: What a page of one thing needs

    static func pilots(of contribution: Int64, _ connection: borrowing Connection) throws -> [Int64] {
        try connection.query(
            "SELECT pilot FROM contribution_pilot WHERE contribution = ? ORDER BY pilot", .integer(contribution)
        ) { try $0.int64(0) }
    }

    static func measures(of contribution: Int64, _ connection: borrowing Connection) throws -> [MeasureName] {
        try connection.query(
            "SELECT measure, title FROM contribution_measure WHERE contribution = ? ORDER BY measure",
            .integer(contribution)
        ) { MeasureName(id: try $0.text(0), title: try $0.text(1)) }
    }

    static func measures(ofPilot pilot: Int64, _ connection: borrowing Connection) throws -> [MeasureName] {
        try connection.query(
            "SELECT measure, title FROM pilot_measure WHERE pilot = ? ORDER BY measure", .integer(pilot)
        ) { MeasureName(id: try $0.text(0), title: try $0.text(1)) }
    }

    static func contributions(ofPilot pilot: Int64, _ connection: borrowing Connection) throws -> [Int64] {
        try connection.query(
            "SELECT contribution FROM contribution_pilot WHERE pilot = ? ORDER BY contribution", .integer(pilot)
        ) { try $0.int64(0) }
    }

    // MARK: Writing

    /// What a contribution leads to from now on. Every change is a step in its history.
    static func set(
        _ contribution: Int64, pilots: [Pilot], measures: [MeasureName], decidedBy: String, reason: String,
        at seconds: Int64, _ connection: borrowing Connection
    ) throws {
        let (oldPilots, oldMeasures) = (
            try self.pilots(of: contribution, connection), try self.measures(of: contribution, connection)
        )
        func note(_ act: ContributionStep.Act, _ title: String) throws {
            try StepStore.add(
                ContributionStep(at: seconds, act: act, detail: title, decidedBy: decidedBy, reason: reason),
                to: contribution, connection)
        }
        for pilot in pilots where !oldPilots.contains(pilot.id) {
            try connection.execute(
                "INSERT INTO contribution_pilot (contribution, pilot, at) VALUES (?, ?, ?)", .integer(contribution),
                .integer(pilot.id), .integer(seconds))
            try note(.linked, pilot.title)
        }
        for old in oldPilots where !pilots.contains(where: { $0.id == old }) {
            try connection.execute(
                "DELETE FROM contribution_pilot WHERE contribution = ? AND pilot = ?", .integer(contribution),
                .integer(old))
            try note(.unlinked, try PilotStore.read(old, connection)?.title ?? "")
        }
        for measure in measures where !oldMeasures.contains(where: { $0.id == measure.id }) {
            try connection.execute(
                "INSERT INTO contribution_measure (contribution, measure, title, at) VALUES (?, ?, ?, ?)",
                .integer(contribution), .text(measure.id), .text(measure.title), .integer(seconds))
            try note(.linked, measure.title)
        }
        for old in oldMeasures where !measures.contains(where: { $0.id == old.id }) {
            try connection.execute(
                "DELETE FROM contribution_measure WHERE contribution = ? AND measure = ?", .integer(contribution),
                .text(old.id))
            try note(.unlinked, old.title)
        }
    }

    /// The measures that a pilot leads to from now on.
    static func set(
        pilot: Int64, measures: [MeasureName], at seconds: Int64, _ connection: borrowing Connection
    ) throws {
        let old = try self.measures(ofPilot: pilot, connection)
        for measure in measures where !old.contains(where: { $0.id == measure.id }) {
            try connection.execute(
                "INSERT INTO pilot_measure (pilot, measure, title, at) VALUES (?, ?, ?, ?)", .integer(pilot),
                .text(measure.id), .text(measure.title), .integer(seconds))
        }
        for measure in old where !measures.contains(where: { $0.id == measure.id }) {
            try connection.execute(
                "DELETE FROM pilot_measure WHERE pilot = ? AND measure = ?", .integer(pilot), .text(measure.id))
        }
    }

    // MARK: The whole

    /// Everything that leads to a measure. Only what the public sees: published ideas and published pilots.
    static func read(_ strategy: TownStrategy, _ connection: borrowing Connection) throws -> Lineage {
        var pilots: [Int64: Pilot] = [:]
        for pilot in try PilotStore.all(connection) where pilot.isPublished { pilots[pilot.id] = pilot }
        var paths: [Lineage.Path] = try connection.query(
            "SELECT contribution, measure, title FROM contribution_measure"
        ) { Lineage.Path(idea: try $0.int64(0), pilot: nil, measure: try $0.text(1), title: try $0.text(2)) }
        paths += try connection.query(
            """
            SELECT contribution, contribution_pilot.pilot, measure, title
            FROM pilot_measure JOIN contribution_pilot ON contribution_pilot.pilot = pilot_measure.pilot
            """
        ) {
            Lineage.Path(
                idea: try $0.int64(0), pilot: try $0.int64(1), measure: try $0.text(2), title: try $0.text(3))
        }
        var ideas: [Int64: Lineage.Idea] = [:]
        for id in Set(paths.map(\.idea)) {
            for member in try [id] + MergeStore.standing(in: id, connection) where ideas[member] == nil {
                if let idea = try idea(member, connection) { ideas[member] = idea }
            }
        }
        let merged = try Dictionary(
            uniqueKeysWithValues: ideas.keys.map { ($0, try MergeStore.standing(in: $0, connection)) })
        return Lineage(strategy: strategy, ideas: ideas, pilots: pilots, paths: paths, merged: merged)
    }

    private static func idea(_ id: Int64, _ connection: borrowing Connection) throws -> Lineage.Idea? {
        guard let contribution = try ContributionStore.read(id, connection), contribution.visibility == .published,
            let process = try connection.first(
                "SELECT is_published, is_example FROM process WHERE id = ?", .integer(contribution.process),
                row: { (try $0.boolean(0), try $0.boolean(1)) }), process.0
        else { return nil }
        return Lineage.Idea(
            id: id, title: contribution.title, isOfTown: contribution.origin.group == .administration,
            isExample: contribution.isExample || process.1, mergedInto: contribution.mergedInto)
    }
}
