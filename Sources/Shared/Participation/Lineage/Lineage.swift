/// Which measures go back to which ideas, worked out from the links alone: the proof behind "n of m measures".
public struct Lineage: Sendable {
    /// A published contribution.
    public struct Idea: Sendable, Hashable {
        public let id: Int64
        public let title: String
        /// True where its author counts themselves among the administration: no citizens' idea.
        public let isOfTown: Bool
        public let isExample: Bool
        public let mergedInto: Int64?
    }

    /// One link or two that lead from an idea to a measure.
    struct Path: Sendable, Hashable {
        let idea: Int64
        /// The pilot between; nil where the idea leads there directly.
        let pilot: Int64?
        let measure: String
        /// The measure's title when it was linked.
        let title: String
    }

    /// How a measure goes back to an idea.
    public struct Origin: Sendable, Hashable {
        public let idea: Idea
        /// Ideas that were merged into it.
        public let merged: [Idea]
        /// The pilots between; empty where the idea leads to the measure directly.
        public let pilots: [Pilot]
        public let isDirect: Bool
    }

    public struct Entry: Sendable {
        public let measure: TownStrategy.Measure
        public let origins: [Origin]
        public let indicators: [TownStrategy.Named]

        /// Whether at least one idea behind it, or merged into one behind it, is not the administration's own.
        public var goesBackToCitizens: Bool {
            origins.contains { !$0.idea.isOfTown || $0.merged.contains { !$0.isOfTown } }
        }
        /// Whether anything in it was written for a demonstration.
        public var hasExamples: Bool {
            origins.contains { $0.idea.isExample || $0.merged.contains(where: \.isExample) }
        }
    }

    /// A link to a measure that is no longer part of the strategy.
    public struct Lost: Sendable, Hashable {
        public let measure: String
        public let title: String
        public let ideas: [Idea]
    }

    /// Every measure of the strategy, in its order.
    public let entries: [Entry]
    public let lost: [Lost]

    init(
        strategy: TownStrategy, ideas: [Int64: Idea], pilots: [Int64: Pilot], paths: [Path], merged: [Int64: [Int64]]
    ) {
        let names = Dictionary(strategy.indicators.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        // A path through a pilot that is not published proves nothing to the reader.
        let shown = paths.filter { path in ideas[path.idea] != nil && path.pilot.map { pilots[$0] != nil } ?? true }
        let byMeasure = Dictionary(grouping: shown, by: \.measure)
        entries = strategy.measures.map { measure in
            let byIdea = Dictionary(grouping: byMeasure[measure.id] ?? [], by: \.idea)
            let origins = byIdea.keys.sorted().compactMap { id -> Origin? in
                guard let idea = ideas[id], let paths = byIdea[id] else { return nil }
                return Origin(
                    idea: idea, merged: (merged[id] ?? []).compactMap { ideas[$0] },
                    pilots: Set(paths.compactMap(\.pilot)).sorted().compactMap { pilots[$0] },
                    isDirect: paths.contains { $0.pilot == nil })
            }
            return Entry(measure: measure, origins: origins, indicators: measure.indicators.compactMap { names[$0] })
        }
        let present = Set(strategy.measures.map(\.id))
        lost = byMeasure.keys.filter { !present.contains($0) }.sorted().map { id in
            let paths = byMeasure[id] ?? []
            return Lost(
                measure: id, title: paths.first?.title ?? "",
                ideas: Set(paths.map(\.idea)).sorted().compactMap { ideas[$0] })
        }
    }

    /// Those whose profile everybody can read: only they can be checked by a reader, so only they are counted.
    public var open: [Entry] { entries.filter(\.measure.isPublic) }
    public var proven: [Entry] { open.filter(\.goesBackToCitizens) }
    /// Whether anything in it was written for a demonstration.
    public var hasExamples: Bool {
        proven.contains(where: \.hasExamples)
    }
}
