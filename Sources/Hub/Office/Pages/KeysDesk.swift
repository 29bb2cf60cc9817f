import AccountPages
import Crypto
import Federation
import HTTP
import Pages

/// `/office/keys`: every key the log has known, and the change of the office's own.
struct KeysDesk: Sendable {
    let rooms: OfficeRooms

    var routes: [Route] {
        [
            rooms.gate.get("/keys", for: .reader) { request, _, visitor in
                page(rooms.desk(request, visitor, query: ["done"]), FormInput())
            },
            rooms.gate.post("/keys", for: .author) { request, _, visitor, form in
                try rotate(rooms.desk(request, visitor), form)
            },
        ]
    }

    private func rotate(_ desk: Desk, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        let algorithm = SignatureAlgorithm(rawValue: input["algorithm"])
        if algorithm == nil { input.refuse("algorithm", .chooseAlgorithm) }
        if !input.all("confirm").contains("yes") { input.refuse("confirm", .confirmRotation) }
        guard input.isAccepted, let algorithm else { return page(desk, input) }
        do {
            let act = Office.Act.rotateKey(algorithm)
            // Asked before somebody is asked to approve it.
            try rooms.office.check(act)
            switch try rooms.acts.take(act, by: desk.account) {
            case .done: return desk.redirect("/office/keys", [QueryItem("done", "key-rotated")])
            case .waits(let id): return desk.redirect("/office/acts/\(id)")
            }
        } catch {
            return page(desk, input, OfficeProblem.phrase(error))
        }
    }

    private func page(_ desk: Desk, _ input: FormInput, _ problem: Phrase? = nil) -> Response {
        desk.page(
            .members, title: desk(.keysTitle), lead: .text(desk(.keysLead)),
            hasErrors: problem != nil || !input.isAccepted, status: problem != nil ? 409 : input.isAccepted ? 200 : 422,
            body: [
                desk.done(),
                .when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) },
                logKey(desk), table(desk),
                desk.visitor.has(.author) ? rotation(desk, input) : .empty,
            ])
    }

    private func logKey(_ desk: Desk) -> HTML {
        .section(
            .h2(.text(desk(.keyOfTheLog))), .p(.text(desk(.keyOfTheLogExplained))),
            .p(.code(.text(rooms.office.sequencer.log.logKey.text)), class: "cell-words"))
    }

    private func table(_ desk: Desk) -> HTML {
        let state = desk.say.state
        let keys = state.keys.sorted { left, right in
            // Those that hold first; of each the newest first.
            let (l, r) = (left.value, right.value)
            return (l.lastIndex == nil ? 0 : 1, -l.firstIndex, left.key)
                < (r.lastIndex == nil ? 0 : 1, -r.firstIndex, right.key)
        }
        // Where the file that speaks is missing, nobody knows which of the two it was.
        let speaking = (try? rooms.office.keys.office(in: state))?.publicKey.thumbprint
        func entry(_ index: Int64) -> HTML { .a(desk.link("/log/entries/\(index)"), .text(desk.say.integer(index))) }
        return .section(
            .h2(.text(desk(.keysOfStatements))),
            DataTable(
                caption: desk(.keysOfStatements),
                columns: [
                    .init(desk(.keyOwner)), .init(desk(.keyPurpose)), .init(desk(.signature)),
                    .init(desk(.keyValidity)), .init(desk(.keyThumbprint)),
                ],
                rows: keys.map { thumbprint, key in
                    [
                        .html(owner(key.owner, desk)),
                        .text(
                            isRecovery(thumbprint, key, speaking) ? desk(.recoveryPurpose) : desk(.purpose(key.use))),
                        .text(key.key.algorithm.rawValue),
                        .html([
                            StatusBadge(
                                key.lastIndex == nil ? .done : .open,
                                desk(key.lastIndex == nil ? .keyValid : .keyEnded)
                            ).html(),
                            .span(
                                .text(desk(.fromEntry) + " "), entry(key.firstIndex),
                                .when(key.lastIndex) { [.text(" \(desk(.toEntry)) "), entry($0)] }, class: "cell-note"),
                            .when(key.doubtedFrom) {
                                .span(
                                    .text(desk(.doubted) + ": " + desk(.fromEntry) + " "), entry($0), class: "cell-note"
                                )
                            },
                        ]),
                        .html(HashText(thumbprint).html(desk.language)),
                    ]
                }, hidesCaption: true, stacks: true
            ).html(desk.language))
    }

    /// Whether this is the office's key that lies elsewhere and brings back the other one.
    private func isRecovery(_ thumbprint: String, _ key: RegisteredKey, _ speaking: String?) -> Bool {
        guard let speaking, key.owner == .office, key.lastIndex == nil else { return false }
        return thumbprint != speaking
    }

    private func owner(_ owner: Issuer, _ desk: Desk) -> HTML {
        switch owner {
        case .office: .text(desk(.theOffice))
        case .tenant(let tenant): desk.say.townLink(tenant)
        }
    }

    private func rotation(_ desk: Desk, _ input: FormInput) -> HTML {
        let allowed = desk.say.state.founding?.value.algorithms ?? [.ed25519]
        let form = MemberForm(desk: desk)
        let filled =
            input.names.isEmpty
            ? FormInput(stored: ["algorithm": [allowed.contains(.ed25519) ? "EdDSA" : "ES256"]]) : input
        let parts = [
            form.field(
                "algorithm", .newAlgorithm,
                .radios(allowed.map { FormField.Option($0.rawValue, $0 == .ed25519 ? "Ed25519" : "ECDSA P-256") })),
            form.field("confirm", .confirmLabel, .checkboxes([FormField.Option("yes", desk(.rotationUnderstood))])),
        ]
        return .section(
            .heading(.text(desk(.rotateHeading)), id: "rotate"), .p(.text(desk(.rotateExplained))),
            desk.form(
                to: "/office/keys", parts: parts.map { $0.filled(filled, desk.language) }, submit: .rotateSubmit,
                cancel: PageFrame.Link(desk(.cancel), desk.link("/office/members")), isDangerous: true
            ).html(desk.language))
    }
}

