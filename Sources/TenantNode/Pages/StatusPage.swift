import Federation
import Pages

/// How the node stands: alarms, the strategy, and of each federation the last summary, outbox and receipts.
struct StatusPage: Sendable {
    let status: NodeStatus

    /// How things stand, below what is to be done.
    func details(_ language: Pages.Language) -> [HTML] {
        [strategy(language)] + status.federations.flatMap { federation($0, language) }
    }

    func alarms(_ language: Pages.Language) -> [HTML] {
        status.federations.flatMap { federation in
            federation.warnings.map { warning in
                Callout(
                    .error, title: federation.membership.name,
                    [.p(.text(language == .german ? warning.de : warning.en))]
                ).html(language)
            }
        }
            + status.federations.compactMap { federation in
                guard let alarm = federation.membership.alarm else { return nil }
                let title = Phrase(
                    de: "\(federation.membership.name): Es wird nichts mehr unterschrieben und versandt",
                    en: "\(federation.membership.name): nothing more is signed or sent")
                let proof = federation.evidence.first.map { id in
                    HTML.p(
                        .a(
                            Address(path: "/staff/evidence/\(federation.membership.name)/\(id)"),
                            .text(
                                Phrase(
                                    de: "Beweis herunterladen (jede andere Stelle kann ihn prüfen)",
                                    en: "Download the proof (anybody else can check it)")(language))))
                }
                return Callout(
                    .error, title: title(language),
                    [.p(.text(language == .german ? alarm.de : alarm.en)), proof ?? .empty]
                ).html(language)
            }
    }

    private func strategy(_ language: Pages.Language) -> HTML {
        guard !status.strategy.title.isEmpty || !status.strategy.measures.isEmpty else {
            return EmptyState(
                Phrase(de: "Noch keine Strategie", en: "No strategy yet")(language),
                explanation: Phrase(
                    de: "Sie wird mit „rahmenwerk-node import strategy ORDNER“ eingelesen.",
                    en: "It is read with \"rahmenwerk-node import strategy FOLDER\".")(language)
            ).html()
        }
        let rows = MeasureStatus.allCases.compactMap { state -> [DataTable.Cell]? in
            let count = status.strategy.measures.count { $0.status == state }
            return count == 0 ? nil : [.text(state.word(language)), .number(NumberFormat.integer(count, language))]
        }
        return .section(
            .h2(.text(Phrase(de: "Maßnahmen nach Stand", en: "Measures by state")(language))),
            DataTable(
                caption: Phrase(de: "Maßnahmen nach Stand", en: "Measures by state")(language),
                columns: [
                    DataTable.Column(Phrase.status(language)), DataTable.Column(Phrase.count(language), numeric: true),
                ], rows: rows, hidesCaption: true
            ).html(language))
    }

    private func federation(_ federation: NodeStatus.OfFederation, _ language: Pages.Language) -> [HTML] {
        let membership = federation.membership
        let title = federation.state.founding?.value.name.text(language) ?? membership.name
        var parts: [HTML] = [.h2(.text(title)), facts(federation, language)]
        if !membership.isConfirmed {
            parts.append(
                Callout(
                    .warning,
                    [
                        .text(
                            Phrase(
                                de: "Aus einer Sicherung wiederhergestellt: Vor der nächsten Unterschrift wird der Hub "
                                    + "nach der letzten Nummer gefragt.",
                                en: "Restored from a backup: before the next signature the hub is asked for the last "
                                    + "number.")(language))
                    ]
                ).html(language))
        }
        parts.append(due(federation, language))
        if !federation.waiting.isEmpty { parts.append(outbox(federation, language)) }
        return parts
    }

