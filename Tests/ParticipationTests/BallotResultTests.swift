import Pages
import Testing

@testable import Participation

struct BallotResultTests {
    private func ballot(_ method: Ballot.Method, _ titles: [String] = ["A", "B", "C"], allowance: Int = 5) -> Ballot {
        Ballot(
            id: 1, process: 1, title: "Wahl", method: method, allowance: method == .rating ? 0 : allowance,
            options: titles.enumerated().map {
                Ballot.Option(number: $0.offset + 1, kind: .statement, title: $0.element)
            })
    }

    private func tally(_ voters: Int, _ sums: [Int: Int]) -> Tally {
        Tally(voters: voters, counts: Dictionary(uniqueKeysWithValues: sums.map { (Tally.Mark($0.key), $0.value) }))
    }

    private func result(_ tallies: [(channel: Participation.Channel, tally: Tally)], _ ballot: Ballot) -> BallotResult {
        BallotResult(
            ballot: ballot,
            turnout: tallies.map {
                BallotResult.Turnout(channel: $0.channel, voters: $0.tally.voters, handedOut: nil, invalid: nil)
            }, tallies: tallies)
    }

    @Test func tiesShareARank() {
        let result = result([(.online, tally(9, [1: 3, 2: 7, 3: 3]))], ballot(.points))
        #expect(result.rows.map(\.option.title) == ["B", "A", "C"])
        #expect(result.rows.map(\.rank) == [1, 2, 2])
        #expect(result.rows.map(\.isTied) == [false, true, true])
        let view = ResultView(
            result: self.result([(.online, tally(9, [1: 4, 3: 4]))], ballot(.choice)),
            strategy: TownStrategy(fields: [], measures: [], indicators: []), language: .german)
        #expect(view.answer == "Gleichauf vorn: „A“, „C“ mit je 4 Stimmen. 9 Personen haben abgestimmt.")
    }

    @Test func meansAreComparedExactly() {
        // 1/3 and 333/1000 of a step apart look alike when rounded; the greater one is first all the same.
        var tally = Tally(voters: 1003)
        tally.add(2, Tally.Mark(1, level: 3))
        tally.add(1, Tally.Mark(1, level: 4))
        tally.add(667, Tally.Mark(2, level: 3))
        tally.add(333, Tally.Mark(2, level: 4))
        tally.add(4, Tally.Mark(3, level: 3))
        tally.add(2, Tally.Mark(3, level: 4))
        let result = result([(.online, tally)], ballot(.rating))
        #expect(result.rows.map(\.option.number) == [1, 3, 2])
        #expect(result.rows.map(\.rank) == [1, 1, 3])
        #expect(tally.mean(1).mean(.german) == "3,33" && tally.mean(2).mean(.german) == "3,33")
        #expect(tally.mean(7).mean(.german) == "–")
    }

    @Test(arguments: [(1, 8, "12.5"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 16, "6.2"), (3, 16, "18.8"), (0, 4, "0.0")])
    func sharesAreRoundedHalfToEven(part: Int, whole: Int, text: String) {
        #expect(ExactShare(part, of: whole).decimal(of: 100, decimals: 1) == text)
    }

    @Test func aSmallChannelIsJoinedSoThatNothingGivesItAway() {
        let result = result(
            [(.online, tally(40, [1: 100, 2: 100])), (.paper, tally(4, [1: 20])), (.eventTable, tally(12, [3: 60]))],
            ballot(.points))
        #expect(result.parts.map(\.channels) == [[.online], [.paper, .eventTable]])
        #expect(result.parts.allSatisfy { $0.tally.voters >= BallotResult.least })
        // What is shown adds up to the total: nothing is left over that would be the small channel's.
        var sum = Tally()
        for part in result.parts { sum.add(part.tally) }
        #expect(sum == result.total)
        let shown = String(decoding: ResultFile.csv(result), as: UTF8.self)
        #expect(shown.contains("paper+event_table,16,1,statement,,A,,20\r\n"))
        #expect(!shown.contains("\r\npaper,") && !shown.contains("\r\nevent_table,"))
    }

