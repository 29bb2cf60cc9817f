import Federation
import Geography
import Pages

/// The charts about one indicator.
struct IndicatorFigure {
    let say: PageContext
    let model: IndicatorModel
    private let words: FigureWords

    init(_ context: PageContext, _ model: IndicatorModel) {
        say = context
        self.model = model
        words = FigureWords(context)
    }

    private var definition: Indicator { model.definition }

    /// nil where there is nothing to draw.
    ///
    /// - Parameter tenants: whose courses are drawn; without them the first of all.
    func chart(_ kind: FigureKind, of tenants: [TenantID]? = nil) -> (any Chart)? {
        switch kind {
        case .course: course
        case .target: target
        case .comparison: model.shown.map { TownChart(say, model).comparison($0) }
        case .towns: towns(tenants ?? model.shown?.contributions.map(\.tenant) ?? [])
        case .map: map
        }
    }

    /// What stands under every figure and in every file: where the values come from.
    var source: String {
        let source = definition.source.name
        return source.isEmpty ? say(.sourceSummaries) : source
    }

    // MARK: The region

    private var course: LineChart? {
        let valued = model.figures.filter { $0.value != nil }
        guard let first = valued.first, let last = valued.last, let from = first.value, let to = last.value else {
            return nil
        }
        // A target's year belongs to the axis, unless it is so far away that the course would be squeezed.
        let observed = Period.course(of: model.figures.map(\.period))
        let target = nextTarget
        var periods = observed
        if let due = target?.period {
            var next = observed.last
            while let period = next?.following, period <= due, periods.count < observed.count * 2 + 4 {
                periods.append(period)
                next = period
            }
        }
        let isOnAxis = target.map { target in periods.contains(target.period) } ?? false
        let known = Dictionary(uniqueKeysWithValues: model.figures.map { ($0.period, $0) })
        return LineChart(
            id: FigureKind.course.id,
            text: ChartText(
                title: valued.count > 1
                    ? Phrase.courseFinding(
                        say.number(from), say.period(first.period), say.number(to), say.period(last.period),
                        say.language)
                    : Phrase.indicatorQuestion(say(definition.name), say.language),
                subtitle: measure(Phrase.regionalFigure(say(definition.name), say.language)), source: source),
            periods: (isOnAxis ? periods : observed).map(\.description),
            series: [
                .init(
                    say(.region), observed.map { known[$0].map(words.point) ?? .missing },
                    addresses: addresses(observed))
            ],
            target: target.map { reference($0, hasPlace: isOnAxis) },
            // Between a few points a cut axis would make much of little.
            fromZero: valued.count < 4)
    }

    private var target: BulletChart? {
        guard let figure = model.shown?.figure, let value = figure.value, !definition.targets.isEmpty else {
            return nil
        }
        return BulletChart(
            id: FigureKind.target.id,
            text: ChartText(
                title: targetTitle(figure, value), subtitle: measure(say(definition.name), figure.period),
                source: source),
            rowHeader: say(.region),
            rows: [
                .init(
                    say(.region), words.point(figure).withoutBreak,
                    targets: shownTargets(figure.period).map { reference($0, hasPlace: true) },
                    baseline: definition.baseline.map {
                        ChartReference(
                            say(.baselineHeader), value: $0.value.approximation, text: say.number($0.value),
                            period: $0.period.description)
                    }, address: say.calculation(figure))
            ])
    }

    private func targetTitle(_ figure: Figure, _ value: ExactDecimal) -> String {
        guard
            let progress = IndicatorProgress(
                value: .init(period: figure.period, value: value), baseline: definition.baseline,
                targets: definition.targets), let way = progress.progress
        else { return Phrase.targetQuestion(say(definition.name), say.language) }
        return Phrase.targetFinding(
            NumberFormat.percent(way.description, say.language),
            NumberFormat.percent(progress.timeElapsed.description, say.language), say.language)
    }

    /// Those that are still to be reached, else the last.
    private func shownTargets(_ period: Period) -> [Indicator.DatedValue] {
        let open = definition.targets.filter { $0.period.lastDay >= period.lastDay }
        return open.isEmpty ? Array(definition.targets.suffix(1)) : Array(open.prefix(4))
    }

    private var nextTarget: Indicator.DatedValue? {
        model.figures.last.flatMap { shownTargets($0.period).first } ?? definition.targets.last
    }

    private func reference(_ target: Indicator.DatedValue, hasPlace: Bool) -> ChartReference {
        ChartReference(
            Phrase.targetOf(say.period(target.period), say.language), value: target.value.approximation,
            text: say.number(target.value), period: hasPlace ? target.period.description : nil)
    }

