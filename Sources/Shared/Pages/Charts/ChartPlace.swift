/// A mark that tells its value: where the pointer stands on it, or the keyboard has come to it. No script is needed.
struct ChartPlace {
    /// For example "Olpe, 2024: 12,5".
    let words: String
    let x: Double
    let y: Double
    /// The colours of a series, such as `s1`.
    let series: String
    let marks: [HTML]

    init(_ words: String, x: Double, y: Double, series: String = "s1", _ marks: [HTML]) {
        self.words = words
        self.x = x
        self.y = y
        self.series = series
        self.marks = marks
    }

    func html(_ layout: ChartLayout, byKeyboard: Bool) -> HTML {
        let shown = layout.lines(of: words, width: layout.width - 4, limit: 1).first ?? ""
        let half = layout.width(of: shown, isBold: true) / 2
        let centre = half * 2 > layout.width ? layout.width / 2 : max(min(x, layout.width - half), half)
        let tip = Marks.text(shown, x: centre, y: y < 24 ? y + 24 : y - 11, anchor: .middle, class: "chart-tip")
        let reading: [Attribute] =
            byKeyboard ? [.set(.tabindex, 0), .set(.role, "img"), .set(.ariaLabel, words)] : []
        return .element(.g, [.class("point \(series)")] + reading, marks + [tip])
    }
}
