/// A tenant's one colour, for links, buttons and the frame's corners, checked so that text in it can be read.
///
/// No single colour reaches 4.5:1 on white *and* on the dark background, so there are two: the dark one is given, or
/// derived by lightening until it is readable. Contrast is the WCAG 2.1 ratio (definition "contrast ratio").
public struct AccentColour: Sendable, Hashable {
    /// `#rrggbb`, lower case, for light pages and print.
    public let light: String
    /// `#rrggbb`, lower case, for dark pages.
    public let dark: String

    /// Petrol, used where a tenant has set nothing.
    public static let standard = AccentColour(lightHex: "#0f5c63", darkHex: "#73c3ca")

    /// Refuses with `.colourMalformed` what is not `#rrggbb`, and with `.contrastTooLow`, naming the ratio, what is
    /// below 4.5:1 on the backgrounds that carry it.
    public init(light: String, dark: String? = nil) throws(PagesError) {
        let lightComponents = try Self.parse(light)
        try Self.require(lightComponents, on: Self.lightSurfaces, name: "light")
        guard let dark else {
            self.init(lightComponents: lightComponents)
            return
        }
        let darkComponents = try Self.parse(dark)
        try Self.require(darkComponents, on: Self.darkSurfaces, name: "dark")
        self.init(lightHex: lightComponents.hex, darkHex: darkComponents.hex)
    }

    /// The WCAG ratio between two colours written `#rrggbb`, 1 to 21.
    public static func contrast(_ first: String, _ second: String) throws(PagesError) -> Double {
        try parse(first).contrast(to: parse(second))
    }

    /// The sheet that a program serves beside the main one: the accent as custom properties, nothing else.
    public func accentSheet() -> [UInt8] {
        let text = """
            :root{--accent:\(light);--on-accent:#ffffff}
            @media screen and (prefers-color-scheme:dark){:root{--accent:\(dark);--on-accent:\(Self.darkSurfaces[0].hex)}}

            """
        return Array(text.utf8)
    }

    /// The same bytes with their address.
    public var stylesheet: Stylesheet { Stylesheet(name: "accent", bytes: accentSheet()) }

    /// The least ratio that text needs.
    static let leastContrast = 4.5
    /// The backgrounds that the main sheet puts text in the accent colour on.
    static let lightSurfaces = [
        Components(red: 0xFF, green: 0xFF, blue: 0xFF), Components(red: 0xF3, green: 0xF5, blue: 0xF4),
    ]
    static let darkSurfaces = [
        Components(red: 0x11, green: 0x17, blue: 0x1C), Components(red: 0x1A, green: 0x22, blue: 0x29),
    ]

    private init(lightComponents: Components) {
        var lightened = lightComponents
        // First brighter in its own hue, then paler: so petrol does not end as grey.
        for step in 0...20 where Self.weakest(lightened, on: Self.darkSurfaces) < Self.leastContrast + 1.5 {
            lightened = lightComponents.brightened().mixedWithWhite(twentieths: step)
        }
        self.init(lightHex: lightComponents.hex, darkHex: lightened.hex)
    }

    private init(lightHex: String, darkHex: String) {
        light = lightHex
        dark = darkHex
    }

    private static func weakest(_ colour: Components, on surfaces: [Components]) -> Double {
        surfaces.map(colour.contrast).min() ?? 1
    }

    private static func require(
        _ colour: Components, on surfaces: [Components], name: String
    ) throws(PagesError) {
        let ratio = weakest(colour, on: surfaces)
        guard ratio < leastContrast else { return }
        let hundredths = Int(ratio * 100)
        let shown = "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
        throw PagesError(
            code: .contrastTooLow,
            reason:
                "\(colour.hex) has a contrast of \(shown):1 on \(name) pages; at least 4.5:1 is needed to be readable.")
    }

    private static func parse(_ text: String) throws(PagesError) -> Components {
        guard let components = Components(hex: text) else {
            throw PagesError(
                code: .colourMalformed, reason: "A colour is written # and six hexadecimal digits, for example #0f5c63."
            )
        }
        return components
    }
}
