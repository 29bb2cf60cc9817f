// What makes the definition of an indicator sound by itself (docs/PROTOCOL.md section 5).

extension Indicator {
    func checkRules(_ reader: CanonicalReader) throws(Refusal) {
        guard (space.rule == .weightedMean) == (space.weight != nil) else {
            throw reader.fault(.rule, "\"\(id)\": a weight belongs to weighted_mean and to nothing else")
        }
        guard space.rule != .ratioOfSums || kind == .ratio else {
            throw reader.fault(
                .rule, "\"\(id)\": ratio_of_sums joins numerators and denominators, so the kind is ratio")
        }
        guard space.rule != .sum || kind == .count || kind == .stock else {
            throw reader.fault(.rule, "\"\(id)\": only counts and stocks can be summed over towns")
        }
        try checkTimeRule(reader)
        for limit in [minimum, maximum] where limit.map({ $0.decimals != decimals }) ?? false {
            throw reader.fault(.decimals, "\"\(id)\": minimum and maximum have \(decimals) decimals like the values")
        }
        try checkTargets(reader)
        try checkParts(reader)
    }

    /// A stock is not summed over time, and rates are averaged over time no more than over towns.
    private func checkTimeRule(_ reader: CanonicalReader) throws(Refusal) {
        let joinsParts = space.rule == .ratioOfSums
        switch time {
        case .last, .none: return
        case .sum:
            guard kind == .count || joinsParts else {
                throw reader.fault(
                    .rule, "\"\(id)\": only counts, and the parts of a ratio of sums, can be summed over time")
            }
        case .mean:
            guard kind != .ratio || joinsParts else {
                throw reader.fault(
                    .rule,
                    "\"\(id)\": rates are not averaged over time; the time rule is last or none, or the "
                        + "space rule ratio_of_sums")
            }
        }
    }

    private func checkTargets(_ reader: CanonicalReader) throws(Refusal) {
        for dated in targets + (baseline.map { [$0] } ?? []) {
            guard dated.value.decimals == decimals else {
                throw reader.fault(
                    .decimals, "\"\(id)\": baseline and targets have \(decimals) decimals like the values")
            }
            guard !dated.period.frequency.isFiner(than: frequency) else {
                throw reader.fault(
                    .value,
                    "\"\(id)\": \(dated.period) is finer than the indicator, which has values by "
                        + frequency.rawValue)
            }
        }
        for (earlier, later) in zip(targets, targets.dropFirst()) where later.period.endsBy(earlier.period) {
            throw reader.fault(.value, "\"\(id)\": \(later.period) does not end after \(earlier.period)")
        }
        guard let baseline else { return }
        for target in targets {
            guard !target.period.endsBy(baseline.period) else {
                throw reader.fault(
                    .value,
                    "\"\(id)\": the target of \(target.period) does not lie after the baseline of "
                        + "\(baseline.period)")
            }
            // Both have the same decimals. A band may be held; who wants more or less wants another number.
            let isWanted =
                switch direction {
                case .up: target.value.units > baseline.value.units
                case .down: target.value.units < baseline.value.units
                case .band, .none: true
                }
            guard isWanted else {
                throw reader.fault(
                    .value,
                    "\"\(id)\": the target of \(target.period) must lie \(direction == .up ? "above" : "below") "
                        + "the baseline of \(baseline.value), since the direction is \(direction.rawValue)")
            }
        }
    }

    private func checkParts(_ reader: CanonicalReader) throws(Refusal) {
        guard !parts.isEmpty else { return }
        guard kind == .count || kind == .stock else {
            throw reader.fault(.rule, "\"\(id)\": only a count or a stock can be the sum of parts")
        }
        guard (2...50).contains(parts.count) else {
            throw reader.fault(.rule, "\"\(id)\": a sum has 2 to 50 parts, this one has \(parts.count)")
        }
        guard !parts.contains(id) else { throw reader.fault(.rule, "\"\(id)\" cannot be a part of itself") }
    }
}
