/// A course as small as a word, for tables and cards; the figure beside it says the rest.
public struct Sparkline: Sendable {
    public var points: [ChartPoint]
    /// What is read aloud, for example "Gründungen, 2020 bis 2025, zuletzt 412".
    public var label: String

    public init(_ points: [ChartPoint], label: String) {
        self.points = points
        self.label = label
    }

    public func html() -> HTML {
        let shown = points.suffix(200)
        let numbers = shown.compactMap(\.number)
        let low = numbers.min() ?? 0
        let spread = (numbers.max() ?? 0) - low
        func place(_ position: Int, _ number: Double) -> (x: Double, y: Double) {
            let share = spread > 0 ? (number - low) / spread : 0.5
            return (4 + 88 * (shown.count > 1 ? Double(position) / Double(shown.count - 1) : 1), 22 - 18 * share)
        }
        var marks: [HTML] = []
        var run: [(x: Double, y: Double)] = []
        var last: (x: Double, y: Double)?
        for (position, point) in shown.enumerated() {
            if let number = point.number, !point.flags.contains(.break) || run.isEmpty {
                run.append(place(position, number))
            } else {
                if run.count > 1 { marks.append(Marks.path(run, class: "mark-line")) }
                run = point.number.map { [place(position, $0)] } ?? []
            }
            last = run.last ?? last
        }
        if run.count > 1 { marks.append(Marks.path(run, class: "mark-line")) }
        if let last { marks.append(Marks.marker(0, x: last.x, y: last.y, radius: 3)) }
        return .element(
            .svg,
            [
                .class("sparkline s1"), .set(.viewBox, "0 0 96 26"), .set(.width, 96), .set(.height, 26),
                .set(.role, "img"), .set(.ariaLabel, label),
            ], [.element(.title, [], [.text(label)])] + marks)
    }
}
