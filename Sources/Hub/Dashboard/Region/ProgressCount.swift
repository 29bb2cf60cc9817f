import Federation
import Pages

/// How many of several indicators are where on their way: counted, since a mean of progress would say nothing
/// (docs/PROTOCOL.md section 9.10).
struct ProgressCount: Sendable, Equatable {
    private(set) var standings: [IndicatorProgress.Standing: Int] = [:]
    /// With a target and a baseline, but without a value to compare.
    private(set) var withoutValue = 0
    private(set) var withoutTarget = 0

    init(_ series: some Sequence<RegionalSeries>) {
        for one in series {
            if let progress = one.progress {
                standings[progress.standing, default: 0] += 1
            } else if one.definition.targets.isEmpty || one.definition.baseline == nil {
                withoutTarget += 1
            } else {
                withoutValue += 1
            }
        }
    }

    subscript(_ standing: IndicatorProgress.Standing) -> Int { standings[standing] ?? 0 }

    /// How many can be compared with a target.
    var compared: Int { standings.values.reduce(0, +) }
    var total: Int { compared + withoutValue + withoutTarget }
    /// Reached or on track.
    var well: Int { self[.reached] + self[.onTrack] }
}

/// Progress in words and figures.
struct ProgressWords {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    /// "2 im Zeitplan", one badge a standing that occurs, and how many have no target.
    ///
    /// - Parameter address: where these indicators stand one by one.
    func badges(_ count: ProgressCount, at address: Address) -> HTML {
        guard count.total > 0 else { return .text("–") }
        let shapes: [(IndicatorProgress.Standing, StatusBadge.Shape)] = [
            (.reached, .done), (.onTrack, .half), (.behind, .attention), (.undefined, .paused),
        ]
        var badges = shapes.filter { count[$0.0] > 0 }.map { standing, shape in
            StatusBadge(shape, "\(say.integer(count[standing])) \(say(.progressStanding(standing)))")
        }
        if count.withoutValue > 0 {
            badges.append(StatusBadge(.open, Phrase.withoutValue(say.integer(count.withoutValue), say.language)))
        }
        if count.withoutTarget > 0 {
            badges.append(StatusBadge(.open, Phrase.withoutTarget(say.integer(count.withoutTarget), say.language)))
        }
        return .a(
            address, .fragment(badges.enumerated().flatMap { [.text($0 > 0 ? " " : ""), $1.html()] }), class: "receipt")
    }

    /// The target that counts, with how far the way to it is.
    func cell(_ series: RegionalSeries) -> DataTable.Cell {
        guard let progress = series.progress else {
            guard let target = series.definition.targets.first else { return .text("–") }
            return .html([
                .text(say.number(target.value)), .span(.text(say.period(target.period)), class: "cell-note"),
            ])
        }
        let shape: StatusBadge.Shape =
            switch progress.standing {
            case .reached: .done
            case .onTrack: .half
            case .behind: .attention
            case .undefined: .paused
            }
        return .html([
            .text(say.number(progress.target.value)),
            .span(.text(say.period(progress.target.period)), class: "cell-note"),
            .span(StatusBadge(shape, say(.progressStanding(progress.standing))).html(), class: "cell-note keep"),
            .when(progress.progress) { way in
                .span(
                    .text(
                        Phrase.wayAndTime(
                            NumberFormat.percent(way.description, say.language),
                            NumberFormat.percent(progress.timeElapsed.description, say.language), say.language)),
                    class: "cell-note")
            },
        ])
    }
}
