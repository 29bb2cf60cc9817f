import Database
import Federation
import Pages

/// Saves parts of the strategy, one transaction each. Nothing that was typed is lost: what cannot be saved comes back
/// filled, and what collides with somebody else's save is kept beside it.
struct StrategyEditor: Sendable {
    let node: Node
    let editor: Editor

    enum Outcome: Sendable {
        case saved
        /// What was typed says what stands there already.
        case unchanged
        /// Something does not fit; the form with its sentences.
        case refused(FormInput)
        /// Somebody else has saved the thing since the form was opened; number of the kept text.
        case conflict(kept: Int64)
        /// The thing was deleted meanwhile; the text is kept.
        case gone(kept: Int64)
    }

    /// - Parameter edition: the edition that the form was drawn from.
    func save(_ thing: StrategyThing, _ typed: FormInput, expecting edition: Int64) throws -> Outcome {
        let context = try EditingContext.read(node)
        let now = node.world.now().seconds
        return try node.store.write { connection in
            let old = try StrategyStore.read(connection)
            guard let before = thing.values(old) else {
                return .gone(
                    kept: try EditStore.keep(thing, typed, edition: edition, by: editor, at: now, connection))
            }
            var new = old
            var input = typed
            thing.read(&input, into: &new, context)
            let isStale = try EditStore.edition(of: thing, connection) != edition
            if isStale {
                // The same words twice are no conflict.
                if input.isAccepted, let after = thing.values(new), after.differences(from: before).isEmpty {
                    return .unchanged
                }
                return .conflict(
                    kept: try EditStore.keep(thing, typed, edition: edition, by: editor, at: now, connection))
            }
            guard input.isAccepted else { return .refused(input) }
            guard let after = thing.values(new), !after.differences(from: before).isEmpty else { return .unchanged }
            try VersionStore.releaseDecision(from: old, in: &new, at: now, connection)
            try StrategyStore.save(from: old, to: new, connection)
            _ = try EditStore.record(thing, from: before, to: after, by: editor, at: now, connection)
            return .saved
        }
    }

    /// Makes a field, goal or measure from its first form.
    ///
    /// - Returns: its identifier, or nil where the form was refused; the sentences are in `input` then.
    func create(_ kind: Removed.Kind, _ input: inout FormInput) throws -> Code? {
        let context = try EditingContext.read(node)
        let now = node.world.now().seconds
        var typed = input
        let made = try node.store.write { connection -> Code? in
            let old = try StrategyStore.read(connection)
            let (taken, limit) = old.identifiers(kind)
            if taken.count >= limit { typed.refuse(kind.titleField, .tooManyRows(taken.count + 1, limit: limit)) }
            guard let id = old.newIdentifier(from: typed[kind.titleField], among: taken) else { return nil }
            var new = old
            if kind == .measure { new.put(Measure(id: id, title: typed[kind.titleField])) }
            if kind == .field, typed["order"].isEmpty {
                typed["order"] = "\(min(10_000, (old.fields.map(\.order).max() ?? 0) + 1))"
            }
            let thing = kind.thing(id)
            thing.read(&typed, into: &new, context)
            guard typed.isAccepted, let after = thing.values(new) else { return nil }
            try VersionStore.releaseDecision(from: old, in: &new, at: now, connection)
            try StrategyStore.save(from: old, to: new, connection)
            _ = try EditStore.record(thing, from: nil, to: after, by: editor, at: now, connection)
            return id
        }
        input = typed
        return made
    }

    /// Puts an edition of a thing back, as a new save.
    func undo(_ thing: StrategyThing, to edition: Int64, expecting current: Int64) throws -> Outcome {
        guard let earlier = try node.store.read({ try EditStore.edit(edition, of: thing, $0) }) else {
            return .unchanged
        }
        return try save(thing, earlier.fields, expecting: current)
    }

    /// Takes a whole draft, as an import brings it, and notes every part that it alters.
    static func replace(
        _ old: StrategyDraft, by new: StrategyDraft, editor: Editor, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws {
        try VersionStore.keepImported(old, at: seconds, connection)
        try StrategyStore.write(new, connection)
        for thing in new.things {
            guard let after = thing.values(new) else { continue }
            let before = thing.values(old)
            // A part that says nothing needs no history.
            if after.differences(from: before ?? FormInput()).isEmpty { continue }
            _ = try EditStore.record(thing, from: before, to: after, by: editor, at: seconds, connection)
        }
        try VersionStore.keepImported(new, at: seconds, connection)
    }
}
