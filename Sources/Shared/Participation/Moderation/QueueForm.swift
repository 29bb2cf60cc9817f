import Pages

/// What was chosen in the queue: one decision for each item, several at once.
struct QueueForm {
    /// The choices for an item, as they stand in the form.
    enum Choice: String, CaseIterable {
        case publish, redact, leave, withhold
    }

    struct Chosen {
        let subject: ModerationSubject
        let seen: Visibility
        let decision: ModerationDecision
    }

    static let reasonLimit = 500

    static func choice(_ subject: ModerationSubject) -> String { "decision-\(subject.name)" }
    static func rule(_ subject: ModerationSubject) -> String { "rule-\(subject.name)" }
    static func reason(_ subject: ModerationSubject) -> String { "reason-\(subject.name)" }
    static func seen(_ subject: ModerationSubject) -> String { "seen-\(subject.name)" }

    /// Reads every item that the form carries; what is wrong stands in `input` then.
    /// - Parameter isAll: publish whatever was carried without a choice and without a sure hint (`plain`).
    static func read(_ input: inout FormInput, isAll: Bool) -> [Chosen] {
        var chosen: [Chosen] = []
        for name in input.all("item") {
            guard let subject = ModerationSubject(name), let seen = Visibility(rawValue: input[seen(subject)]) else {
                continue
            }
            let isPlain = input.all("plain").contains(name)
            if let decision = decision(subject, isPlain: isAll && isPlain, &input) {
                chosen.append(Chosen(subject: subject, seen: seen, decision: decision))
            }
        }
        return chosen
    }

    private static func decision(
        _ subject: ModerationSubject, isPlain: Bool, _ input: inout FormInput
    ) -> ModerationDecision? {
        switch Choice(rawValue: input[choice(subject)]) {
        case .publish: return .publish
        case .redact: return .publishRedacted
        case .leave: return .leave
        case .withhold:
            let reason = input.text(self.reason(subject), limit: reasonLimit)
            guard let rule = input.word(rule(subject), ModerationRule.self) else { return nil }
            if rule == .other, reason.isEmpty { input.refuse(self.reason(subject), .textRequired) }
            return .withhold(rule, reason: reason)
        case nil: return isPlain ? .publish : nil
        }
    }

    /// The questions about one item.
    static func fields(
        _ subject: ModerationSubject, seen: Visibility, hasSureHint: Bool, _ input: FormInput, _ language: Language
    ) -> [FormField] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        var options = [
            FormField.Option(
                Choice.publish.rawValue,
                seen == .published ? say("gelesen, bleibt stehen", "read, stays") : say("veröffentlichen", "publish"))
        ]
        if hasSureHint {
            options.append(
                FormField.Option(
                    Choice.redact.rawValue,
                    say("ohne persönliche Angaben veröffentlichen", "publish without personal data"),
                    hint: say(
                        "Was markiert ist, wird durch […] ersetzt; Namen und Anschriften bleiben.",
                        "What is marked is replaced by […]; names and addresses stay.")))
        }
        if seen == .received {
            options.append(
                FormField.Option(
                    Choice.leave.rawValue, say("für jemand anderen liegen lassen", "leave for somebody else")))
        }
        if seen != .withheld, seen != .removed {
            options.append(
                FormField.Option(
                    Choice.withhold.rawValue,
                    seen == .published ? say("entfernen", "take down") : say("nicht zeigen", "don't show")))
        }
        var fields = [
            FormField(
                id: choice(subject), label: say("Entscheidung", "Decision"), control: .radios(options),
                isRequired: false)
        ]
        if seen != .withheld, seen != .removed {
            fields += [
                FormField(
                    id: rule(subject), label: say("Grund, wenn nicht", "Reason, if not"),
                    control: .select(ModerationRule.options(language)), isRequired: false),
                FormField(
                    id: reason(subject), label: say("Ein Satz dazu", "A sentence on it"),
                    hint: say("Wer es geschrieben hat, kann ihn lesen.", "Whoever wrote it can read it."),
                    isRequired: false),
            ]
        }
        return fields.map { field in
            var field = field
            field.marksOptional = false
            return input.filling(field, language)
        }
    }
}
