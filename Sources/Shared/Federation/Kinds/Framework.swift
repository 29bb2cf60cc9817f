/// One version of the regional framework strategy, whole (docs/PROTOCOL.md section 5).
public struct Framework: CanonicalValue {
    /// A field of action.
    public struct Field: CanonicalValue {
        public let description: LocalizedText
        public let id: Code
        public let name: LocalizedText
        public let order: Int64
    }

    /// A regional goal.
    public struct Goal: CanonicalValue {
        public let field: Code?
        public let id: Code
        public let name: LocalizedText
    }

    /// A bundle of measures or a lead project that joins towns.
    public struct Bundle: CanonicalValue {
        public enum Kind: String, Sendable, CaseIterable {
            case bundle
            case leadProject = "lead_project"
        }

        public let code: String
        public let cost: ExactDecimal?
        public let fields: [Code]
        public let id: Code
        public let kind: Kind
        public let lead: TenantID?
        public let sources: [String]
        public let title: LocalizedText
        public let towns: [TenantID]
    }

    /// When a version is in force.
    public struct InForce: CanonicalValue {
        public enum Rule: String, Sendable, CaseIterable {
            case all
            case atLeast = "at_least"
        }

        public let count: Int64?
        public let roles: [Role]
        public let rule: Rule
    }

    public let bundles: [Bundle]
    public let fields: [Field]
    public let goals: [Goal]
    public let inForce: InForce
    public let indicators: [Indicator]
    public let license: String
    public let number: Int64
    public let population: Code?
    public let principles: [LocalizedText]
    public let sources: [String]
    public let title: LocalizedText
    public let vision: LocalizedText
    /// Where in `indicators` those with parts stand; not a member of the written form.
    let totalPlaces: [Int]
    /// What each indicator asks of its observations, in the order of `indicators`; not a member either.
    let forms: [ObservationForm]

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        bundles = try reader.sortedList("bundles", by: \.id, limit: 500) { reader throws(Refusal) in
            try Bundle(from: &reader)
        }
        fields = try reader.sortedList("fields", by: \.id, limit: 100) { reader throws(Refusal) in
            try Field(from: &reader)
        }
        goals = try reader.sortedList("goals", by: \.id, limit: 500) { reader throws(Refusal) in
            try Goal(from: &reader)
        }
        inForce = try reader.value("in_force")
        indicators = try reader.sortedList("indicators", by: \.id, limit: 500) { reader throws(Refusal) in
            try Indicator(from: &reader)
        }
        license = try reader.text("license", limit: 200)
        number = try reader.integer("number", in: 1...100_000)
        population = try reader.optionalCode("population")
        principles = try reader.list("principles", limit: 50) { reader throws(Refusal) in
            try reader.localized(limit: 500)
        }
        sources = try reader.list("sources", limit: 100) { reader throws(Refusal) in try reader.url() }
        title = try reader.localized("title", limit: 300, allowsEmpty: false)
        vision = try reader.localized("vision", limit: 2000)
        try reader.closeObject()
        totalPlaces = indicators.indices.filter { [indicators] in !indicators[$0].parts.isEmpty }
        forms = indicators.map { ObservationForm($0) }
        try checkReferences(reader)
        try checkIndicators()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.list("bundles", bundles)
            writer.list("fields", fields)
            writer.list("goals", goals)
            writer.value("in_force", inForce)
            writer.list("indicators", indicators)
            writer.string("license", license)
            writer.integer("number", number)
            writer.optionalString("population", population)
            writer.member("principles")
            writer.array(principles) { $0.localized($1) }
            writer.strings("sources", sources)
            writer.localized("title", title)
            writer.localized("vision", vision)
        }
    }

    public func indicator(_ id: Code) -> Indicator? { place(of: id).map { indicators[$0] } }

    private func place(of id: Code) -> Int? {
        // Sorted on the way in, so this is a binary search.
        var low = 0
        var high = indicators.count
        while low < high {
            let middle = (low + high) / 2
            if indicators[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < indicators.count && indicators[low].id == id ? low : nil
    }

    private func checkReferences(_ reader: CanonicalReader) throws(Refusal) {
        let fieldIDs = Set(fields.map(\.id))
        let goalIDs = Set(goals.map(\.id))
        func require(_ id: Code, in known: Set<Code>, _ what: String) throws(Refusal) {
            guard known.contains(id) else {
                throw Refusal(
                    .reference, "The framework names the \(what) \"\(id)\", which it does not have", field: "body")
            }
        }
        for goal in goals { if let field = goal.field { try require(field, in: fieldIDs, "field of action") } }
        for bundle in bundles { for field in bundle.fields { try require(field, in: fieldIDs, "field of action") } }
        for indicator in indicators {
            for field in indicator.fields { try require(field, in: fieldIDs, "field of action") }
            for goal in indicator.goals { try require(goal, in: goalIDs, "goal") }
        }
        if let population {
            guard let definition = indicator(population), definition.kind == .stock || definition.kind == .count else {
                throw Refusal(
                    .reference, "The population indicator must be a stock of this framework", field: "body.population")
            }
        }
    }
}

extension Framework.Field {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        description = try reader.localized("description", limit: 2000)
        id = try reader.code("id")
        name = try reader.localized("name", limit: 200, allowsEmpty: false)
        order = try reader.integer("order", in: 0...10_000)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.localized("description", description)
            writer.string("id", id)
            writer.localized("name", name)
            writer.integer("order", order)
        }
    }
}

extension Framework.Goal {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        field = try reader.optionalCode("field")
        id = try reader.code("id")
        name = try reader.localized("name", limit: 500, allowsEmpty: false)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalString("field", field)
            writer.string("id", id)
            writer.localized("name", name)
        }
    }
}

extension Framework.Bundle {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        code = try reader.text("code", limit: 20)
        cost = try reader.optionalMoney("cost")
        fields = try reader.list("fields", limit: 100) { reader throws(Refusal) in try reader.code() }
        id = try reader.code("id")
        kind = try reader.word("kind")
        try reader.member("lead")
        lead = reader.null() ? nil : try reader.tenant()
        sources = try reader.list("sources", limit: 20) { reader throws(Refusal) in try reader.url() }
        title = try reader.localized("title", limit: 300, allowsEmpty: false)
        towns = try reader.list("towns", limit: 500) { reader throws(Refusal) in try reader.tenant() }
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("code", code)
            writer.optionalString("cost", cost)
            writer.strings("fields", fields)
            writer.string("id", id)
            writer.string("kind", kind.rawValue)
            writer.optionalString("lead", lead)
            writer.strings("sources", sources)
            writer.localized("title", title)
            writer.strings("towns", towns)
        }
    }
}

extension Framework.InForce {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        count = try reader.optionalInteger("count", in: 1...100_000)
        roles = try reader.sortedList("roles", by: { $0.rawValue }) { reader throws(Refusal) in
            try reader.word(Role.self)
        }
        rule = try reader.word("rule")
        try reader.closeObject()
        guard (rule == .atLeast) == (count != nil), !roles.isEmpty else {
            throw reader.fault(.value, "The in-force rule names roles, and a count exactly for at_least")
        }
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalInteger("count", count)
            writer.strings("roles", roles.map(\.rawValue))
            writer.string("rule", rule.rawValue)
        }
    }
}
