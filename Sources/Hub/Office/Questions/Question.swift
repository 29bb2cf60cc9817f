import Federation
import Pages

/// A question about one member of a part of the framework: how it is asked, and how its answer is written down.
struct Question: Sendable {
    /// One of several answers, with what it means.
    struct Choice: Sendable {
        let value: String
        let label: Phrase
        let hint: Phrase?

        init(_ value: String, _ label: Phrase, _ hint: Phrase? = nil) {
            self.value = value
            self.label = label
            self.hint = hint
        }
    }

    /// Where the answers to choose from come from.
    enum Source: Sendable, Hashable {
        case things(PartKind)
        /// Indicators that can be a weight or the population.
        case stocks
        case towns
    }

    indirect enum Answer: Sendable {
        case line(limit: Int)
        /// A text in German and English.
        case both(limit: Int, rows: Int, isRequired: Bool)
        case whole(ClosedRange<Int64>, isOptional: Bool)
        /// A decimal number with as many decimals as the member `decimals` says, or none.
        case limit
        /// An amount in euro, or none.
        case money
        case word([Choice])
        /// The same as a short list to open.
        case pick([Choice])
        case flag(Choice)
        case one(Source)
        case some(Source)
        case someWords([Choice])
        case address
        case addresses(count: Int)
        /// A period such as 2026 or 2026-Q3.
        case period(isOptional: Bool)
        /// A period, or empty for `same`.
        case weightPeriod
        /// Equal rows, each an object of the columns' members.
        case rows([Question], named: Phrase, count: Int)
    }

    /// The member, such as `space.rule`; also the name of the form's field.
    let path: String
    let label: Phrase
    let hint: Phrase?
    let answer: Answer

    init(_ path: String, _ label: Phrase, _ hint: Phrase?, _ answer: Answer) {
        self.path = path
        self.label = label
        self.hint = hint
        self.answer = answer
    }
}

/// Questions under one heading.
struct QuestionGroup: Sendable {
    let legend: Phrase
    let hint: Phrase?
    let questions: [Question]

    init(_ legend: Phrase, _ questions: [Question]) { self.init(legend, nil, questions) }

    init(_ legend: Phrase, _ hint: Phrase?, _ questions: [Question]) {
        self.legend = legend
        self.hint = hint
        self.questions = questions
    }
}

/// What can be chosen from, by source: code and name.
struct Candidates: Sendable {
    let names: [Question.Source: [(code: String, name: LocalizedText)]]

    subscript(source: Question.Source) -> [(code: String, name: LocalizedText)] { names[source] ?? [] }

    /// What the draft and the federation offer to the part `name`.
    init(_ draft: WorkingDraft, _ name: PartName, _ state: FederationState) {
        func listed(_ kind: PartKind) -> [(code: String, name: LocalizedText)] {
            draft.things(kind).map { ($0.name.id, $0.title) }
        }
        let checks = DraftChecks(draft.parts.mapValues(\.value))
        names = [
            .things(.field): listed(.field), .things(.goal): listed(.goal),
            .stocks: listed(.indicator).filter { checks.isStock($0.code) && PartName(.indicator, $0.code) != name },
            .towns: state.sortedMembers.map { member in
                (member.tenant.text, LocalizedText(german: member.name, english: ""))
            },
        ]
    }
}
