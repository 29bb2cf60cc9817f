import AccountPages
import Federation
import HTTP
import Pages

/// `/office/redact`: takes the content of an entry away for good, after a second person has agreed.
struct RedactionDesk: Sendable {
    let rooms: OfficeRooms

    var routes: [Route] {
        [
            rooms.gate.get("/redact", for: .author) { request, _, visitor in
                let desk = rooms.desk(request, visitor, query: ["entry"])
                let entry = desk.say.query.first { $0.name == "entry" }?.value ?? ""
                return page(desk, FormInput(stored: ["entry": [entry], "by": ["author"]]))
            },
            rooms.gate.post("/redact", for: .author) { request, _, visitor, form in
                try redact(rooms.desk(request, visitor), form)
            },
        ]
    }

    private func redact(_ desk: Desk, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        let reason = input.text("reason", limit: 500, isRequired: true)
        let rule = input.text("rule", limit: 200, isRequired: true)
        let by = Redaction.Requester(rawValue: input["by"])
        if by == nil { input.refuse("by", .chooseWhoAsks) }
        let typed = input["entry"]
        var target: Reference?
        if let index = Int64(typed), String(index) == typed,
            let stored = try rooms.office.sequencer.log.entries(from: index, limit: 1).first, stored.index == index
        {
            target = Reference(index: index, sha256: try LogEntry(canonicalBytes: stored.leaf).sha256)
        } else {
            input.refuse("entry", .entryExpected)
        }
        guard input.isAccepted, let target, let by else { return page(desk, input) }
        let act = Office.Act.redact(Redaction(by: by, reason: reason, rule: rule, target: target))
        do {
            // Asked before somebody is asked to approve it.
            try rooms.office.check(act)
            switch try rooms.acts.take(act, by: desk.account) {
            case .done: return desk.redirect("/office/members", [QueryItem("done", "redacted")])
            case .waits(let id): return desk.redirect("/office/acts/\(id)")
            }
        } catch let refusal as Refusal where refusal.code == .reference {
            input.refuse("entry", .notRedactable)
            return page(desk, input)
        } catch {
            return page(desk, input, OfficeProblem.phrase(error))
        }
    }

    private func page(_ desk: Desk, _ input: FormInput, _ problem: Phrase? = nil) -> Response {
        let form = MemberForm(desk: desk)
        let parts = [
            form.field("entry", .entryNumber, .number(width: 8), hint: .entryNumberHint),
            form.field(
                "by", .whoAsks,
                .radios(
                    Redaction.Requester.allCases.map { FormField.Option($0.rawValue, desk(.requester($0))) })),
            form.field("rule", .redactionRule, hint: .redactionRuleHint),
            form.field("reason", .reasonLabel, .area(rows: 3), hint: .redactionReasonHint),
        ]
        return desk.page(
            .members, title: desk(.redactTitle), lead: .text(desk(.redactLead)),
            hasErrors: problem != nil || !input.isAccepted, status: problem != nil ? 409 : input.isAccepted ? 200 : 422,
            body: [
                .when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) },
                Callout(.warning, [.p(.text(desk(.redactForGood)))]).html(desk.language),
                desk.form(
                    to: "/office/redact", parts: parts.map { $0.filled(input, desk.language) }, submit: .redactSubmit,
                    cancel: PageFrame.Link(desk(.cancel), desk.link("/office/members")), isDangerous: true
                ).html(desk.language),
            ])
    }
}

extension Phrase {
    static let redactTitle = Phrase(de: "Inhalt eines Eintrags entfernen", en: "Remove the content of an entry")
    static let redactLead = Phrase(
        de:
            "Wenn jemand ein Recht darauf hat, dass ein Text verschwindet. Möglich bei Strategie, Absichtserklärung, Stellungnahme und Antwort; Kennzahlen ändern sich dadurch nie.",
        en:
            "Where somebody has a right that a text goes away. Possible for a strategy, letter of intent, position and answer; figures never change by it."
    )
    static let redactForGood = Phrase(
        de:
            "Das lässt sich nicht zurücknehmen. Eintrag, Prüfsumme und Quittungen bleiben; wer es verlangt hat, warum und nach welcher Regel, steht danach öffentlich im Protokoll. Ältere Sicherungen und Exporte, die schon aus dem Haus sind, müssen Sie selbst löschen.",
        en:
            "This cannot be undone. Entry, digest and receipts stay; who has asked for it, why and under which rule then stands in the log for all to see. Older backups and exports that have left the house are yours to delete."
    )
    static let redactSubmit = Phrase(de: "Inhalt für immer entfernen", en: "Remove the content for good")
    static let entryNumber = Phrase(de: "Nummer des Eintrags", en: "Number of the entry")
    static let entryNumberHint = Phrase(
        de: "Sie steht auf der Seite des Eintrags im Protokoll.", en: "It stands on the entry’s page in the log.")
    static let whoAsks = Phrase(de: "Wer verlangt es?", en: "Who asks for it?")
    static let chooseWhoAsks = Phrase(de: "Bitte wählen Sie, wer es verlangt.", en: "Please choose who asks for it.")
    static let redactionRule = Phrase(de: "Nach welcher Regel", en: "Under which rule")
    static let redactionRuleHint = Phrase(de: "Zum Beispiel: Art. 17 DSGVO", en: "For example: Art. 17 GDPR")
    static let redactionReasonHint = Phrase(
        de: "Öffentlich, für immer. Nennen Sie nicht, was verschwinden soll.",
        en: "Public, for ever. Do not name what is to go away.")
    static let entryExpected = Phrase(
        de: "Bitte geben Sie die Nummer eines Eintrags ein, zum Beispiel 17.",
        en: "Please give the number of an entry, for example 17.")
    static let notRedactable = Phrase(
        de:
            "Der Inhalt dieses Eintrags kann nicht entfernt werden: Er ist keine Strategie, Absichtserklärung, Stellungnahme oder Antwort, oder er ist schon entfernt.",
        en:
            "The content of this entry cannot be removed: it is no strategy, letter of intent, position or answer, or it has been removed already."
    )

    static func requester(_ requester: Redaction.Requester) -> Phrase {
        switch requester {
        case .author: Phrase(de: "wer es geschrieben hat", en: "whoever wrote it")
        case .authority: Phrase(de: "eine Behörde oder ein Gericht", en: "an authority or a court")
        case .office: Phrase(de: "die Geschäftsstelle selbst", en: "the regional office itself")
        }
    }
}
