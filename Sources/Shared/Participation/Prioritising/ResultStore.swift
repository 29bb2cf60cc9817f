import Database

/// Gathers what a ballot came to.
enum ResultStore {
    static func read(_ ballot: Ballot, _ connection: borrowing Connection) throws -> BallotResult {
        let online = try VoteStore.tally(ballot, connection)
        var tallies: [(channel: Channel, tally: Tally)] = [(.online, online)]
        var turnout = [
            BallotResult.Turnout(
                channel: .online, voters: online.voters,
                handedOut: ballot.access == .code ? try CodeStore.handedOut(ballot.id, connection) : nil, invalid: nil)
        ]
        let sheets = try SheetStore.all(of: ballot.id, connection).filter { $0.withdrawn == nil }
        for channel in Sheet.channels {
            let counts = sheets.filter { $0.channel == channel }.compactMap(\.counted)
            guard !counts.isEmpty else { continue }
            var tally = Tally()
            for count in counts { tally.add(count.tally) }
            tallies.append((channel, tally))
            turnout.append(
                BallotResult.Turnout(
                    channel: channel, voters: tally.voters, handedOut: counts.reduce(0) { $0 + $1.handedOut },
                    invalid: counts.reduce(0) { $0 + $1.invalid }))
        }
        return BallotResult(ballot: ballot, turnout: turnout, tallies: tallies)
    }
}
