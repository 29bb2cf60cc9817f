import Federation

/// An observation as the town keeps it: with a comment that never leaves the node.
struct StoredObservation: Sendable, Hashable {
    let key: Observation.Key
    var value: ExactDecimal?
    var numerator: ExactDecimal?
    var denominator: ExactDecimal?
    var status: Observation.Status
    var flags: [Observation.Flag]
    var level: Observation.Level
    var comment: String
}

/// One figure of participation as the town keeps it; `count` is nil where it is suppressed.
struct StoredParticipation: Sendable, Hashable {
    struct Key: Sendable, Hashable {
        let channel: Summary.Participation.Channel
        let figure: Summary.Participation.Figure
    }

    let channel: Summary.Participation.Channel
    let figure: Summary.Participation.Figure
    let count: Int64?

    var key: Key { Key(channel: channel, figure: figure) }
}
