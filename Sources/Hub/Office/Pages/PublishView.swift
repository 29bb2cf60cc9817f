import Accounts
import HTTP
import Pages

/// Draws the way of a working draft to its publication.
struct PublishView {
    let desk: Desk
    let model: PublishModel

    func page(_ input: FormInput, _ problem: Phrase?) -> Response {
        let number = desk.say.integer(model.number)
        return desk.page(
            .framework, title: Phrase.publishTitle(number, desk.language), lead: .text(lead),
            hasErrors: problem != nil || !input.isAccepted,
            status: problem != nil ? 409 : input.isAccepted ? 200 : 422,
            body: [
                desk.done(),
                .when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) },
                unanswered, summary, step(input),
            ])
    }

    private var lead: String {
        guard let proposal = model.proposal else { return desk(.publishNotProposed) }
        return model.isProposed
            ? Phrase.publishWaits(proposal.name, desk.moment(proposal.at), desk.language)
            : Phrase.publishOutdated(proposal.name, desk.language)
    }

    private var unanswered: HTML {
        guard model.unanswered > 0 else { return .empty }
        return Callout(
            .warning,
            [
                .p(.text(Phrase.unansweredPositions(model.unanswered, desk.language))),
                .p(.a(desk.link("/office/consultation"), .text(desk(.toConsultation)))),
            ]
        ).html(desk.language)
    }

    private var summary: HTML {
        let framework = model.framework
        let consultation =
            model.consultation.map { consultation in
                Phrase.consultationState(
                    Int(consultation.draft.value.edition), consultation.entries.count, consultation.unanswered,
                    desk.language)
            } ?? desk(.noConsultation)
        return DefinitionList([
            (desk(.frameworkTitleLabel), desk.say.html(framework.title)),
            (
                desk(.contents),
                .text(
                    Phrase.frameworkContents(
                        fields: framework.fields.count, goals: framework.goals.count,
                        indicators: framework.indicators.count, bundles: framework.bundles.count, desk.language))
            ),
            (
                desk(.againstNewest),
                .a(
                    desk.link("/office/framework/changes"),
                    .text(Phrase.changedParts(model.changes, desk.language)))
            ),
            (desk(.officeConsultation), .text(consultation)),
            (desk(.fingerprint), HashText(model.digest.hex).html(desk.language)),
        ]).html()
    }

    private func step(_ input: FormInput) -> HTML {
        let digest = QueryItem("digest", model.digest.hex)
        guard model.isProposed else {
            guard desk.visitor.has(.author) else { return .p(.text(desk(.needsAuthor))) }
            return desk.form(
                to: "/office/framework/propose", hidden: [digest], submit: .proposeSubmit,
                cancel: PageFrame.Link(desk(.cancel), desk.link("/office/framework"))
            ).html(desk.language)
        }
        return [approval(input, digest), takeBack]
    }

    private func approval(_ input: FormInput, _ digest: QueryItem) -> HTML {
        if case .refused(let refusal) = model.decision {
            return Callout(.information, [.p(.text(Phrase(de: refusal.de, en: refusal.en)(desk.language)))])
                .html(desk.language)
        }
        let field = FormField(
            id: "number", label: desk(.numberToPublish), control: .number(width: 4),
            hint: desk(.numberToPublishHint))
        return .section(
            .h2(.text(desk(.approveHeading))), .p(.text(desk(.approveExplanation))),
            .when(
                model.decision == .allowedAsSelfApproved,
                Callout(.warning, [.p(.text(desk(.selfApproval)))]).html(desk.language)),
            desk.form(
                to: "/office/framework/publish", hidden: [digest],
                parts: [FormPart.field(field).filled(input, desk.language)], submit: .publishSubmit, isDangerous: true
            ).html(desk.language))
    }

    private var takeBack: HTML {
        guard desk.visitor.has(.author) else { return .empty }
        return Details(
            desk(.takeBackHeading),
            [
                .p(.text(desk(.takeBackExplanation))),
                desk.form(to: "/office/framework/withdraw", submit: .takeBackSubmit).html(desk.language),
            ]
        ).html()
    }
}