    // MARK: The towns

    private func towns(_ tenants: [TenantID]) -> SmallMultiples? {
        let course = Period.course(of: model.figures.map(\.period), limit: 40)
        guard course.count > 1, !tenants.isEmpty else { return nil }
        let panels = tenants.prefix(100).map { tenant in
            SmallMultiples.Panel(say.name(tenant), points(of: tenant, course))
        }
        let known = Dictionary(uniqueKeysWithValues: model.figures.map { ($0.period, $0) })
        // A total is no measure for its parts.
        let isTotal = definition.space.rule == .sum || definition.space.rule == .count
        let region = course.map { known[$0].map { words.point($0).withoutBreak } ?? .missing }
        let values = (model.shown?.contributions ?? []).compactMap {
            $0.observation?.observation.shownValue(definition)?.approximation
        }
        return SmallMultiples(
            id: FigureKind.towns.id,
            text: ChartText(
                title: Phrase.townCourseTitle(say(definition.name), say.language),
                subtitle: measure(say(definition.unit)),
                source: source), periods: course.map(\.description), panels: Array(panels),
            rowHeader: say(.municipality),
            comparison: isTotal || !region.contains { $0 != .missing }
                ? nil : .init(say(.region), region, addresses: addresses(course)),
            scale: values.min().flatMap { low in values.max().map { (low, $0) } }, addresses: addresses(course),
            tablePage: say.link(
                "/indicators/\(definition.id)/courses", say.query.filter { ListQuestion.names.contains($0.name) }))
    }

    /// Where the calculation of each period stands.
    private func addresses(_ periods: [Period]) -> [Address] {
        periods.map { say.calculation(definition.id, $0) }
    }

    private func points(of tenant: TenantID, _ course: [Period]) -> [ChartPoint] {
        guard let observations = say.state.observations[tenant] else { return course.map { _ in .missing } }
        return course.map { period in
            observations[Observation.Key(indicator: definition.id, period: period)].map {
                TownChart.point($0.observation, definition, say.language)
            } ?? .missing
        }
    }

    // MARK: The map

    private var map: DotMap? {
        guard let shown = model.shown else { return nil }
        var found: [(dot: DotMap.Dot, point: GeoPoint)] = []
        let state = say.state
        let day = state.day
        let population = state.currentFramework?.value.population
        let unit = population.flatMap { model.framework.value.indicator($0) }
        for contribution in shown.contributions {
            guard let facts = state.members[contribution.tenant]?.facts(on: day), let location = facts.location,
                let point = GeoPoint(location)
            else { continue }
            let people = population.flatMap {
                inhabitants(state.observations[contribution.tenant]?[$0], shown.figure.period)
            }
            let value =
                contribution.observation.map { TownChart.point($0.observation, definition, say.language).withoutBreak }
                ?? .missing
            found.append(
                (
                    DotMap.Dot(
                        facts.name, x: 0, y: 0,
                        size: people.map { ($0.approximation, say.number($0)) }, point: value), point
                ))
        }
        guard found.count > 1, let plane = say.site.map.plane(found.map(\.point)) else { return nil }
        var dots = found.map(\.dot)
        for (position, place) in plane.places.enumerated() { (dots[position].x, dots[position].y) = (place.x, place.y) }
        let isSized = dots.contains { $0.size != nil }
        return DotMap(
            id: FigureKind.map.id,
            text: ChartText(
                title: Phrase.mapTitle(say(definition.name), say.period(shown.figure.period), say.language),
                subtitle: measure(say(definition.name), shown.figure.period),
                source: [source, say.site.map.notice].filter { !$0.isEmpty }.joined(separator: "; ")),
            outlines: plane.outlines, dots: dots, aspect: plane.aspect, measure: measure(say(definition.name)),
            sizeLabel: isSized ? unit.map { say($0.name) } ?? "" : "", rowHeader: say(.municipality))
    }

    /// The newest population not after `period`, else the oldest there is.
    private func inhabitants(_ said: [CountingObservation]?, _ period: Period) -> ExactDecimal? {
        let series = (said ?? []).filter {
            $0.observation.value != nil && $0.observation.level == .town
        }
        return (series.last { $0.observation.period.lastDay <= period.lastDay } ?? series.first)?.observation.value
    }

    /// "Kinderarmut, %, 2022".
    private func measure(_ name: String, _ period: Period? = nil) -> String {
        let unit = say(definition.unit)
        return ([name, unit == name ? "" : unit] + [period.map(say.period) ?? ""]).filter { !$0.isEmpty }
            .joined(separator: ", ")
    }
}
