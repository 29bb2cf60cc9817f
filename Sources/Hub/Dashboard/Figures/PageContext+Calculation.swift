import Federation
import Pages

extension PageContext {
    /// Where the calculation of a figure stands: on its indicator's page, in its period.
    ///
    /// - Parameter size: the log size it was computed at, where that is not the page's own.
    func calculation(_ figure: Figure, at size: Int64? = nil) -> Address {
        calculation(figure.indicator, figure.period, at: size)
    }

    func calculation(_ indicator: Code, _ period: Period, at size: Int64? = nil) -> Address {
        let path = "/indicators/\(indicator)"
        let period = [QueryItem("period", period.description)]
        guard let size, size != state.size else { return link(path, period, fragment: "calculation") }
        return Address(
            path: path, query: period + [QueryItem("at", String(size))] + languageItems, fragment: "calculation")
    }

    /// The number with the way to its calculation.
    func receipt(_ value: ExactDecimal, _ figure: Figure, at size: Int64? = nil) -> HTML {
        .a(calculation(figure, at: size), .text(number(value)), class: "receipt")
    }
}
