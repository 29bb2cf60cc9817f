import Crypto
import TestSupport
import Testing

@testable import Federation

/// Which numbers are held back, and that nobody can work them out.
@Suite struct SuppressionTests {
    static func people(_ id: String, parts: [String] = [], threshold: Int = 5) -> JSONValue {
        Sample.indicator(id, ["parts": parts, "threshold": threshold])
    }

    static func framework(_ indicators: [JSONValue]) throws -> Framework {
        try Framework(canonicalBytes: Sample.framework(indicators).canonicalBytes)
    }

    private func held(_ suppression: Suppression) -> [String] {
        suppression.held.map { held in
            let reason =
                switch held.reason {
                case .smallCount(let threshold): "below \(threshold)"
                case .fewContributors(let count): "\(count) contributors"
                case .dominance(let percent): "above \(percent) %"
                case .entered: "entered"
                case .secondary(let protects): "protects \(protects)"
                }
            return "\(held.cell): \(reason)"
        }
    }

    private func suppress(
        _ indicators: [JSONValue], _ values: [String: String], before: [String: String] = [:]
    ) throws -> Suppression {
        Suppression(
            framework: try Self.framework(indicators),
            observations: values.sorted { $0.key < $1.key }.map { value($0.key, "2024", $0.value) },
            published: Dictionary(
                uniqueKeysWithValues: before.map { (key($0.key, "2024"), value($0.key, "2024", $0.value)) }))
    }

    static let family = [people("t", parts: ["a", "b", "c"]), people("a"), people("b"), people("c")]

    @Test func nothingIsHeldBackWithoutNeed() throws {
        #expect(try held(suppress(Self.family, ["t": "26", "a": "6", "b": "0", "c": "20"])) == [])
        // A small count that no sum betrays stays alone.
        #expect(try held(suppress([Self.people("a"), Self.people("b")], ["a": "3", "b": "9"])) == ["a 2024: below 5"])
    }

