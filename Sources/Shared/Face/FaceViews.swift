import Pages
import PublicForms

/// The texts and forms of the public pages.
enum FaceViews {
    static func missing(_ what: Phrase, _ language: Language) -> HTML {
        Callout(.warning, title: Phrase.stillToFillIn(language), [.p(.text(what(language)))]).html(language)
    }

    static func conformity(_ conformity: AccessibilityStatement.Conformity) -> Phrase {
        switch conformity {
        case .notAssessed: .conformityNotAssessed
        case .full: .conformityFull
        case .partial: .conformityPartial
        case .none: .conformityNone
        }
    }

    /// The sections of the EU's model statement in their order.
    static func statement(_ statement: AccessibilityStatement, _ language: Language) -> [HTML] {
        func section(_ title: Phrase, _ content: [HTML]) -> HTML {
            .element(.section, [], [.h2(.text(title(language)))] + content)
        }
        func text(_ text: Face.Text, orElse missing: Phrase) -> [HTML] {
            text.german.isEmpty ? [self.missing(missing, language)] : text.html(language)
        }
        var parts: [HTML] = [section(.conformityTitle, [.p(.text(Phrase.conformityBasis(language)))])]
        if statement.conformity != .full {
            parts.append(section(.barriersTitle, text(statement.barriers, orElse: .barriersMissing)))
        }
        parts.append(section(.preparationTitle, preparation(statement, language)))
        let link = Address(path: "/feedback", query: [QueryItem("lang", language.rawValue)])
        parts.append(
            section(
                .contactTitle,
                [
                    .p(.text(Phrase.contactWords(language))),
                    .p(.buttonLink(link, Phrase.reportBarrier(language), primary: false)),
                ] + text(statement.contact, orElse: .contactMissing)))
        parts.append(
            section(
                .enforcementTitle,
                [.p(.text(Phrase.enforcementWords(language)))]
                    + text(statement.enforcement, orElse: .enforcementMissing)))
        return parts
    }

    private static func preparation(_ statement: AccessibilityStatement, _ language: Language) -> [HTML] {
        guard !statement.prepared.isEmpty else { return [missing(.preparationMissing, language)] }
        var items: [(term: String, content: HTML)] = [
            (Phrase.preparedOn(language), .text(DateFormat.date(statement.prepared, language)))
        ]
        if let method = statement.method {
            items.append(
                (
                    Phrase.preparationMethod(language),
                    .text((method == .own ? Phrase.ownAssessment : .externalAssessment)(language))
                ))
        }
        if !statement.reviewed.isEmpty {
            items.append((Phrase.reviewedOn(language), .text(DateFormat.date(statement.reviewed, language))))
        }
        return [DefinitionList(items).html()]
    }

    static func feedbackForm(_ input: FormInput, token: String, _ language: Language) -> HTML {
        let fields = [
            FormField(
                id: "subject", label: Phrase.feedbackSubject(language),
                control: .radios([
                    FormField.Option("barrier", Phrase.subjectBarrier(language)),
                    FormField.Option("other", Phrase.subjectOther(language)),
                ]), isRequired: false),
            FormField(
                id: "message", label: Phrase.feedbackMessage(language), control: .area(rows: 7),
                hint: Phrase.feedbackMessageHint(language)),
            FormField(
                id: "contact", label: Phrase.feedbackContact(language), control: .text(width: 30),
                hint: Phrase.feedbackContactHint(language), isRequired: false, autocomplete: "email"),
        ].map { FormPart.field(input.filling($0, language)) }
        return Form(
            action: Address(path: "/feedback", query: [QueryItem("lang", language.rawValue)]),
            hidden: [QueryItem("token", token), QueryItem("page", input["page"])],
            parts: fields + [.html(FormTrap.html(language))],
            submitLabel: Phrase.send(language)
        ).html(language)
    }
}
