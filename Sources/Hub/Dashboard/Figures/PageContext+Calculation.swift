import Federation
import Pages

extension PageContext {
    /// Where the calculation of a figure stands: on its indicator's page, in its period.
    ///
    /// - Parameter size: the log size it was computed at, where that is not the page's own.
    func calculation(_ figure: Figure, at size: Int64? = nil) -> Address {
        let period = [QueryItem("period", figure.period.description)]
        guard let size, size != state.size else {
            return link("/indicators/\(figure.indicator)", period, fragment: "calculation")
        }
        return Address(
            path: "/indicators/\(figure.indicator)", query: period + [QueryItem("at", String(size))] + languageItems,
            fragment: "calculation")
    }

    /// The number with the way to its calculation.
    func receipt(_ value: ExactDecimal, _ figure: Figure, at size: Int64? = nil) -> HTML {
        .a(calculation(figure, at: size), .text(number(value)), class: "receipt")
    }
}
