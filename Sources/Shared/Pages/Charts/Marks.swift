/// The few shapes that all charts are made of.
enum Marks {
    enum Anchor: String { case start, middle, end }

    static func text(
        _ text: String, x: Double, y: Double, anchor: Anchor = .start, class name: String = "chart-text"
    ) -> HTML {
        .element(
            .svgText, [.at(.x, x), .at(.y, y), .set(.textAnchor, anchor.rawValue), .class(name)], [.text(text)])
    }

    static func line(x1: Double, y1: Double, x2: Double, y2: Double, class name: String) -> HTML {
        .element(.line, [.at(.x1, x1), .at(.y1, y1), .at(.x2, x2), .at(.y2, y2), .class(name)], [])
    }

    static func rect(
        x: Double, y: Double, width: Double, height: Double, class name: String, title: String? = nil
    ) -> HTML {
        .element(
            .rect,
            [
                .at(.x, x), .at(.y, y), .at(.width, max(width, 0)), .at(.height, max(height, 0)), .class(name),
            ], [.when(title) { .element(.title, [], [.text($0)]) }])
    }

    static func path(_ points: [(x: Double, y: Double)], class name: String) -> HTML { path([points], class: name) }

    /// Several lines as one path, each from its beginning in steps: shorter than places, and exact, since a step is the
    /// difference of two rounded places.
    static func path(_ runs: [[(x: Double, y: Double)]], class name: String) -> HTML {
        .element(.path, [.set(.d, runs.map(steps).joined()), .set(.fill, "none"), .class(name)], [])
    }

    static func steps(_ points: [(x: Double, y: Double)]) -> String {
        var text = ""
        var (x, y) = (0, 0)
        for (position, point) in points.enumerated() {
            let (nextX, nextY) = (Coordinate.tenths(point.x), Coordinate.tenths(point.y))
            if position == 0 {
                text += "M" + Coordinate.text(tenths: nextX) + " " + Coordinate.text(tenths: nextY)
            } else {
                let (right, down) = (Coordinate.text(tenths: nextX - x), Coordinate.text(tenths: nextY - y))
                // The letter stands for all steps that follow, and a minus sign parts two numbers.
                text += (position == 1 ? "l" : right.hasPrefix("-") ? "" : " ") + right
                text += (down.hasPrefix("-") ? "" : " ") + down
            }
            (x, y) = (nextX, nextY)
        }
        return text
    }

    /// What has been drawn under `id`, with its origin at a place.
    static func use(_ id: String, x: Double, y: Double) -> HTML {
        .element(.use, [.href(Address(fragment: id)), .at(.x, x), .at(.y, y)], [])
    }

    /// A point of a series; each series has its own shape, so that colour is never alone.
    static func marker(
        _ series: Int, x: Double, y: Double, radius: Double = 4, isHollow: Bool = false, title: String? = nil
    ) -> HTML {
        let fill = isHollow ? "mark-hollow" : "mark"
        let content: [HTML] = title.map { [.element(.title, [], [.text($0)])] } ?? []
        if series == 0 {
            return .element(.circle, [.at(.cx, x), .at(.cy, y), .at(.r, radius), .class(fill)], content)
        }
        let corners = shapes[(series - 1) % shapes.count]
        let points = corners.map { corner in
            Coordinate.text(x + corner.x * radius) + "," + Coordinate.text(y + corner.y * radius)
        }
        return .element(.polygon, [.set(.points, points.joined(separator: " ")), .class(fill)], content)
    }

    private static let shapes: [[(x: Double, y: Double)]] = [
        [(-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)],
        [(0, -1.25), (1.2, 0.9), (-1.2, 0.9)],
        [(0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)],
        [(0, 1.25), (1.2, -0.9), (-1.2, -0.9)],
        [(-0.5, -1.2), (0.5, -1.2), (1.2, 0), (0.5, 1.2), (-0.5, 1.2), (-1.2, 0)],
    ]
}
