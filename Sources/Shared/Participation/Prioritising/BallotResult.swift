import Pages

/// What a ballot came to: per channel and together, without anything that tells how a few people voted.
struct BallotResult: Sendable {
    /// One channel's turnout.
    struct Turnout: Sendable, Hashable {
        let channel: Channel
        let voters: Int
        /// Codes or papers handed out, or people on site; nil where nobody knows.
        let handedOut: Int?
        /// Papers that did not count; nil online.
        let invalid: Int?
    }

    /// Channels whose split is shown together.
    struct Part: Sendable, Hashable {
        let channels: [Channel]
        let tally: Tally

        func name(_ language: Language) -> String {
            channels.map { $0.word(language) }.joined(separator: Phrase(de: " und ", en: " and ")(language))
        }
    }

    struct Row: Sendable, Hashable {
        let option: Ballot.Option
        /// 1 for the best; several where they are equal.
        let rank: Int
        let isTied: Bool
    }

    /// Fewer people than this in a channel, and its split would tell how they voted.
    static let least = 5

    let ballot: Ballot
    let turnout: [Turnout]
    /// Those with votes; each has at least `least` voters.
    let parts: [Part]
    let total: Tally
    /// True where so few have voted that nothing but their number is shown.
    let isSuppressed: Bool

    init(ballot: Ballot, turnout: [Turnout], tallies: [(channel: Channel, tally: Tally)]) {
        self.ballot = ballot
        self.turnout = turnout
        let grouped = Self.grouped(tallies)
        var total = Tally()
        for tally in tallies { total.add(tally.tally) }
        isSuppressed = total.voters > 0 && grouped == nil
        parts = grouped ?? []
        self.total = isSuppressed ? Tally(voters: total.voters) : total
    }

    /// A small channel is joined with the smallest other one until none is small. As nothing is left out, nothing can be
    /// worked out from the total; nil where all of them together are still too few.
    private static func grouped(_ tallies: [(channel: Channel, tally: Tally)]) -> [Part]? {
        var parts = tallies.filter { $0.tally.voters > 0 }.map { Part(channels: [$0.channel], tally: $0.tally) }
        while let small = parts.indices.min(by: { parts[$0].tally.voters < parts[$1].tally.voters }),
            parts[small].tally.voters < least
        {
            let first = parts.remove(at: small)
            guard let next = parts.indices.min(by: { parts[$0].tally.voters < parts[$1].tally.voters }) else {
                return nil
            }
            var tally = first.tally
            tally.add(parts[next].tally)
            let order = Channel.allCases
            let channels = (first.channels + parts[next].channels).sorted {
                (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0)
            }
            parts[next] = Part(channels: channels, tally: tally)
        }
        return parts
    }

    /// Exactly how well an option did; compared without rounding.
    func score(_ option: Ballot.Option) -> ExactShare {
        ballot.method == .rating ? total.mean(option.number) : ExactShare(total.sum(option.number), of: 1)
    }

    /// The best first; equal ones share a rank and stand in the order of the ballot.
    var rows: [Row] {
        let sorted = ballot.options.sorted { left, right in
            let (first, second) = (score(left), score(right))
            return first == second ? left.number < right.number : second < first
        }
        return sorted.map { option in
            let own = score(option)
            let better = sorted.count { own < score($0) }
            return Row(option: option, rank: better + 1, isTied: sorted.count { score($0) == own } > 1)
        }
    }

    var voters: Int { turnout.reduce(0) { $0 + $1.voters } }
}
