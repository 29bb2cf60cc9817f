import Accounts
import Federation
import HTTP
import Mail
import Pages

/// Draws how one town stands with a period, a reminder ready to be sent, and those that were given.
struct ReminderView {
    struct Subject: Sendable {
        let tenant: TenantID
        let name: String
        let asked: DuePeriod
        let delivery: Delivery

        var path: String { Self.path(tenant, asked.period) }

        static func path(_ tenant: TenantID, _ period: Period) -> String {
            "\(OfficeSection.deliveries.rawValue)/\(period)/\(tenant)"
        }
    }

    let desk: Desk
    let subject: Subject
    let reminders: [Reminder]
    let contact: MailAddress?

    func page(_ input: FormInput, _ contactInput: FormInput, _ problem: Phrase? = nil) -> Response {
        let period = desk.say.period(subject.asked.period)
        let isAccepted = input.isAccepted && contactInput.isAccepted
        return desk.page(
            .deliveries, title: Phrase.reminderTitle(subject.name, period, desk.language), lead: .text(lead),
            below: [
                PageFrame.Link(
                    period,
                    desk.link(
                        OfficeSection.deliveries.rawValue, [QueryItem("period", subject.asked.period.description)]))
            ],
            hasErrors: problem != nil || !isAccepted, status: problem != nil ? 409 : isAccepted ? 200 : 422,
            body: [
                desk.done(), .when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) }, standing,
                history,
                subject.delivery.standing == .complete ? .empty : [letters, noting(input), contactForm(contactInput)],
            ])
    }

    private var lead: String {
        guard let last = reminders.last else { return desk(.notRemindedYet) }
        return Phrase.remindedOn(
            desk.moment(last.at), by: last.name, desk.say.integer(reminders.count), desk.language)
    }

    private var standing: HTML {
        let delivery = subject.delivery
        let late =
            delivery.isLate ? Phrase.daysLate(delivery.daysLate, desk.language) : desk(.notLate)
        return DefinitionList([
            (desk(.kindSummary), DeliveryWords(desk).standing(delivery)),
            (desk(.dueHeader), .text("\(desk.day(subject.asked.due)), \(late)")),
            (
                desk(.missingValues),
                .text(
                    delivery.missing.isEmpty
                        ? desk(.noneMissing)
                        : Phrase.missingOf(
                            desk.say.integer(delivery.missing.count), desk.say.integer(delivery.expected),
                            delivery.missing.map { desk.say($0.name) }.joined(separator: ", "), desk.language))
            ),
            (
                desk(.contactLabel),
                .text(contact?.description ?? desk(.noContactYet))
            ),
        ]).html()
    }

    // MARK: Letters

    private var letters: HTML {
        let others: Language = desk.language == .german ? .english : .german
        return .section(
            .h2(.text(desk(.reminderHeading))),
            .p(.text(desk(.reminderExplanation))), letter(desk.language),
            Details(desk(others == .english ? .reminderInEnglish : .reminderInGerman), [letter(others)]).html())
    }

    private func letter(_ language: Language) -> HTML {
        let letter = ReminderLetter(desk.say, subject.name, subject.asked, subject.delivery, language)
        let marks: [Attribute] = language == desk.language ? [] : [.lang(language)]
        return .div(
            .when(letter.link(to: contact)) { .p(.a($0, .text(desk(.openMailProgram)), class: "button")) },
            .p(.strong(.text(desk(.subjectLabel) + ": ")), .element(.span, marks, [.text(letter.subject)])),
            .element(.pre, marks + [.class("block wrapped"), .set(.tabindex, "0")], [.text(letter.text)]), class: "flow"
        )
    }

    // MARK: What was done

    private func noting(_ input: FormInput) -> HTML {
        guard desk.visitor.has(.author) else { return .p(.text(desk(.needsAuthorToRemind)), class: "muted") }
        var parts: [FormPart] = [
            .field(
                FormField(
                    id: "way", label: desk(.reminderWay),
                    control: .radios(
                        Reminder.Way.allCases.map { FormField.Option($0.rawValue, desk(.reminderWay($0))) }),
                    value: Reminder.Way.mail.rawValue)),
            .field(
                FormField(
                    id: "note", label: desk(.reminderNote), control: .text(width: 30), hint: desk(.reminderNoteHint),
                    isRequired: false)),
        ]
        if !input.names.isEmpty { parts = parts.map { $0.filled(input, desk.language) } }
        return .section(
            .heading(.text(desk(.noteReminder)), id: "note-reminder"), .p(.text(desk(.noteReminderExplanation))),
            desk.form(
                to: subject.path + "/remind", hidden: [QueryItem("seen", String(reminders.last?.id ?? 0))],
                parts: parts, submit: .noteReminderSubmit
            ).html(desk.language))
    }

    private func contactForm(_ input: FormInput) -> HTML {
        guard desk.visitor.has(.author) else { return .empty }
        let field = FormField(
            id: "address", label: desk(.contactLabel), control: .email, hint: desk(.contactHint),
            value: contact?.description ?? "", isRequired: false)
        var form = desk.form(
            to: subject.path + "/contact", hidden: [QueryItem("seen", contact?.description ?? "")],
            parts: [input.names.isEmpty ? .field(field) : FormPart.field(field).filled(input, desk.language)],
            submit: .saveContact)
        form.isSecondary = true
        return .section(.heading(.text(desk(.contactHeading)), id: "contact"), form.html(desk.language))
    }

    private var history: HTML {
        guard !reminders.isEmpty else { return .empty }
        return .section(
            .h2(.text(desk(.reminderHistory))),
            DataTable(
                caption: desk(.reminderHistory),
                columns: [
                    .init(desk(.reminderMoment)), .init(desk(.reminderBy)), .init(desk(.reminderWay)),
                    .init(desk(.reminderNote)),
                ],
                rows: reminders.reversed().map { reminder in
                    [
                        .text(desk.moment(reminder.at)), .text(reminder.name), .text(desk(.reminderWay(reminder.way))),
                        .text(reminder.note.isEmpty ? "–" : reminder.note),
                    ]
                }, hidesCaption: true
            ).html(desk.language))
    }
}
