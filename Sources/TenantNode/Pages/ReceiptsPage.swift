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
            body: status.federations.map { table($0, language) } + [
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

    private func table(_ federation: NodeStatus.OfFederation, _ language: Pages.Language) -> HTML {
        let name = federation.membership.name
        let rows = federation.delivered.reversed().map { own -> [DataTable.Cell] in
            [
                .text("\(own.sequence)"), .text(own.kind.word(language)),
                .text(DateFormat.timestamp("\(Instant(secondsSince1970: own.signed))", language)),
                .link(
                    Phrase.logEntry(language) + " \(own.position ?? 0)",
                    Address(path: "/staff/receipts/\(name)/\(own.sequence)")),
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
            ], rows: rows
        ).html(language)
    }
}
