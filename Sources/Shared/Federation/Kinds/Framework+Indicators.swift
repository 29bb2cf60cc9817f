// What the indicators of one framework say about each other (docs/PROTOCOL.md section 5).

extension Framework {
    /// Indicators that are the sum of others.
    public var totals: some Sequence<Indicator> { totalPlaces.lazy.map { indicators[$0] } }

    func checkIndicators() throws(Refusal) {
        for indicator in indicators {
            try checkWeight(of: indicator)
            for part in indicator.parts { try check(part, asPartOf: indicator) }
        }
        try checkNoCycle()
    }

    private func checkWeight(of indicator: Indicator) throws(Refusal) {
        guard let weight = indicator.space.weight else { return }
        guard let definition = self.indicator(weight.indicator) else {
            throw Refusal(
                .reference, "\"\(indicator.id)\" is weighted by \"\(weight.indicator)\", which is not in the framework",
                field: "body.indicators")
        }
        guard definition.kind == .count || definition.kind == .stock else {
            throw Refusal(
                .rule, "\"\(weight.indicator)\" cannot be a weight: only a count or a stock can",
                field: "body.indicators")
        }
        let wanted = weight.period?.frequency ?? indicator.frequency
        guard definition.hasValues(by: wanted) else {
            throw Refusal(
                .rule,
                "\"\(indicator.id)\" is weighted by \"\(weight.indicator)\" \(weight.period?.description ?? "of the same period"), "
                    + "but that has values by \(definition.frequency.rawValue) only",
                field: "body.indicators", expected: "a weight with values by \(wanted.rawValue)")
        }
    }

    private func check(_ id: Code, asPartOf total: Indicator) throws(Refusal) {
        guard let part = indicator(id) else {
            throw Refusal(
                .reference, "\"\(total.id)\" is the sum of \"\(id)\", which is not in the framework",
                field: "body.indicators")
        }
        guard part.kind == total.kind else {
            throw Refusal(
                .rule, "\"\(id)\" is a part of \"\(total.id)\" and must be a \(total.kind.rawValue) like it",
                field: "body.indicators")
        }
        guard part.frequency == total.frequency else {
            throw Refusal(
                .rule,
                "\"\(id)\" is a part of \"\(total.id)\" and must have values by \(total.frequency.rawValue) like it",
                field: "body.indicators")
        }
        guard part.decimals == total.decimals else {
            throw Refusal(
                .decimals, "\"\(id)\" is a part of \"\(total.id)\" and must have \(total.decimals) decimals like it",
                field: "body.indicators")
        }
    }

    /// Takes away, again and again, what has no parts left; what remains is a part of itself by a detour.
    private func checkNoCycle() throws(Refusal) {
        var open = Dictionary(uniqueKeysWithValues: totals.map { ($0.id, $0.parts) })
        while true {
            let settled = open.filter { !$0.value.contains { open[$0] != nil } }.map(\.key)
            if settled.isEmpty { break }
            for id in settled { open[id] = nil }
        }
        if let id = open.keys.min() {
            throw Refusal(.rule, "\"\(id)\" is a part of itself by way of its parts", field: "body.indicators")
        }
    }
}

extension Indicator {
    /// Whether a town can have a value in a period of this frequency: its own, or a coarser one by the time rule.
    public func hasValues(by wanted: Period.Frequency) -> Bool {
        wanted == frequency || (frequency.isFiner(than: wanted) && time != .none)
    }
}