    private func facts(_ federation: NodeStatus.OfFederation, _ language: Pages.Language) -> HTML {
        let membership = federation.membership
        var items: [(term: String, content: HTML)] = [
            (Phrase(de: "Protokoll", en: "Log")(language), .text(membership.origin)),
            (Phrase(de: "Geprüft bis Eintrag", en: "Checked to entry")(language), .text("\(federation.state.size)")),
            (
                Phrase(de: "Rahmenstrategie", en: "Framework strategy")(language),
                .text(
                    federation.framework.map {
                        $0.value.title.text(language) + ", "
                            + Phrase(de: "Version", en: "version")(language) + " \($0.value.number)"
                    } ?? Phrase(de: "noch nicht angenommen", en: "not adopted yet")(language))
            ),
            (Phrase(de: "Quittungen", en: "Receipts")(language), .text("\(federation.delivered.count)")),
        ]
        if let size = federation.witnessedSize {
            items.append(
                (
                    Phrase(de: "Bezeugt bis Größe", en: "Witnessed up to size")(language),
                    .text(NumberFormat.integer(Int(size), language))
                ))
        }
        if let cosigned = federation.cosigned {
            let moment = DateFormat.timestamp("\(Instant(secondsSince1970: cosigned.seconds))", language)
            items.append(
                (
                    Phrase(de: "Von uns gegengezeichnet bis Größe", en: "Cosigned by us up to size")(language),
                    .text(
                        "\(NumberFormat.integer(Int(cosigned.head.size), language)), \(moment)"
                            + (cosigned.isTaken
                                ? ""
                                : Phrase(
                                    de: ", vom Hub noch nicht angenommen", en: ", not yet taken by the hub")(language)))
                ))
        }
        if let last = federation.lastSummary {
            let address = Address(
                path: "/staff/summary/\(membership.name)/\(last.summary.period)",
                query: [QueryItem("lang", language.rawValue)])
            items.append(
                (
                    Phrase(de: "Letzte Meldung", en: "Last summary")(language),
                    .a(
                        address,
                        .text(
                            DateFormat.period("\(last.summary.period)", language) + ", "
                                + Phrase(de: "Fassung", en: "revision")(language) + " \(last.summary.revision)"))
                ))
        }
        if !membership.contactProblem.isEmpty {
            items.append(
                (
                    Phrase(de: "Hub nicht erreicht", en: "Hub not reached")(language),
                    .text(
                        language == .german && !membership.contactProblemGerman.isEmpty
                            ? membership.contactProblemGerman : membership.contactProblem)
                ))
        }
        return DefinitionList(items).html()
    }

    private func due(_ federation: NodeStatus.OfFederation, _ language: Pages.Language) -> HTML {
        guard !federation.due.isEmpty else { return .empty }
        let rows = federation.due.map { due -> [DataTable.Cell] in
            let name = federation.framework?.value.indicator(due.indicator)?.name.text(language) ?? due.indicator.text
            return [
                .text(name), .text(DateFormat.period("\(due.period)", language)),
                .text(DateFormat.date("\(due.due)", language) + (due.isOverdue ? ", " + Phrase.overdue(language) : "")),
            ]
        }
        return DataTable(
            caption: Phrase(de: "Als Nächstes zu melden", en: "To be reported next")(language),
            columns: [
                DataTable.Column(Phrase(de: "Kennzahl", en: "Indicator")(language)),
                DataTable.Column(Phrase.period(language)), DataTable.Column(Phrase(de: "bis", en: "by")(language)),
            ], rows: rows
        ).html(language)
    }

    private func outbox(_ federation: NodeStatus.OfFederation, _ language: Pages.Language) -> HTML {
        let rows = federation.waiting.map { own -> [DataTable.Cell] in
            let next =
                own.state == .refused || own.nextAttempt == 0
                ? "–" : DateFormat.timestamp("\(Instant(secondsSince1970: own.nextAttempt))", language)
            return [
                .text("\(own.sequence)"), .text(own.kind.word(language)),
                .text(own.state == .refused ? Phrase.refused(language) : Phrase.waiting(language)),
                .text(language == .german ? own.reasonWording.de : own.reason),
                .text(next),
            ]
        }
        return DataTable(
            caption: Phrase(de: "Ausgang", en: "Outbox")(language),
            columns: [
                DataTable.Column(Phrase(de: "Nummer", en: "Number")(language)), DataTable.Column(Phrase.kind(language)),
                DataTable.Column(Phrase.status(language)),
                DataTable.Column(Phrase(de: "Grund", en: "Reason")(language)),
                DataTable.Column(Phrase(de: "Nächster Versuch", en: "Next try")(language)),
            ], rows: rows
        ).html(language)
    }
}
