import Pages

/// A field for programs only: it can be seen and reached by nobody. Whatever fills it in is thanked and forgotten.
public enum FormTrap {
    private static let name = "website"

    public static func isSprung(_ input: FormInput) -> Bool { !input[name].isEmpty }

    public static func html(_ language: Language) -> HTML {
        .element(
            .div, [.class("visually-hidden"), .set(.ariaHidden, "true")],
            [
                .element(.label, [.set(.for, name)], [.text(Phrase.trapLabel(language))]),
                .element(
                    .input,
                    [
                        .set(.type, "text"), .id(name), .set(.name, name), .set(.tabindex, "-1"),
                        .set(.autocomplete, "off"),
                    ], []),
            ])
    }
}
