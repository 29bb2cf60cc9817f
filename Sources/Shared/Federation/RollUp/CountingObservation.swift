/// An observation that counts, and the summary it comes from.
public struct CountingObservation: Sendable {
    public let observation: Observation
    public let summary: Reference
    public let revision: Int64
}

extension Observation {
    /// Whether it tells a number about the town itself.
    var isPublic: Bool { status == .reported && level == .town }
}

extension [CountingObservation] {
    /// Where the observation of `period` stands or would stand. New periods come at the end, so that is tried first.
    func place(of period: Period) -> Int {
        // By index, since `last` would copy the whole observation.
        if isEmpty || self[count - 1].observation.period < period { return count }
        var low = 0
        var high = count - 1
        while low < high {
            let middle = (low + high) / 2
            if self[middle].observation.period < period { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
