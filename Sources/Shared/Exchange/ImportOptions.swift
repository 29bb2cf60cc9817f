/// What whoever imports decides.
public struct ImportOptions: Sendable, Hashable {
    /// True: shown at once, because it was public where it comes from; false: into the queue of moderation.
    public var isPublished: Bool
    /// True: rows that are refused are left out; false: one of them refuses the whole file.
    public var skipsRefused: Bool

    public init(isPublished: Bool = true, skipsRefused: Bool = false) {
        self.isPublished = isPublished
        self.skipsRefused = skipsRefused
    }
}

/// What an import did, or would do.
public struct ImportOutcome: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case contribution, comment, result, meeting
    }

    public struct Tally: Sendable, Equatable {
        public var added = 0
        public var changed = 0
        public var unchanged = 0
        /// Removed or erased here since an earlier import; it does not come back.
        public var gone = 0

        public var total: Int { added + changed + unchanged + gone }
    }

    public internal(set) var tallies: [Kind: Tally] = [:]
    /// Comments whose contribution is neither in the file nor here.
    public internal(set) var orphans: [Int] = []
    /// Contributions that an import into another process has brought; they stay there.
    public internal(set) var elsewhere = 0
    /// Categories that no topic of the process is called like, with how many contributions each has.
    public internal(set) var categories: [String: Int] = [:]

    public subscript(_ kind: Kind) -> Tally { tallies[kind] ?? Tally() }
    public var isNothing: Bool { tallies.values.allSatisfy { $0.added == 0 && $0.changed == 0 } }
}
