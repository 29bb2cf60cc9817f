import Federation

extension CalendarDay {
    /// The day so many days later.
    func adding(days: Int64) -> CalendarDay {
        guard let start = Instant("\(self)T00:00:00Z") else { return self }
        return Instant(secondsSince1970: start.secondsSince1970 + days * 86_400).day
    }
}

extension Period {
    /// The period of that frequency in which the day lies.
    static func containing(_ day: CalendarDay, _ frequency: Frequency) -> Period? {
        guard let month = Period(String(day.description.prefix(7))) else { return nil }
        return frequency == .month ? month : month.containing(frequency)
    }
}
