import Pages

/// The questions of each section of the face, and what their answers have to be.
enum FaceFields {
    static func title(_ section: Face.Section) -> Phrase {
        switch section {
        case .look: .lookTitle
        case .logo: .logoTitle
        case .data: .dataTitle
        case .imprint: Phrase.imprint
        case .privacy: Phrase.privacy
        case .accessibility: Phrase.accessibility
        }
    }

    static func lead(_ section: Face.Section) -> Phrase {
        switch section {
        case .look: .lookLead
        case .logo: .logoLead
        case .data: .dataLead
        case .imprint, .privacy: .textLead
        case .accessibility: .accessibilityLead
        }
    }

    static func isFilled(_ section: Face.Section, _ face: Face) -> Bool {
        switch section {
        case .look: !face.name.isEmpty
        case .logo: face.logo != nil
        case .data: !face.licence.isEmpty
        case .imprint: !face.imprint.german.isEmpty
        case .privacy: !face.privacy.german.isEmpty
        case .accessibility: face.accessibility.isComplete
        }
    }

    static func names(_ section: Face.Section) -> [String] {
        switch section {
        case .look: ["name", "tagline", "tagline-en", "accent", "accent-dark"]
        case .logo: ["kind", "description"]
        case .data: ["licence"]
        case .imprint, .privacy: ["text", "text-en"]
        case .accessibility:
            [
                "conformity", "barriers", "barriers-en", "prepared", "method", "reviewed", "contact", "contact-en",
                "enforcement", "enforcement-en",
            ]
        }
    }

    static func labels(_ section: Face.Section, _ face: Face, _ language: Language) -> [String: String] {
        Dictionary(
            parts(section, face, language).flatMap(\.fields).map { ($0.id, $0.label) },
            uniquingKeysWith: { first, _ in first })
    }

    static func parts(_ section: Face.Section, _ face: Face, _ language: Language) -> [FormPart] {
        func area(_ id: String, _ label: Phrase, _ hint: Phrase? = nil, rows: Int = 6) -> FormPart {
            .field(
                FormField(
                    id: id, label: label(language), control: .area(rows: rows), hint: hint?(language) ?? "",
                    isRequired: false))
        }
        func english(_ id: String) -> FormPart { area(id, .sameInEnglish, .englishHint, rows: 4) }
        func line(_ id: String, _ label: Phrase, _ hint: Phrase? = nil, width: Int = 0) -> FormPart {
            .field(
                FormField(
                    id: id, label: label(language), control: .text(width: width), hint: hint?(language) ?? "",
                    isRequired: false))
        }
        switch section {
        case .look:
            return [
                line("name", .siteName, .siteNameHint), line("tagline", .siteTagline),
                line("tagline-en", .siteTaglineEnglish), line("accent", .accent, .accentHint, width: 8),
                line("accent-dark", .accentDark, .accentDarkHint, width: 8),
            ]
        case .logo:
            let present: FormPart =
                face.logo.map { logo in
                    .html(
                        .p(
                            .element(
                                .img, [.src(logo.address), .set(.alt, logo.description), .class("brand-logo")], [])))
                } ?? .html(.empty)
            let removal: FormPart =
                face.logo == nil
                ? .html(.empty)
                : .field(
                    FormField(
                        id: "remove", label: Phrase.logoRemoval(language),
                        control: .checkboxes([FormField.Option("yes", Phrase.logoRemove(language))]), isRequired: false)
                )
            return [
                present,
                .field(
                    FormField(
                        id: "picture", label: Phrase.logoFile(language), control: .file(accept: "image/png,image/jpeg"),
                        hint: Phrase.logoFileHint(language), isRequired: false)),
                line("description", .logoDescription, .logoDescriptionHint), removal,
                .field(FormField(id: "kind", label: "", control: .hidden, isRequired: false)),
            ]
        case .data: return [line("licence", .dataLicence, .dataLicenceHint, width: 30)]
        case .imprint: return [area("text", .imprint, .imprintHint, rows: 14), english("text-en")]
        case .privacy: return [area("text", .privacy, .privacyHint, rows: 18), english("text-en")]
        case .accessibility:
            let conformity = AccessibilityStatement.Conformity.allCases.map {
                FormField.Option($0.rawValue, FaceViews.conformity($0)(language))
            }
            return [
                .field(
                    FormField(id: "conformity", label: Phrase.conformityTitle(language), control: .radios(conformity))),
                area("barriers", .barriersTitle, .barriersHint), english("barriers-en"),
                line("prepared", .preparedOn, .dateHint, width: 12),
                .field(
                    FormField(
                        id: "method", label: Phrase.preparationMethod(language),
                        control: .radios([
                            FormField.Option("own", Phrase.ownAssessment(language)),
                            FormField.Option("external", Phrase.externalAssessment(language)),
                        ]), isRequired: false)),
                line("reviewed", .reviewedOn, .dateHint, width: 12), area("contact", .contactTitle, .contactHint),
                english("contact-en"), area("enforcement", .enforcementTitle, .enforcementHint),
                english("enforcement-en"),
            ]
        }
    }

