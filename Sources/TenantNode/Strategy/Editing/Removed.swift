import Database
import Federation
import Pages

/// A field, goal or measure that was deleted and can be had back.
struct Removed: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case field, goal, measure

        var titleField: String { self == .measure ? "title" : "name" }

        func thing(_ id: Code) -> StrategyThing {
            switch self {
            case .field: .field(id)
            case .goal: .goal(id)
            case .measure: .measure(id, .basics)
            }
        }
    }

    let id: Int64
    let kind: Kind
    let title: String
    let removed: Int64
    let editor: String
}

extension StrategyDraft {
    /// What is there of a kind, and how many there may be in a statement.
    func identifiers(_ kind: Removed.Kind) -> (taken: Set<Code>, limit: Int) {
        switch kind {
        case .field: (Set(fields.map(\.id)), 100)
        case .goal: (Set(goals.map(\.id)), 1000)
        case .measure: (Set(measures.map(\.id)), 1000)
        }
    }

    func title(_ kind: Removed.Kind, _ id: Code) -> String? {
        switch kind {
        case .field: field(id)?.name
        case .goal: goal(id)?.name
        case .measure: measure(id)?.title
        }
    }

    /// What still names a field or goal, so that it cannot go yet.
    func users(of kind: Removed.Kind, _ id: Code) -> (goals: [Goal], measures: [Measure]) {
        switch kind {
        case .field: (goals.filter { $0.field == id }, measures.filter { $0.fields.contains(id) })
        case .goal: ([], measures.filter { $0.goals.contains(id) })
        case .measure: ([], [])
        }
    }

    /// The thing with its mappings as canonical bytes, in the form that a strategy statement has.
    func content(_ kind: Removed.Kind, _ id: Code) -> [UInt8]? {
        switch kind {
        case .field:
            field(id).map {
                Strategy.Field(
                    description: $0.description, id: id, mapsTo: mapped(.field, id), name: $0.name, order: $0.order
                ).canonicalBytes
            }
        case .goal:
            goal(id).map {
                Strategy.Goal(field: $0.field, id: id, mapsTo: mapped(.goal, id), name: $0.name).canonicalBytes
            }
        case .measure: measure(id)?.canonicalBytes
        }
    }

    /// Puts back what was deleted; what it names and is not there any more is left out.
    ///
    /// - Parameter indicators: the framework's indicators that a goal was measured by, which no statement has.
    mutating func restore(_ kind: Removed.Kind, _ content: [UInt8], indicators: [Code]) throws -> Code {
        switch kind {
        case .field:
            let field = try Strategy.Field(canonicalBytes: content)
            put(Field(id: field.id, order: field.order, name: field.name, description: field.description))
            setMapping(.field, field.id, to: field.mapsTo)
            return field.id
        case .goal:
            let goal = try Strategy.Goal(canonicalBytes: content)
            put(Goal(id: goal.id, field: goal.field.flatMap { self.field($0)?.id }, name: goal.name))
            setMapping(.goal, goal.id, to: goal.mapsTo)
            setMapping(.indicator, goal.id, to: indicators)
            return goal.id
        case .measure:
            var measure = try Measure(canonicalBytes: content)
            measure.fields.removeAll { field($0) == nil }
            measure.goals.removeAll { goal($0) == nil }
            put(measure)
            return measure.id
        }
    }
}

enum RemovedStore {
    static func all(_ connection: borrowing Connection) throws -> [Removed] {
        try connection.query("SELECT id, kind, title, removed, editor FROM strategy_removed ORDER BY id DESC LIMIT 200")
        {
            row in
            Removed(
                id: try row.int64(0), kind: try word(row.text(1)), title: try row.text(2), removed: try row.int64(3),
                editor: try row.text(4))
        }
    }

    static func insert(
        _ kind: Removed.Kind, title: String, content: [UInt8], indicators: [Code], by editor: Editor,
        at seconds: Int64, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO strategy_removed (kind, title, content, indicators, removed, account, editor)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, .text(kind.rawValue), .text(title), .blob(content),
            .text(indicators.map(\.text).joined(separator: " ")), .integer(seconds), Value(editor.account),
            .text(editor.name))
    }

    /// What was kept of a thing.
    struct Content: Sendable {
        let kind: Removed.Kind
        let bytes: [UInt8]
        let indicators: [Code]
    }

    static func take(_ id: Int64, _ connection: borrowing Connection) throws -> Content? {
        let found = try connection.first(
            "SELECT kind, content, indicators FROM strategy_removed WHERE id = ?", .integer(id)
        ) { row in
            Content(
                kind: try word(row.text(0)), bytes: try row.blob(1),
                indicators: try row.text(2).split(separator: " ").map { try code(String($0)) })
        }
        try connection.execute("DELETE FROM strategy_removed WHERE id = ?", .integer(id))
        return found
    }
}

