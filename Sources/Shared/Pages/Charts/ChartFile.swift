/// A chart as a file of its own (SVG): title, measure, marks, notes and where it comes from, with its colours inside.
///
/// Colours are light ones on white and written out, since programs for documents and slides know neither the sheet nor
/// its custom properties.
public struct ChartFile: Sendable {
    public static let mediaType = "image/svg+xml"
    /// What a browser may do with the file where it opens it as a page: nothing but show it.
    public static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    /// Lines below the chart: source, date, licence, log position.
    public var provenance: [String]
    public var language: Language

    public init(provenance: [String], language: Language) {
        self.provenance = provenance
        self.language = language
    }

    public func bytes(_ chart: some Chart) -> [UInt8] {
        let layout = ChartLayout.wide
        let margin = 20.0
        let drawing = chart.hasValues ? chart.drawing(layout, language) : empty
        var heading: [HTML] = []
        var y = 14.0
        for line in layout.lines(of: chart.text.title, width: layout.width / 1.35, limit: 3) {
            y += 22
            heading.append(Marks.text(line, x: 0, y: y, class: "file-title"))
        }
        for line in layout.lines(of: chart.text.subtitle, width: layout.width, limit: 2) where !line.isEmpty {
            y += 18
            heading.append(Marks.text(line, x: 0, y: y, class: "chart-muted"))
        }
        let top = y + 16
        let (legend, legendHeight) = legend(chart, layout)
        var below = legend.map { $0 }
        y = legendHeight + 8
        let source = chart.text.source.isEmpty ? [] : [Phrase.source(language) + ": " + chart.text.source]
        let cut = drawing.cutsAxis ? [Phrase.axisIsCut(language)] : []
        for text in chart.notes(language) + cut + source + provenance {
            for line in layout.lines(of: text, width: layout.width * 1.05, limit: 3) {
                y += 16
                below.append(Marks.text(line, x: 0, y: y, class: "file-note"))
            }
        }
        let height = top + drawing.height + y + 28
        let width = layout.width + margin * 2
        let description = chart.description(language)
        let content: [HTML] = [
            .element(.title, [.id("title")], [.text(chart.text.title)]),
            .element(.desc, [.id("desc")], [.text(description)]),
            Marks.rect(x: 0, y: 0, width: width, height: height, class: "file-ground"),
            .element(
                .g, [.set(.transform, "translate(20 0)"), .at(.fontSize, layout.fontSize)],
                heading + [
                    .element(
                        .g, [.set(.transform, "translate(0 \(Coordinate.text(top)))")],
                        Self.inPlace(drawing.marks) + drawing.telling),
                    .element(
                        .g, [.set(.transform, "translate(0 \(Coordinate.text(top + drawing.height)))")], below),
                ]),
        ]
        let size = "\(Coordinate.text(width))\" height=\"\(Coordinate.text(height))"
        let begin =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
            + "xml:lang=\"\(language.rawValue)\" role=\"img\" aria-labelledby=\"title desc\" width=\"\(size)\" "
            + "viewBox=\"0 0 \(Coordinate.text(width)) \(Coordinate.text(height))\">\n<style>\n\(Self.sheet)</style>\n"
        return Array(begin.utf8) + HTML.fragment(content).rendered() + Array("\n</svg>\n".utf8)
    }

    /// What marks place by `use` is drawn where it stands: older programs for documents can't follow it.
    private static func inPlace(_ marks: [HTML]) -> [HTML] {
        var shared: [String: HTML] = [:]
        for case .element(.defs, _, let pieces) in marks {
            for case .element(let name, let attributes, let content) in pieces {
                guard let id = attributes.first(where: { $0.name == "id" })?.value else { continue }
                shared["#" + id] = .element(name, attributes.filter { $0.name != "id" }, content)
            }
        }
        return marks.compactMap { mark in
            guard case .element(let name, let attributes, _) = mark, name == .defs || name == .use else { return mark }
            func value(_ name: String) -> String { attributes.first { $0.name == name }?.value ?? "0" }
            return shared[value("href")].map { piece in
                .element(.g, [.set(.transform, "translate(\(value("x")) \(value("y")))")], [piece])
            }
        }
    }

    private var empty: ChartDrawing {
        ChartDrawing(height: 40, marks: [Marks.text(Phrase.noData(language), x: 0, y: 24, class: "chart-muted")])
    }

    /// The legend's items in rows: a swatch, which is a drawing already, and its words.
    private func legend(_ chart: some Chart, _ layout: ChartLayout) -> (marks: [HTML], height: Double) {
        var marks: [HTML] = []
        var (x, y) = (0.0, 8.0)
        for (swatch, words) in Self.items(chart.legend(language)) {
            let width = 28 + layout.width(of: words) + 18
            if x > 0, x + width > layout.width { (x, y) = (0, y + 22) }
            marks.append(
                .element(
                    .g, [.set(.transform, "translate(\(Coordinate.text(x)) \(Coordinate.text(y)))")],
                    [swatch, Marks.text(words, x: 27, y: 11.5)]))
            x += width
        }
        return (marks, marks.isEmpty ? 0 : y + 22)
    }