extension Phrase {
    static let keysTitle = Phrase(de: "Schlüssel", en: "Keys")
    static let keysLead = Phrase(
        de:
            "Wer womit unterschreibt und seit wann: alles, was das Protokoll von Schlüsseln weiß. Gültigkeit zählt nach Einträgen, nicht nach Tagen.",
        en:
            "Who signs by what and since when: everything that the log knows of keys. Validity counts by entries, not by days."
    )
    static let keyOfTheLog = Phrase(de: "Der Schlüssel des Protokolls", en: "The key of the log")
    static let keyOfTheLogExplained = Phrase(
        de:
            "Mit ihm sind die Prüfpunkte unterschrieben. Geben Sie diese Zeile auf einem anderen Weg weiter: Mit ihr prüft jeder das Protokoll.",
        en: "The checkpoints are signed by it. Pass this line on another way: with it anybody checks the log.")
    static let keysOfStatements = Phrase(
        de: "Schlüssel der Geschäftsstelle und der Kommunen", en: "Keys of the office and the municipalities")
    static let recoveryPurpose = Phrase(de: "Wiederherstellung", en: "recovery")
    static let keyOwner = Phrase(de: "Wessen", en: "Whose")
    static let keyPurpose = Phrase(de: "Wofür", en: "What for")
    static let keyValidity = Phrase(de: "Gültig", en: "Valid")
    static let keyThumbprint = Phrase(de: "Fingerabdruck", en: "Thumbprint")
    static let keyValid = Phrase(de: "gilt", en: "valid")
    static let keyEnded = Phrase(de: "beendet", en: "ended")
    static let fromEntry = Phrase(de: "ab Eintrag", en: "from entry")
    static let toEntry = Phrase(de: "bis", en: "to")
    static let theOffice = Phrase(de: "Geschäftsstelle", en: "regional office")
    static let newAlgorithm = Phrase(de: "Verfahren des neuen Schlüssels", en: "Algorithm of the new key")
    static let chooseAlgorithm = Phrase(de: "Bitte wählen Sie ein Verfahren.", en: "Please choose an algorithm.")
    static let confirmLabel = Phrase(de: "Bestätigung", en: "Confirmation")
    static let rotationUnderstood = Phrase(
        de: "Der bisherige Schlüssel endet damit für immer.", en: "The present key ends for ever by this.")
    static let confirmRotation = Phrase(
        de: "Bitte bestätigen Sie, dass der bisherige Schlüssel endet.",
        en: "Please confirm that the present key ends.")
    static let rotateHeading = Phrase(
        de: "Den Schlüssel der Geschäftsstelle wechseln", en: "Change the office’s key")
    static let rotateExplained = Phrase(
        de:
            "Der neue Schlüssel liegt danach in einer eigenen Datei neben dem alten, geschützt wie dieser. Bitte sichern Sie den Schlüsselordner danach neu. Ist der Schlüssel verloren oder gestohlen, hilft nur der Wiederherstellungsschlüssel: „rahmenwerk-hub key recover“. Schlüssel von Kommunen beendet „rahmenwerk-hub key revoke“.",
        en:
            "The new key then lies in a file of its own beside the old one, protected as that is. Please back the key folder up anew. Where the key is lost or stolen, only the recovery key helps: “rahmenwerk-hub key recover”. Keys of municipalities are ended by “rahmenwerk-hub key revoke”."
    )
    static let rotateSubmit = Phrase(de: "Schlüssel wechseln", en: "Change the key")

    static func purpose(_ use: KeyUse) -> Phrase {
        switch use {
        case .statement: Phrase(de: "Erklärungen", en: "statements")
        case .cosigner: Phrase(de: "Gegenzeichnen", en: "cosigning")
        }
    }
}
