import AccountPages
import Federation
import Pages

/// Every statement that has its receipt, with what proves it.
struct ReceiptsPage: Sendable {
    let status: NodeStatus

    func content(_ language: Pages.Language) -> StaffPage {
        let count = status.federations.reduce(0) { $0 + $1.delivered.count }
        let lead = Phrase(
            de: "\(count) Erklärungen stehen nachweislich im Protokoll.",
            en: "\(count) statements stand in the log, and it can be proven.")
        return StaffPage(
            title: Phrase(de: "Quittungen", en: "Receipts")(language), lead: .text(lead(language)),
            body: status.federations.flatMap { [doubts($0, language), table($0, language)] } + [
                .p(
                    .a(
                        Address(path: "/staff/offline", query: [QueryItem("lang", language.rawValue)]),
                        .text(Phrase(de: "Ohne Verbindung senden", en: "Send without connection")(language)),
                        class: "button secondary"),
                    .a(
                        Address(path: "/staff/keys", query: [QueryItem("lang", language.rawValue)]),
                        .text(Phrase(de: "Schlüssel", en: "Keys")(language)), class: "button secondary"),
                    class: "buttons")
            ])
    }

    private func doubted(
        _ federation: NodeStatus.OfFederation
    ) -> [(own: OwnStatement, position: Int64, doubt: Doubt)] {
        let state = federation.state
        guard state.hasDoubts else { return [] }
        return federation.delivered.compactMap { own in
            guard let position = own.position,
                let doubt = state.doubt(
                    of: Reference(index: position, sha256: own.sha256), by: .tenant(federation.membership.tenant))
            else { return nil }
            return (own, position, doubt)
        }
    }

    /// What the region marks as doubted, and what the municipality can do about it.
    private func doubts(_ federation: NodeStatus.OfFederation, _ language: Pages.Language) -> HTML {
        // The change of the key itself need not be said again.
        let open = doubted(federation).filter { $0.own.kind != .key }
        return .when(
            !open.isEmpty,
            Callout(
                .warning, title: Phrase(de: "Angezweifelt", en: "In doubt")(language),
                [
                    .p(
                        .text(
                            Phrase(
                                de:
                                    "Ein Schlüssel wurde als missbraucht gemeldet. Diese Erklärungen zählen weiter, tragen in "
                                    + "der Region aber diesen Hinweis, bis neue an ihre Stelle treten. Prüfen Sie, ob sie von "
                                    + "Ihnen stammen, und melden Sie dann neu:",
                                en:
                                    "A key was declared compromised. These statements go on counting, but the region shows this "
                                    + "notice with them until new ones take their place. Check whether they come from you, "
                                    + "and then submit anew:")(language))),
                    .ul(
                        open.map { one in
                            .li(
                                .text(
                                    Phrase(
                                        de: "\(one.own.kind.word(.german)): Eintrag \(one.position) "
                                            + "(gemeldet in Eintrag \(one.doubt.declaredBy))",
                                        en: "\(one.own.kind.word(.english)): entry \(one.position) "
                                            + "(declared in entry \(one.doubt.declaredBy))")(language)))
                        }),
                ]
            ).html(language))
    }

    private func table(_ federation: NodeStatus.OfFederation, _ language: Pages.Language) -> HTML {
        let name = federation.membership.name
        let doubted = Set(doubted(federation).map(\.own.sequence))
        let rows = federation.delivered.reversed().map { own -> [DataTable.Cell] in
            [
                .text("\(own.sequence)"), .text(own.kind.word(language)),
                .text(DateFormat.timestamp("\(Instant(secondsSince1970: own.signed))", language)),
                .html([
                    .a(
                        Address(path: "/staff/receipts/\(name)/\(own.sequence)"),
                        .text(Phrase.logEntry(language) + " \(own.position ?? 0)")),
                    .when(
                        doubted.contains(own.sequence),
                        .span(.text(Phrase(de: "angezweifelt", en: "in doubt")(language)), class: "cell-note")),
                ]),
                .text(
                    own.witnessed == nil
                        ? Phrase(de: "noch nicht", en: "not yet")(language) : Phrase(de: "ja", en: "yes")(language)),
                .html(HashText(own.sha256.hex).html(language)),
            ]
        }
        return DataTable(
            caption: federation.state.founding?.value.name.text(language) ?? name,
            columns: [
                DataTable.Column(Phrase(de: "Nummer", en: "Number")(language)), DataTable.Column(Phrase.kind(language)),
                DataTable.Column(Phrase(de: "unterschrieben", en: "signed")(language)),
                DataTable.Column(Phrase.receipt(language)),
                DataTable.Column(Phrase(de: "bezeugt", en: "witnessed")(language)),
                DataTable.Column(Phrase.digest(language)),
            ], rows: rows, stacks: true
        ).html(language)
    }
}