    /// List items that begin with a drawing.
    private static func items(_ html: HTML) -> [(swatch: HTML, words: String)] {
        switch html {
        case .fragment(let pieces): return pieces.flatMap(items)
        case .element(.li, _, let content):
            guard let first = content.first, case .element(.svg, let attributes, let marks) = first else { return [] }
            let series = attributes.filter { $0.name == "class" }
            return [(.element(.g, series, marks), words(content.dropFirst()))]
        case .element(_, _, let content): return content.flatMap(items)
        case .text: return []
        }
    }

    private static func words(_ pieces: some Sequence<HTML>) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .fragment(let inner), .element(_, _, let inner): words(inner)
            }
        }.joined()
    }

    // MARK: The sheet

    /// The colours that the pages' sheet has for charts in light surroundings.
    static let colours = (
        ink: "#18222b", muted: "#52606b", line: "#d6dcdf", strongLine: "#7d8a94", ground: "#f3f5f4",
        series: ["#0a5f94", "#bf4a06", "#00745a", "#8f3a78", "#6a6000", "#4a5561"],
        classes: ["#e3eff5", "#b4d3e3", "#7fb2cf", "#4a8db5", "#1d668f", "#0a3c58"]
    )

    private static let sheet: String = {
        let rim = "paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round"
        var rules = [
            "svg{font-family:system-ui,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif}",
            ".file-ground{fill:#fff}.file-title{fill:\(colours.ink);font-weight:700;font-size:18px}",
            ".file-note{fill:\(colours.muted);font-size:12px}",
            ".chart-text,.chart-value,.chart-reference,.map-name{fill:\(colours.ink);\(rim)}",
            ".chart-value,.chart-reference{font-weight:600}.chart-text.strong{font-weight:700}",
            ".chart-muted{fill:\(colours.muted)}.chart-word{font-style:italic}",
            ".chart-grid{stroke:\(colours.line);stroke-width:1}.chart-zero{stroke:\(colours.ink);stroke-width:1.5}",
            ".chart-target-line{stroke:\(colours.ink);stroke-width:1.5;stroke-dasharray:2 3}",
            ".chart-target .mark{fill:\(colours.ink)}",
            ".chart-target .mark-hollow{fill:#fff;stroke:\(colours.ink);stroke-width:2}",
            ".mark-line{stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}",
            ".mark-line.dashed{stroke-dasharray:2 6}.mark-leader{stroke:\(colours.strongLine);stroke-width:1}",
            ".mark-hollow{fill:#fff;stroke-width:2}.mark-label{font-weight:650;\(rim)}",
            ".bar{fill:\(colours.series[0]);fill-opacity:.72}.bar.highlighted{fill-opacity:1}",
            ".bar-hollow{fill:#fff;stroke:\(colours.series[0]);stroke-width:1.5;stroke-dasharray:4 3}.bar-hollow.firm{stroke-dasharray:none}",
            ".texture{stroke:#fff;stroke-width:1.2;stroke-opacity:.8}",
            ".bullet-ground{fill:\(colours.ground)}.bullet-target{fill:\(colours.ink);stroke:#fff;stroke-width:1}",
            ".bullet-hit{fill:#fff;fill-opacity:0}",
            ".map-area{fill:\(colours.ground);stroke:\(colours.strongLine);stroke-width:.8;stroke-linejoin:round}",
            ".map-dot{stroke:\(colours.ink);stroke-width:.9;fill-opacity:.92}.map-dot.dashed{stroke-dasharray:3 2}",
            ".map-without{fill:#fff;stroke:\(colours.muted);stroke-width:1.5;stroke-dasharray:2 2}",
            ".chart-tip{visibility:hidden;fill:\(colours.ink);font-weight:650;\(rim);pointer-events:none}",
            ".point:hover>.chart-tip{visibility:visible}",
        ]
        for (place, colour) in colours.series.enumerated() {
            let name = ".s\(place + 1)"
            rules.append("\(name) .mark{fill:\(colour)}\(name) .mark-line,\(name) .mark-break{stroke:\(colour)}")
            rules.append(
                "\(name) .mark-hollow,\(name) .bar-hollow{stroke:\(colour)}\(name) .mark-label{fill:\(colour)}")
        }
        rules.append(".dot.s1 .mark{fill-opacity:.6}.mark.s1{fill:\(colours.series[0])}")
        for (place, colour) in colours.classes.enumerated() { rules.append(".c\(place + 1){fill:\(colour)}") }
        return rules.joined(separator: "\n") + "\n"
    }()
}
