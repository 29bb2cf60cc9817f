/// How far a value has come from its baseline to a target, beside how much of the time has passed: the same for a town's
/// own series and for the region (docs/PROTOCOL.md section 9.10). All four numbers belong together on a page.
public struct IndicatorProgress: Hashable, Sendable {
    public enum Standing: String, Sendable, CaseIterable {
        case behind
        case onTrack = "on_track"
        case reached
        /// Target and baseline are the same number, so no way lies between them.
        case undefined
    }

    public let value: Indicator.DatedValue
    public let baseline: Indicator.DatedValue
    public let target: Indicator.DatedValue
    /// (value − baseline) ÷ (target − baseline), in percent with one decimal: positive towards the target whichever way
    /// the indicator wants to go. `nil` where target and baseline are the same.
    public let progress: ExactDecimal?
    /// Days from the end of the baseline's period to the end of the value's, of those to the end of the target's, in
    /// percent with one decimal. Above 100 once the target's date has passed.
    public let timeElapsed: ExactDecimal
    public let standing: Standing

    /// `nil` where the target's period does not end after the baseline's, or a number leaves its range.
    public init?(value: Indicator.DatedValue, baseline: Indicator.DatedValue, target: Indicator.DatedValue) {
        let (start, now, end) = (baseline.period.days, value.period.days, target.period.days)
        guard end > start, let elapsed = Rational(Int128(now - start), over: Int128(end - start)),
            let timeElapsed = elapsed.percent
        else { return nil }
        self.value = value
        self.baseline = baseline
        self.target = target
        self.timeElapsed = timeElapsed
        guard let way = Rational(target.value).subtracting(Rational(baseline.value)),
            let gone = Rational(value.value).subtracting(Rational(baseline.value))
        else { return nil }
        if way.isZero {
            progress = nil
            standing = .undefined
            return
        }
        guard let share = gone.divided(by: way), let percent = share.percent,
            let isShort = share.isLess(than: Rational(ExactDecimal(units: 1, decimals: 0))),
            let isSlow = share.isLess(than: elapsed)
        else { return nil }
        progress = percent
        standing = !isShort ? .reached : isSlow ? .behind : .onTrack
    }

    /// Against the first of `targets` (in order of time) that the value's period does not lie after, else the last one.
    public init?(
        value: Indicator.DatedValue, baseline: Indicator.DatedValue?, targets: [Indicator.DatedValue]
    ) {
        guard let baseline, let target = targets.first(where: { value.period.endsBy($0.period) }) ?? targets.last else {
            return nil
        }
        self.init(value: value, baseline: baseline, target: target)
    }
}

extension Period {
    fileprivate var days: Int { lastDay.daysSince1970 }
}

extension Rational {
    public func subtracting(_ other: Rational) -> Rational? {
        Rational(negating: other).flatMap { adding($0) }
    }

    /// In percent with one decimal.
    fileprivate var percent: ExactDecimal? {
        multiplied(by: Rational(ExactDecimal(units: 100, decimals: 0)))?.rounded(decimals: 1)
    }
}
