/// Surfaces that can be told apart without colour: full, stripes, dots, hollow, and hollow with a firm line.
enum Texture {
    static let count = 7

    /// The class that gives the surface its colour; the last one is grey as the sixth is.
    static func series(_ position: Int) -> String { "s\(min(position, 5) + 1)" }

    static func marks(
        _ position: Int, x: Double, y: Double, width: Double, height: Double, title: String?
    ) -> [HTML] {
        let isHollow = position == 3 || position == 6
        let surface = Marks.rect(
            x: x, y: y, width: width, height: height,
            class: isHollow ? (position == 6 ? "bar-hollow firm" : "bar-hollow") : "mark", title: title)
        var lines = ""
        switch position {
        case 1:
            lines = stripes(from: x + 4, to: x + width, every: 6) {
                "M\($0) \(Coordinate.text(y))v\(Coordinate.text(height))"
            }
        case 2:
            lines = stripes(from: y + 4, to: y + height, every: 5) {
                "M\(Coordinate.text(x)) \($0)h\(Coordinate.text(width))"
            }
        case 4:
            lines = stripes(from: x + 5, to: x + width - 2, every: 8) { place in
                stripes(from: y + 5, to: y + height - 2, every: 7) { "M\(place) \($0)h2" }
            }
        case 5:
            lines =
                stripes(from: x + 5, to: x + width, every: 9) {
                    "M\($0) \(Coordinate.text(y))v\(Coordinate.text(height))"
                }
                + stripes(from: y + 5, to: y + height, every: 7) {
                    "M\(Coordinate.text(x)) \($0)h\(Coordinate.text(width))"
                }
        default: break
        }
        guard !lines.isEmpty else { return [surface] }
        return [surface, .element(.path, [.set(.d, lines), .set(.fill, "none"), .class("texture")], [])]
    }

    private static func stripes(
        from start: Double, to end: Double, every step: Double, _ draw: (String) -> String
    ) -> String {
        var commands = ""
        var place = start
        while place < end {
            commands += draw(Coordinate.text(place))
            place += step
        }
        return commands
    }
}
