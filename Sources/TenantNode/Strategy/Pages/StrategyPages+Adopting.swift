import AccountPages
import Accounts
import Federation
import HTTP
import Pages

// The draft becomes a version with its council decision; a second person confirms.

extension StrategyPages {
    func adoptionForm(_ input: FormInput, _ request: Request, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        let fields = [
            FormField(
                id: "body", label: Phrase(de: "Wer hat beschlossen?", en: "Who decided?")(language),
                hint: Phrase(
                    de: "Zum Beispiel: Rat der Stadt Soest.", en: "For example: council of the town of Soest.")(
                        language)),
            FormField(
                id: "date", label: Phrase(de: "Datum des Beschlusses", en: "Date of the decision")(language),
                control: .text(width: 12),
                hint: Phrase(
                    de: "Tag, Monat oder Jahr, so genau es bekannt ist; nicht in der Zukunft.",
                    en: "Day, month or year, as exactly as it is known; not in the future.")(language)),
            FormField(
                id: "number", label: Phrase(de: "Nummer der Vorlage", en: "Number of the paper")(language),
                control: .text(width: 20), isRequired: false),
            FormField(
                id: "link",
                label: Phrase(de: "Adresse im Ratsinformationssystem", en: "Address in the council information system")(
                    language),
                isRequired: false),
        ].map { FormPart.field(input.filling($0, language)) }
        let form = Form(
            action: link("/adopt", language), hidden: [visitor.csrf], parts: fields,
            submitLabel: Phrase(de: "Zur Bestätigung vorlegen", en: "Put forward for confirmation")(language),
            cancel: PageFrame.Link(Phrase.cancel(language), link("/versions", language)))
        return respond(
            StaffPage(
                title: Phrase(de: "Ratsbeschluss eintragen", en: "Enter a council decision")(language),
                lead: .text(
                    Phrase(
                        de:
                            "Der heutige Entwurf wird mit diesem Beschluss eingefroren. Eine zweite Person bestätigt, dann ist "
                            + "er die geltende Fassung.",
                        en:
                            "Today's draft is frozen with this decision. A second person confirms, then it is the version that "
                            + "holds.")(language)), body: [form.html(language)], status: input.isAccepted ? 200 : 422,
                hasErrors: !input.isAccepted), request, visitor)
    }

    func propose(_ request: Request, _ visitor: Visitor, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields.filter { !Self.isOurs($0.name) })
        let decision = Decision(
            body: input.line("body", limit: 200, isRequired: true), date: input.date("date", isRequired: true),
            link: input.address("link"), number: input.line("number", limit: 60))
        let today = Instant(secondsSince1970: node.world.now().seconds).day
        if let date = decision.date, date.firstDay > today { input.refuse("date", .decisionInFuture) }
        guard input.isAccepted else { return try adoptionForm(input, request, visitor) }
        return try guarded(request, visitor, back: link("/versions", language(request))) {
            let id = try approval.proposeAdoption(decision, by: Editor(visitor.account))
            return redirect("/proposals/\(id)", request)
        }
    }
}
