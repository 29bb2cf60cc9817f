import Federation

extension CalendarDay {
    /// The day so many days later.
    func adding(days: Int64) -> CalendarDay {
        guard let start = Instant("\(self)T00:00:00Z") else { return self }
        return Instant(secondsSince1970: start.secondsSince1970 + days * 86_400).day
    }
}