    @Test func twoSmallChannelsAreJoinedAndFourPeopleStayHidden() {
        let two = result(
            [(.online, tally(3, [1: 3])), (.paper, tally(2, [2: 2])), (.eventTable, tally(0, [:]))], ballot(.choice))
        #expect(two.parts.map(\.channels) == [[.online, .paper]])
        let few = result([(.online, tally(2, [1: 2])), (.paper, tally(2, [2: 2]))], ballot(.choice))
        #expect(few.isSuppressed && few.parts.isEmpty && few.total.counts.isEmpty && few.voters == 4)
        #expect(String(decoding: ResultFile.csv(few), as: UTF8.self).split(separator: "\r\n").count == 1)
    }

    /// Whatever the channels hold: parts are large enough, cover every voter, and add up to the total.
    @Test func groupingHoldsForEveryCombination() {
        for online in 0...7 {
            for paper in 0...7 {
                for event in 0...7 {
                    let result = result(
                        [
                            (.online, tally(online, [1: online])), (.paper, tally(paper, [2: paper])),
                            (.eventTable, tally(event, [3: event])),
                        ], ballot(.choice))
                    let voters = online + paper + event
                    #expect(result.isSuppressed == (1...4).contains(voters))
                    #expect(result.parts.allSatisfy { $0.tally.voters >= 5 })
                    let shown = result.parts.reduce(0) { $0 + $1.tally.voters }
                    #expect(shown == (result.isSuppressed ? 0 : voters))
                }
            }
        }
    }

    @Test func votesAreCheckedBeforeTheyCount() {
        func marks(_ ballot: Ballot, _ fields: [(String, String)]) -> ([Int: Int]?, [String]) {
            var input = FormInput(fields.map { (name: $0.0, value: $0.1) })
            let marks = VoteForm(ballot: ballot, language: .german).marks(&input)
            return (marks, input.faults.map(\.name))
        }
        var points = ballot(.points)
        #expect(marks(points, [("points-1", "2"), ("points-3", "3"), ("points-2", "0")]).0 == [1: 2, 3: 3])
        #expect(marks(points, [("points-1", "3"), ("points-3", "3")]).1 == ["points"])
        #expect(marks(points, []).1 == ["points"])
        for wrong in ["-1", "1.5", "9223372036854775808", "zwei", "101"] {
            #expect(marks(points, [("points-1", wrong), ("points-2", "1")]).1 == ["points-1"], "\(wrong)")
        }
        // Points for an option that is not there count for nothing.
        #expect(marks(points, [("points-9", "5"), ("points-1", "1")]).0 == [1: 1])
        points.isExact = true
        #expect(marks(points, [("points-1", "4")]).1 == ["points"])

        var choice = ballot(.choice, allowance: 2)
        #expect(marks(choice, [("choice", "1"), ("choice", "1")]).0 == [1: 1])
        #expect(marks(choice, [("choice", "1"), ("choice", "2"), ("choice", "3")]).1 == ["choice"])
        #expect(marks(choice, [("choice", "7")]).1 == ["choice"] && marks(choice, []).1 == ["choice"])
        choice.isExact = true
        #expect(marks(choice, [("choice", "1")]).1 == ["choice"])

        var rating = ballot(.rating)
        #expect(marks(rating, [("rating-1", "5"), ("rating-3", "1")]).0 == [1: 5, 3: 1])
        for wrong in ["0", "6", "05", "x"] { #expect(marks(rating, [("rating-2", wrong)]).1 == ["rating-2"]) }
        #expect(marks(rating, []).1 == ["rating-1"])
        rating.isExact = true
        #expect(marks(rating, [("rating-1", "5")]).1 == ["rating-2", "rating-3"])
    }
}
