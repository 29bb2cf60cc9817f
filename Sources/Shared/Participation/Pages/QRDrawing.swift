import Pages
import QRCode

/// An address as a symbol that a telephone reads, for what is printed.
public enum QRDrawing {
    /// Level quartile: a coffee stain on a table does no harm.
    public static func html(_ address: String, label: String) -> HTML {
        guard let code = QRCode(address, level: .quartile) else { return .empty }
        let side = code.side + 2 * QRCode.quietZone
        return .element(
            .svg,
            [
                .class("qr"), .set(.viewBox, "0 0 \(side) \(side)"), .set(.role, "img"), .set(.ariaLabel, label),
                .set(.focusable, "false"),
            ],
            [
                .element(.title, [], [.text(label)]),
                .element(.rect, [.set(.width, side), .set(.height, side), .set(.fill, "#ffffff")], []),
                .element(.path, [.set(.d, code.path), .set(.fill, "#000000")], []),
            ])
    }
}
