extension Period.Frequency {
    public func isFiner(than other: Period.Frequency) -> Bool { months < other.months }
}

extension Period {
    /// The periods of a finer frequency that make up this one, in order of time; empty where `frequency` is not finer.
    public func parts(by frequency: Frequency) -> [Period] {
        guard frequency.isFiner(than: self.frequency) else { return [] }
        let count = self.frequency.months / frequency.months
        return (1...count).compactMap {
            Period(year: year, frequency: frequency, number: (number - 1) * count + $0)
        }
    }

    /// The period of a coarser frequency that this one lies in; nil where `frequency` is not coarser.
    public func containing(_ frequency: Frequency) -> Period? {
        guard self.frequency.isFiner(than: frequency) else { return nil }
        return Period(
            year: year, frequency: frequency, number: (number - 1) / (frequency.months / self.frequency.months) + 1)
    }
}