extension StrategyEditor {
    enum Removal: Sendable, Equatable {
        case done, notThere
        /// Goals or measures still name it.
        case inUse
        /// What was typed to confirm is not its name.
        case otherName
        /// Somebody has edited it since the page was opened.
        case changed
    }

    /// Deletes a thing whose name was typed to confirm; it can be had back.
    func remove(_ kind: Removed.Kind, _ id: Code, naming name: String, expecting edition: Int64) throws -> Removal {
        let now = node.world.now().seconds
        return try node.store.write { connection in
            let old = try StrategyStore.read(connection)
            guard let title = old.title(kind, id), let content = old.content(kind, id) else { return .notThere }
            let users = old.users(of: kind, id)
            guard users.goals.isEmpty, users.measures.isEmpty else { return .inUse }
            guard Self.isSame(name, title) else { return .otherName }
            guard try Self.edition(kind, id, connection) == edition else { return .changed }
            var new = old
            switch kind {
            case .field: new.fields.removeAll { $0.id == id }
            case .goal: new.goals.removeAll { $0.id == id }
            case .measure: new.measures.removeAll { $0.id == id }
            }
            for mapping in StrategyDraft.Mapping.Kind.allCases where (kind == .field) == (mapping == .field) {
                if kind != .measure { new.setMapping(mapping, id, to: []) }
            }
            try VersionStore.releaseDecision(from: old, in: &new, at: now, connection)
            try StrategyStore.save(from: old, to: new, connection)
            try RemovedStore.insert(
                kind, title: title, content: content, indicators: kind == .goal ? old.mapped(.indicator, id) : [],
                by: editor,
                at: now, connection)
            return .done
        }
    }

    /// - Returns: the thing's identifier; nil where it was restored already or one of its name has been made since.
    func restore(_ id: Int64) throws -> (kind: Removed.Kind, id: Code)? {
        let now = node.world.now().seconds
        return try node.store.write { connection in
            guard let removed = try RemovedStore.take(id, connection) else { return nil }
            let old = try StrategyStore.read(connection)
            var new = old
            let restored = try new.restore(removed.kind, removed.bytes, indicators: removed.indicators)
            guard old.title(removed.kind, restored) == nil else { throw NodeError.takenIdentifier }
            try VersionStore.releaseDecision(from: old, in: &new, at: now, connection)
            try StrategyStore.save(from: old, to: new, connection)
            for thing in new.things where Self.belongs(thing, to: removed.kind, restored) {
                guard let values = thing.values(new) else { continue }
                _ = try EditStore.record(thing, from: nil, to: values, by: editor, at: now, connection)
            }
            return (removed.kind, restored)
        }
    }

    /// One number for a whole thing: grows with every save of any of its parts.
    static func edition(_ kind: Removed.Kind, _ id: Code, _ connection: borrowing Connection) throws -> Int64 {
        switch kind {
        case .field, .goal: try EditStore.edition(of: kind.thing(id), connection)
        case .measure:
            try StrategyThing.Part.allCases.reduce(0) { sum, part in
                sum + (try EditStore.edition(of: .measure(id, part), connection))
            }
        }
    }

    private static func belongs(_ thing: StrategyThing, to kind: Removed.Kind, _ id: Code) -> Bool {
        switch thing {
        case .head: false
        case .field(let field): kind == .field && field == id
        case .goal(let goal): kind == .goal && goal == id
        case .measure(let measure, _): kind == .measure && measure == id
        }
    }

    /// Nobody has to copy capitals and spaces exactly.
    private static func isSame(_ typed: String, _ title: String) -> Bool {
        func plain(_ text: String) -> [Substring] { text.lowercased().split(whereSeparator: \.isWhitespace) }
        return plain(typed) == plain(title)
    }
}

extension NodeError {
    static let takenIdentifier = NodeError(
        .alreadyThere,
        de:
            "Inzwischen gibt es etwas Neues mit derselben Kennung. Deshalb kann das Gelöschte nicht zurückgeholt werden.",
        en: "There is something new with the same identifier by now. Therefore what was deleted cannot be had back.")
}