    /// - Parameter today: `YYYY-MM-DD`.
    static func check(_ section: Face.Section, _ input: inout FormInput, today: String) {
        switch section {
        case .look:
            _ = input.line("name", limit: 120)
            _ = input.line("tagline", limit: 160)
            _ = input.line("tagline-en", limit: 160)
            checkColours(&input)
        case .logo: break
        case .data: _ = input.line("licence", limit: 120)
        case .imprint, .privacy:
            _ = input.text("text", limit: 30_000)
            _ = input.text("text-en", limit: 30_000)
        case .accessibility:
            let _: AccessibilityStatement.Conformity? = input.word("conformity")
            for name in ["barriers", "barriers-en", "contact", "contact-en", "enforcement", "enforcement-en"] {
                _ = input.text(name, limit: 8000)
            }
            for name in ["prepared", "reviewed"] where !input[name].isEmpty { checkDate(name, &input, today) }
        }
    }

    private static func checkColours(_ input: inout FormInput) {
        let light = input["accent"].lowercased()
        let dark = input["accent-dark"].lowercased()
        guard !light.isEmpty || !dark.isEmpty else { return }
        input["accent"] = light
        input["accent-dark"] = dark
        do {
            _ = try AccentColour(light: light)
        } catch {
            input.refuse("accent", colourFault(error, light, against: "#f3f5f4"))
        }
        guard !dark.isEmpty else { return }
        do {
            _ = try AccentColour(light: AccentColour.standard.light, dark: dark)
        } catch {
            input.refuse("accent-dark", colourFault(error, dark, against: "#1a2229"))
        }
    }

    private static func colourFault(_ error: PagesError, _ colour: String, against ground: String) -> Phrase {
        guard error.code == .contrastTooLow, let ratio = try? AccentColour.contrast(colour, ground) else {
            return .colourMalformed
        }
        let tenths = Int(ratio * 10)
        return .contrastTooLow("\(tenths / 10)", "\(tenths % 10)")
    }

    /// Takes 2026, 2026-10, 2026-10-05 and 5.10.2026, and keeps it as the protocol writes it.
    private static func checkDate(_ name: String, _ input: inout FormInput, _ today: String) {
        let parts = input[name].split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 3, let year = parts.last, year.utf8.count == 4 {
            input[name] =
                ([String(year)] + parts.dropLast().reversed().map { $0.utf8.count == 1 ? "0\($0)" : String($0) })
                .joined(separator: "-")
        }
        // What is written in words is a date that exists.
        guard DateFormat.date(input[name], .german) != input[name] || input[name].utf8.count == 4,
            (4...10).contains(input[name].utf8.count),
            input[name].utf8.first.map({ (0x30...0x39).contains($0) }) == true
        else {
            input.refuse(name, .faceDateExpected)
            return
        }
        if input[name] > String(today.prefix(input[name].utf8.count)) { input.refuse(name, .faceDateInFuture) }
    }
}
