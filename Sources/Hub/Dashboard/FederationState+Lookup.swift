import Federation

extension FederationState {
    func framework(number text: String?) -> Recorded<Framework>? {
        guard let text, let number = Int(text), String(number) == text, frameworks.indices.contains(number - 1) else {
            return nil
        }
        return frameworks[number - 1]
    }

    /// A report by its name in addresses, `<period>-<edition>`.
    func report(named name: String) -> Recorded<RegionalReport>? {
        guard let dash = name.lastIndex(of: "-"), let period = Period(String(name[..<dash])),
            let edition = Int(name[name.index(after: dash)...]), name.hasSuffix("-\(edition)"),
            let editions = reports[period], editions.indices.contains(edition - 1)
        else { return nil }
        return editions[edition - 1]
    }

    /// Reports, the newest first.
    var newestReports: [Recorded<RegionalReport>] { reports.values.joined().sorted { $0.index > $1.index } }

    /// The summary that a counting observation comes from, if it still is the newest of its period.
    func summary(of tenant: TenantID, _ reference: Reference) -> Recorded<Summary>? {
        summaries[tenant]?.values.first { $0.reference == reference }
    }

    /// The newest adoption of the newest framework that a tenant has adopted.
    func newestAdoption(of tenant: TenantID) -> Recorded<Adoption>? {
        guard let framework = adoptedFramework(of: tenant) else { return nil }
        return adoptions[tenant]?.last { $0.value.framework == framework.reference }
    }
}

extension RegionalReport {
    /// Its name in addresses.
    var name: String { "\(period)-\(edition)" }
}

extension Period {
    /// The period of the same frequency just after.
    var following: Period? {
        Period(year: year, frequency: frequency, number: number + 1)
            ?? Period(year: year + 1, frequency: frequency, number: 1)
    }

    /// Every period from the first to the last of `periods` (at most `limit`, the newest), so that gaps show.
    static func course(of periods: [Period], limit: Int = 240) -> [Period] {
        guard let first = periods.first, var period = periods.last else { return [] }
        var course = [period]
        while period > first, course.count < limit, let earlier = period.previous {
            course.append(earlier)
            period = earlier
        }
        return course.reversed()
    }
}

extension Observation {
    /// The value as a town's own figure: as reported, or worked out from its parts for display.
    func shownValue(_ definition: Indicator) -> ExactDecimal? {
        if let value { return value }
        guard let numerator, let denominator,
            let share = Rational(numerator).divided(by: Rational(denominator)),
            let scaled = share.multiplied(by: Rational(ExactDecimal(units: definition.factor, decimals: 0)))
        else { return nil }
        return scaled.rounded(decimals: definition.decimals)
    }
}
