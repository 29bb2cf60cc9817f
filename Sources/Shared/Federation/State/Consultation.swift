/// One edition of a draft with what the members said on it and what the office answered: the public table.
public struct Consultation: Sendable {
    /// A position with its answer.
    public struct Entry: Sendable {
        public let tenant: TenantID
        public let position: Recorded<Position>
        /// In the order of the log.
        public internal(set) var answers: [Recorded<Answer>] = []
        /// The newest one counts.
        public var answer: Recorded<Answer>? { answers.last }
    }

    public let draft: Recorded<Draft>
    /// In the order of the log.
    public internal(set) var entries: [Entry] = []

    init(draft: Recorded<Draft>) { self.draft = draft }

    /// The number of the version it is a draft of.
    public var number: Int64 { draft.value.framework.number }

    public var unanswered: Int { entries.count { $0.answer == nil } }

    /// The place of a position among the entries.
    func place(of position: Reference) -> Int? {
        // In the order of the log, so this is a binary search.
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].position.index < position.index { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].position.reference == position ? low : nil
    }
}

extension FederationState {
    /// The newest edition of the draft of a version that is not published yet.
    public var currentConsultation: Consultation? {
        consultations.last.flatMap { $0.number > Int64(frameworks.count) ? $0 : nil }
    }

    /// Editions of the draft of version `number`, in order.
    public func consultations(ofVersion number: Int64) -> [Consultation] {
        consultations.filter { $0.number == number }
    }

    /// Whether positions dated `day` are still taken on this edition.
    public func isOpen(_ consultation: Consultation, on day: CalendarDay) -> Bool {
        currentConsultation?.draft.reference == consultation.draft.reference && day <= consultation.draft.value.until
    }

    // MARK: Rules

    func check(_ body: Draft, _ said: Statement) throws(Refusal) {
        let number = Int64(frameworks.count) + 1
        guard body.framework.number == number else {
            throw Refusal(
                .number, "A draft is of the next version of the framework, number \(number)",
                field: "body.framework.number", expected: String(number))
        }
        let edition = Int64(consultations(ofVersion: number).count) + 1
        guard body.edition == edition else {
            throw Refusal(
                .number, "The next draft of version \(number) is edition \(edition)", field: "body.edition",
                expected: String(edition))
        }
        guard body.until >= said.issued.day else {
            throw Refusal(
                .range, "The last day for positions, \(body.until), has passed on \(said.issued.day)",
                field: "body.until", expected: "\(said.issued.day) or later")
        }
    }

    func check(_ body: Position, _ said: Statement) throws(Refusal) {
        guard case .tenant(let tenant) = said.issuer else { return }
        guard let consultation = consultations.last(where: { $0.draft.reference == body.draft }) else {
            throw Refusal(
                .reference, "Entry \(body.draft.index) is not a draft of the framework with this digest",
                field: "body.draft")
        }
        try checkIsOpen(consultation, said)
        guard consultation.draft.value.framework.has(body.passage) else {
            throw Refusal(.reference, "The draft has no passage \(body.passage)", field: "body.passage")
        }
        let number = nextPositionNumber(of: tenant)
        guard body.number == number else {
            throw Refusal(
                .number, "The next position of \(tenant) has number \(number)", field: "body.number",
                expected: String(number))
        }
        guard consultation.entries.count(where: { $0.tenant == tenant }) < Position.limit else {
            throw Refusal(
                .rule, "\(tenant) has \(Position.limit) positions on this draft already, which is the most",
                field: "body")
        }
    }

    private func checkIsOpen(_ consultation: Consultation, _ said: Statement) throws(Refusal) {
        let draft = consultation.draft.value
        guard draft.framework.number > Int64(frameworks.count) else {
            throw Refusal(
                .closed, "Version \(draft.framework.number) has been published; its draft is closed",
                field: "body.draft")
        }
        if let newest = consultations.last, newest.draft.reference != consultation.draft.reference {
            throw Refusal(
                .closed,
                "Edition \(draft.edition) of the draft has been replaced by edition \(newest.draft.value.edition)",
                field: "body.draft", expected: "entry \(newest.draft.index)")
        }
        guard said.issued.day <= draft.until else {
            throw Refusal(
                .closed, "Positions on this draft were taken until \(draft.until); this one is of \(said.issued.day)",
                field: "issued", expected: "\(draft.until) or earlier")
        }
    }

    func check(_ body: Answer) throws(Refusal) {
        guard isRedactedPosition(body.position) || consultations.contains(where: { $0.place(of: body.position) != nil })
        else {
            throw Refusal(
                .reference, "Entry \(body.position.index) is not a position with this digest", field: "body.position")
        }
    }

    /// The number of the member's next position.
    public func nextPositionNumber(of tenant: TenantID) -> Int64 { (positionCounts[tenant] ?? 0) + 1 }

    // MARK: Fold

    mutating func take(_ position: Recorded<Position>, of tenant: TenantID) {
        positionCounts[tenant] = position.value.number
        guard let place = consultations.lastIndex(where: { $0.draft.reference == position.value.draft }) else { return }
        consultations[place].entries.append(Consultation.Entry(tenant: tenant, position: position))
    }

    mutating func take(_ answer: Recorded<Answer>) {
        for index in consultations.indices {
            guard let place = consultations[index].place(of: answer.value.position) else { continue }
            consultations[index].entries[place].answers.append(answer)
        }
    }
}
