import AccountPages
import Federation
import HTTP
import Pages

/// `/office/witnesses`: which municipalities witness the log, and how many make a quorum.
struct WitnessesDesk: Sendable {
    let rooms: OfficeRooms

    var routes: [Route] {
        [
            rooms.gate.get("/witnesses", for: .author) { request, _, visitor in
                try page(rooms.desk(request, visitor), nil)
            },
            rooms.gate.post("/witnesses", for: .author) { request, _, visitor, form in
                try choose(rooms.desk(request, visitor), form)
            },
        ]
    }

    private func page(_ desk: Desk, _ input: FormInput?, _ problem: Phrase? = nil) throws -> Response {
        let state = desk.say.state
        let able = state.sortedMembers.filter {
            $0.isActive(on: rooms.today) && state.cosigner(of: $0.tenant, at: state.size) != nil
        }
        return try WitnessesView(
            desk: desk, able: able,
            standing: WitnessStanding(
                rooms.office.sequencer.snapshot, rooms.office.sequencer.log)
        ).page(input, problem)
    }

    private func choose(_ desk: Desk, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        let tenants = Set(input.all("towns").compactMap { TenantID($0) })
        if tenants.count > WitnessCommittee.maximumMembers { input.refuse("towns", .tooManyWitnesses) }
        let allowed = WitnessCommittee.quorums(of: tenants.count)
        // Nothing typed: the smallest quorum that is safe.
        let typed = input["quorum"].isEmpty ? allowed.lowerBound : Int(input["quorum"])
        if typed.map({ !allowed.contains($0) }) ?? true { input.refuse("quorum", .quorumExpected(allowed)) }
        guard input.isAccepted, let quorum = typed else { return try page(desk, input) }
        let act = Office.Act.witnesses(WitnessCommittee(committee: tenants.sorted(), quorum: quorum))
        do {
            // Asked before somebody is asked to approve it.
            try rooms.office.check(act)
            switch try rooms.acts.take(act, by: desk.account) {
            case .done: return desk.redirect("/office/members", [QueryItem("done", "witnesses")])
            case .waits(let id): return desk.redirect("/office/acts/\(id)")
            }
        } catch {
            return try page(desk, input, OfficeProblem.phrase(error))
        }
    }
}

/// Draws the form of the committee.
private struct WitnessesView {
    let desk: Desk
    /// Members that could witness.
    let able: [Member]
    let standing: WitnessStanding

    func page(_ input: FormInput?, _ problem: Phrase?) -> Response {
        let shown =
            input
            ?? FormInput(stored: [
                "towns": standing.members.map(\.tenant.text),
                "quorum": [standing.quorum == 0 ? "" : String(standing.quorum)],
            ])
        return desk.page(
            .members, title: desk(.witnessesTitle), lead: .text(desk(.witnessesLead)),
            hasErrors: problem != nil || !shown.isAccepted, status: problem != nil ? 409 : shown.isAccepted ? 200 : 422,
            body: [
                .when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) },
                WitnessView(say: desk.say, standing: standing).section(),
                able.isEmpty
                    ? EmptyState(desk(.nobodyCanWitness), explanation: desk(.nobodyCanWitnessExplained)).html()
                    : .section(.h2(.text(desk(.witnessesChosen))), form(shown)),
            ])
    }

    private func form(_ input: FormInput) -> HTML {
        let form = MemberForm(desk: desk)
        let parts = [
            form.field(
                "towns", .witnessTowns, .checkboxes(able.map { FormField.Option($0.tenant.text, $0.name) }),
                hint: .witnessTownsHint, isRequired: false),
            form.field("quorum", .quorumLabel, .number(width: 4), hint: .quorumHint, isRequired: false),
        ]
        return desk.form(
            to: "/office/witnesses", parts: parts.map { $0.filled(input, desk.language) }, submit: .witnessesSubmit,
            cancel: PageFrame.Link(desk(.cancel), desk.link("/office/members"))
        ).html(desk.language)
    }
}

extension Phrase {
    static let witnessesTitle = Phrase(de: "Zeugen des Protokolls", en: "Witnesses of the log")
    static let witnessesLead = Phrase(
        de:
            "Der Zeugenkreis steht öffentlich im Protokoll und gilt ab dem nächsten Eintrag. Die Knoten dieser Kommunen prüfen und zeichnen von selbst; niemand muss dort etwas tun.",
        en:
            "The committee stands in the log for all to see and counts from the next entry on. The nodes of these municipalities check and cosign by themselves; nobody has to do anything there."
    )
    static let witnessTowns = Phrase(de: "Diese Kommunen bezeugen", en: "These municipalities witness")
    static let witnessTownsHint = Phrase(
        de:
            "Höchstens 15. Wählen Sie solche, die nicht dieselbe Stelle betreibt. Keine ausgewählt: Das Bezeugen endet.",
        en: "At most 15. Choose ones that are not run by the same people. None chosen: witnessing ends.")
    static let quorumLabel = Phrase(de: "So viele müssen gegengezeichnet haben", en: "So many must have cosigned")
    static let quorumHint = Phrase(
        de:
            "Mehr als die Hälfte, zum Beispiel 3 von 5. Leer: die kleinste sichere Zahl. Je höher, desto mehr müssten gemeinsam betrügen; je niedriger, desto mehr dürfen gerade nicht erreichbar sein.",
        en:
            "More than half, for example 3 of 5. Empty: the smallest safe number. The higher, the more would have to cheat together; the lower, the more may be out of reach."
    )
    static let witnessesSubmit = Phrase(de: "Zeugenkreis bestimmen", en: "Choose the committee")
    static let nobodyCanWitness = Phrase(de: "Noch kann niemand bezeugen", en: "Nobody can witness yet")
    static let nobodyCanWitnessExplained = Phrase(
        de: "Sobald Kommunen beigetreten sind, können ihre Knoten das Protokoll bezeugen.",
        en: "Once municipalities have joined, their nodes can witness the log.")
    static let tooManyWitnesses = Phrase(
        de: "Bitte wählen Sie höchstens 15 Kommunen.", en: "Please choose at most 15 municipalities.")

    static func quorumExpected(_ allowed: ClosedRange<Int>) -> Phrase {
        if allowed.lowerBound == allowed.upperBound, allowed.lowerBound > 0 {
            return Phrase(
                de:
                    "Bitte geben Sie hier \(allowed.lowerBound) ein: Bei so wenigen Kommunen müssen alle gegenzeichnen.",
                en: "Please give \(allowed.lowerBound) here: of so few municipalities all must cosign.")
        }
        return allowed.lowerBound == 0
            ? Phrase(
                de: "Ohne Zeugen bleibt dieses Feld leer oder 0.", en: "Without witnesses this field stays empty or 0.")
            : Phrase(
                de:
                    "Bitte geben Sie eine Zahl von \(allowed.lowerBound) bis \(allowed.upperBound) ein: mehr als die Hälfte der gewählten Kommunen.",
                en:
                    "Please give a number from \(allowed.lowerBound) to \(allowed.upperBound): more than half of the chosen municipalities."
            )
    }
}
