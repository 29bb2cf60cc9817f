import Federation

/// The working draft beside the version it will follow.
struct FrameworkDeskModel: Sendable {
    enum Change: Sendable, Equatable {
        case same, changed, new
    }

    /// One part with what became of it since the newest version.
    struct Line: Sendable {
        let part: StoredPart
        let change: Change
    }

    let draft: WorkingDraft
    /// The number it will have.
    let number: Int64
    let lines: [PartName: Line]
    /// Things of the newest version that the draft no longer has.
    let removed: [PartName: LocalizedText]

    init(_ draft: WorkingDraft, _ state: FederationState) throws {
        self.draft = draft
        number = Int64(state.frameworks.count) + 1
        let before = try state.frameworks.last.map { try WorkingDraft.parts(of: $0.value) } ?? [:]
        lines = draft.parts.mapValues { part in
            let old = before[part.name]
            return Line(part: part, change: old == nil ? .new : old == part.value ? .same : .changed)
        }
        removed = before.filter { draft.parts[$0.key] == nil }.mapValues { value in
            (value["name"] ?? value["title"])?.both ?? .empty
        }
    }

    var changes: Int { lines.values.count { $0.change != .same } + removed.count }

    func things(_ kind: PartKind) -> [Line] { draft.things(kind).compactMap { lines[$0.name] } }
}