    @Test func theSmallestOtherCellProtectsASmallCount() throws {
        #expect(
            try held(suppress(Self.family, ["t": "33", "a": "3", "b": "20", "c": "10"])) == [
                "a 2024: below 5", "c 2024: protects a 2024",
            ])
        // A zero protects least: a would be at most 3, which says almost what it is.
        #expect(
            try held(suppress(Self.family, ["t": "23", "a": "3", "b": "20", "c": "0"])) == [
                "a 2024: below 5", "b 2024: protects a 2024",
            ])
        // Two small counts protect each other only as long as their sum leaves room: 2 = 1 + 1, 0 + 2 or 2 + 0.
        #expect(
            try held(suppress(Self.family, ["t": "22", "a": "1", "b": "1", "c": "20"])) == [
                "a 2024: below 5", "b 2024: below 5",
            ])
    }

    /// Both parts of the protected sum are parts of other sums, too.
    @Test func protectionReachesThroughNestedSums() throws {
        let nested = [
            Self.people("t", parts: ["a", "b"]), Self.people("a", parts: ["d", "e"]), Self.people("b"),
            Self.people("d"), Self.people("e"),
        ]
        #expect(
            try held(suppress(nested, ["t": "40", "a": "13", "b": "27", "d": "3", "e": "10"])) == [
                "d 2024: below 5", "e 2024: protects d 2024",
            ])
        // e is small as well, and a: all three hang together, and b protects a.
        #expect(
            try held(suppress(nested, ["t": "31", "a": "4", "b": "27", "d": "1", "e": "3"])) == [
                "a 2024: below 5", "b 2024: protects a 2024", "d 2024: below 5", "e 2024: below 5",
            ])
    }

    @Test func whatTheLogTellsAlreadyProtectsNobody() throws {
        // c was published as 10, so b has to go.
        #expect(
            try held(suppress(Self.family, ["t": "33", "a": "3", "b": "20", "c": "10"], before: ["c": "10"])) == [
                "a 2024: below 5", "b 2024: protects a 2024",
            ])
        // c was published with another number: hiding the new one alone does not help, since the old one may be true.
        #expect(
            try held(suppress(Self.family, ["t": "33", "a": "3", "b": "20", "c": "10"], before: ["c": "9"])) == [
                "a 2024: below 5", "b 2024: protects a 2024",
            ])
        let exposed = try suppress(
            Self.family, ["t": "33", "a": "3", "b": "20", "c": "10"], before: ["t": "33", "b": "20", "c": "10"])
        #expect(held(exposed) == ["a 2024: below 5"])
        #expect(exposed.exposed.map(\.description) == ["a 2024"])
    }

    /// A correction makes another cell small, and another one protects it: what protected the first small count must not
    /// be told beside the revision that is still in the log.
    @Test func aCorrectionDoesNotBetrayWhatTheRevisionBeforeHeldBack() throws {
        let framework = try Self.framework(Self.family)
        let first = try suppress(Self.family, ["t": "63", "a": "3", "b": "10", "c": "50"])
        #expect(held(first) == ["a 2024: below 5", "b 2024: protects a 2024"])
        let revision = [
            gap("a", "2024", .suppressed), gap("b", "2024", .suppressed), value("c", "2024", "50"),
            value("t", "2024", "63"),
        ]
        func corrected(_ revisions: [[Observation]]) -> [String] {
            held(
                Suppression(
                    framework: framework,
                    observations: ["a": "3", "b": "10", "c": "4", "t": "17"].sorted { $0.key < $1.key }.map {
                        value($0.key, "2024", $0.value)
                    }, published: [key("c", "2024"): revision[2], key("t", "2024"): revision[3]],
                    revisions: revisions))
        }
        // Without the revision, b is told: a = 63 − 50 − 10.
        #expect(corrected([]) == ["a 2024: below 5", "c 2024: below 5"])
        #expect(
            corrected([revision]) == ["a 2024: below 5", "b 2024: protects a 2024", "c 2024: below 5"])
        // What the revision gave away by itself is no secret that could be kept.
        #expect(
            corrected([[revision[0], value("b", "2024", "10"), revision[2], revision[3]]])
                == ["a 2024: below 5", "c 2024: below 5"])
    }

    @Test func aTotalPublishedElsewhereCounts() throws {
        let framework = try Self.framework([Self.people("a"), Self.people("b")])
        let observations = [value("a", "2024", "3"), value("b", "2024", "20")]
        func suppress(_ total: String, _ parts: [String]) throws -> Suppression {
            Suppression(
                framework: framework, observations: observations,
                elsewhere: [.init(value: try #require(ExactDecimal(total)), parts: parts.map { key($0, "2024") })])
        }
        #expect(try held(suppress("23", ["a", "b"])) == ["a 2024: below 5", "b 2024: protects a 2024"])
        // The number itself stands elsewhere: nothing that this town can do.
        let exposed = try suppress("3", ["a"])
        #expect(held(exposed) == ["a 2024: below 5"])
        #expect(exposed.exposed.map(\.description) == ["a 2024"])
    }

    @Test func amountsOfFewOrOfOne() throws {
        let amounts = ["t", "a", "b", "c"].map { id in
            Sample.indicator(id, decimals: 2, id == "t" ? ["parts": ["a", "b", "c"]] : [:])
        }
        func suppress(_ count: Int64, _ largest: String) throws -> [String] {
            held(
                Suppression(
                    framework: try Self.framework(amounts),
                    observations: [
                        value("t", "2024", "1000.00"), value("a", "2024", "100.00"), value("b", "2024", "300.00"),
                        value("c", "2024", "600.00"),
                    ],
                    contributors: [key("a", "2024"): .init(count: count, largest: try #require(ExactDecimal(largest)))])
            )
        }
        #expect(try suppress(3, "80.00") == [])
        #expect(try suppress(3, "80.01") == ["a 2024: above 80 %", "b 2024: protects a 2024"])
        #expect(try suppress(2, "10.00") == ["a 2024: 2 contributors", "b 2024: protects a 2024"])
    }

    /// Groups and channels add up to the same number: one group alone would follow from the others.
    @Test func participationInTwoBreakdowns() throws {
        func suppress(_ rows: [Summary.Participation]) throws -> [String] {
            held(Suppression(framework: try Self.framework([]), observations: [], participation: rows))
        }
        let channels: [Summary.Participation] = [
            .init(.people, .channel(.online), count: 30), .init(.people, .channel(.paper), count: 4),
            .init(.events, .channel(.eventTable), count: 1), .init(.contributions, .channel(.online), count: 40),
            .init(.contributions, .channel(.paper), count: 2),
        ]
        #expect(try suppress(channels) == ["people channel paper: below 5"])
        let groups: [Summary.Participation] = [
            .init(.contributions, .group(.youth), count: 3), .init(.contributions, .group(.citizens), count: 9),
            .init(.contributions, .group(nil), count: 30),
        ]
        #expect(
            try suppress(channels + groups) == [
                "people channel paper: below 5",
                "contributions group citizens: protects contributions group youth",
                "contributions group youth: below 5",
            ])
    }

    @Test func theHubRefusesWhatFollowsFromTheOtherBreakdown() throws {
        let fixture = [
            Summary.Participation(.contributions, .channel(.online), count: 12),
            .init(.contributions, .group(.youth), count: nil), .init(.contributions, .group(.citizens), count: 9),
        ]
        func summary(_ rows: [Summary.Participation]) throws -> Summary {
            Summary(
                approval: .init(function: .mayor, isSelfApproved: false),
                framework: Reference(index: 1, sha256: SHA256.digest([])), measures: [], observations: [],
                participation: rows, period: try #require(Period("2024")), revision: 1)
        }
        let youth = Cell.participation(.init(figure: .contributions, part: .group(.youth)))
        #expect(try summary(fixture).participationGivenAway(after: nil) == youth)
        let safe = fixture.dropLast() + [.init(.contributions, .group(.citizens), count: nil)]
        #expect(try summary(Array(safe)).participationGivenAway(after: nil) == nil)
        // The revision before told what is held back now.
        #expect(try summary(Array(safe)).participationGivenAway(after: try summary(fixture)) == nil)
    }

    /// Contradictions, negative numbers and numbers at the edge of what is counted neither crash nor hang.
    @Test func hostileNumbers() throws {
        let big = "999999999999999999"
        let plain = ["t", "a", "b", "c"].map { Sample.indicator($0, $0 == "t" ? ["parts": ["a", "b", "c"]] : [:]) }
        let suppression = Suppression(
            framework: try Self.framework(plain),
            observations: [
                value("t", "2024", big), gap("a", "2024", .suppressed), value("b", "2024", "-" + big),
                value("c", "2024", "-" + big),
            ])
        #expect(held(suppression) == ["a 2024: entered", "b 2024: protects a 2024"])
        let contradiction = Suppression(
            framework: try Self.framework(Self.family),
            observations: [
                value("t", "2024", "20"), gap("a", "2024", .suppressed), value("b", "2024", "30"),
                value("c", "2024", "5"),
            ])
        #expect(held(contradiction) == ["a 2024: entered"])
    }

    // MARK: Nobody can work them out

    /// Sums over leaves, solved by trying all numbers: this code knows nothing of the module it checks.
    struct Solver {
        /// Leaves first, then sums.
        let cells: [String]
        let leafCount: Int
        /// For each leaf the places of the sums it is in.
        let sumsOfLeaf: [[Int]]
        let threshold = 3
        /// More than any leaf of the tables.
        let highest = 7

        init(leaves: [String], sums: [(id: String, leaves: [String])]) {
            cells = leaves + sums.map(\.id)
            leafCount = leaves.count
            sumsOfLeaf = leaves.map { leaf in
                sums.indices.filter { sums[$0].leaves.contains(leaf) }.map { leaves.count + $0 }
            }
        }

        /// Every number that each cell can be, as bits, given what is published.
        private func possible(_ published: [String: Int]) -> [UInt64] {
            let given = cells.map { published[$0] }
            var found = [UInt64](repeating: 0, count: cells.count)
            var numbers = [Int](repeating: 0, count: cells.count)
            func assign(_ leaf: Int) {
                guard leaf < leafCount else {
                    for place in leafCount..<cells.count {
                        if let total = given[place], total != numbers[place] { return }
                    }
                    for (place, number) in numbers.enumerated() { found[place] |= 1 << UInt64(number) }
                    return
                }
                for number in given[leaf].map({ $0...$0 }) ?? 0...highest {
                    let isTooMuch = sumsOfLeaf[leaf].contains { sum in
                        given[sum].map { numbers[sum] + number > $0 } ?? false
                    }
                    if isTooMuch { break }
                    numbers[leaf] = number
                    for sum in sumsOfLeaf[leaf] { numbers[sum] += number }
                    assign(leaf + 1)
                    for sum in sumsOfLeaf[leaf] { numbers[sum] -= number }
                }
            }
            assign(0)
            return found
        }

        /// Hidden cells that anybody can work out.
        func recovered(_ hidden: Set<String>, from published: [String: Int]) -> Set<String> {
            if hidden.isEmpty { return [] }
            let possible = possible(published)
            let small: UInt64 = (1 << UInt64(threshold)) - 2
            return hidden.filter { cell in
                let numbers = possible[cells.firstIndex(of: cell) ?? 0]
                return numbers.nonzeroBitCount == 1 || numbers & ~small == 0
            }
        }
    }

    struct Shape: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let parts: [String: [String]]
        let leaves: [String]
    }

    static let shapes = [
        Shape(testDescription: "two parts", parts: ["t": ["a", "b"]], leaves: ["a", "b"]),
        Shape(testDescription: "four parts", parts: ["t": ["a", "b", "c", "d"]], leaves: ["a", "b", "c", "d"]),
        Shape(
            testDescription: "nested", parts: ["t": ["b", "u", "v"], "u": ["c", "d"], "v": ["e", "f"]],
            leaves: ["b", "c", "d", "e", "f"]),
        Shape(
            testDescription: "rows and columns",
            parts: ["t": ["u", "v"], "u": ["a", "b"], "v": ["c", "d"], "w": ["a", "c"], "x": ["b", "d"]],
            leaves: ["a", "b", "c", "d"]),
        Shape(
            testDescription: "a ring of sums", parts: ["t": ["a", "b"], "u": ["b", "c"], "v": ["a", "c", "d"]],
            leaves: ["a", "b", "c", "d"]),
    ]

    @Test(arguments: shapes, [1, 2, 3]) func aSolverNeverRecoversAHiddenCell(shape: Shape, seed: UInt64) throws {
        var generator = SeededGenerator(state: seed &* 7919)
        let framework = try Self.framework(
            shape.parts.map { Self.people($0.key, parts: $0.value, threshold: 3) }
                + shape.leaves.map { Self.people($0, threshold: 3) })
        func leaves(of id: String) -> [String] { shape.parts[id].map { $0.flatMap(leaves) } ?? [id] }
        let sums = shape.parts.keys.sorted().map { (id: $0, leaves: leaves(of: $0)) }
        let solver = Solver(leaves: shape.leaves, sums: sums)
        for round in 0..<thorough(140) {
            var truth: [String: Int] = [:]
            for leaf in shape.leaves { truth[leaf] = Int.random(in: 0...5, using: &generator) }
            for sum in sums { truth[sum.id] = sum.leaves.reduce(0) { $0 + (truth[$1] ?? 0) } }
            // Every second time some numbers are in the log already.
            var before: [String: Int] = [:]
            for (id, number) in truth.sorted(by: { $0.key < $1.key }) where round % 2 == 1 {
                if number >= 3, Bool.random(using: &generator) { before[id] = number }
            }
            let suppression = Suppression(
                framework: framework,
                observations: truth.sorted { $0.key < $1.key }.map { value($0.key, "2024", String($0.value)) },
                published: Dictionary(
                    uniqueKeysWithValues: before.map { (key($0.key, "2024"), value($0.key, "2024", String($0.value))) })
            )
            let hidden = Set(suppression.held.map { String($0.cell.description.prefix(1)) })
            let published = truth.filter { !hidden.contains($0.key) }
            let seen = published.merging(before) { first, _ in first }
            let secret = hidden.subtracting(before.keys)
            let known = solver.recovered(secret, from: before)
            #expect(
                Set(suppression.exposed.map { String($0.description.prefix(1)) }).subtracting(before.keys).isSubset(
                    of: known))
            #expect(
                solver.recovered(secret, from: seen).subtracting(known) == [],
                "\(truth.sorted { $0.key < $1.key }), held \(held(suppression)), before \(before)")
            // Nothing without need: publishing any of the others gives something away.
            for other in suppression.held {
                guard case .secondary = other.reason else { continue }
                let id = String(other.cell.description.prefix(1))
                var more = seen
                more[id] = truth[id]
                #expect(
                    !solver.recovered(secret.subtracting([id]), from: more).subtracting(known).isEmpty,
                    "\(truth.sorted { $0.key < $1.key }) did not need \(held(suppression)), before \(before)")
            }
            if !truth.values.contains(where: { $0 == 1 || $0 == 2 }) { #expect(suppression.held == []) }
        }
    }
}
