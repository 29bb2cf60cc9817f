import Pages
import Testing

@testable import Participation

/// What is given in a vote, as the form carries it.
struct VoteFormTests {
    private let ballot = Ballot(
        process: 1, title: "Was?", method: .rating,
        options: [
            Ballot.Option(number: 1, kind: .statement, title: "A"),
            Ballot.Option(number: 2, kind: .statement, title: "B"),
        ])

    private func marks(_ fields: [(String, String)], isExact: Bool = false) -> [Int: Int]? {
        var ballot = ballot
        ballot.isExact = isExact
        var input = FormInput(fields.map { (name: $0.0, value: $0.1) })
        return VoteForm(ballot: ballot, language: .german).marks(&input)
    }

    /// A radio button cannot be released: an optional rating has one that takes it back.
    @Test func anOptionalRatingCanBeTakenBack() {
        #expect(marks([("rating-1", "5"), ("rating-2", "none")]) == [1: 5])
        #expect(marks([("rating-1", "none"), ("rating-2", "none")]) == nil)
        #expect(marks([("rating-1", "5"), ("rating-2", "none")], isExact: true) == nil)
        #expect(marks([("rating-1", "6")]) == nil)
    }
}
