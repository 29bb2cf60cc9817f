import Pages

/// The verdict as one printable page: a file for itself, without script, picture or address elsewhere.
struct VerdictPage {
    let report: AuditReport
    let language: Language
    /// What was audited, as it was named on the command line.
    let export: String

    var bytes: [UInt8] {
        let frame = PageFrame(
            language: spoken, path: "/", siteName: "rahmenwerk-audit",
            title: say("Prüfbericht", "Audit verdict"), lead: .text(lastComponent))
        return frame.file(body: [answer, facts, faults, meaning])
    }

    private var spoken: Pages.Language { language == .german ? .german : .english }

    private func say(_ de: String, _ en: String) -> String { language == .german ? de : en }

    private var lastComponent: String { export.split(separator: "/").last.map(String.init) ?? export }

    private var answer: HTML {
        let kind: Callout.Kind =
            switch report.verdict {
            case .genuine: .success
            case .unproven, .unwitnessed: .warning
            case .faulty: .error
            }
        return Callout(kind, title: say("Ergebnis", "Verdict"), [.p(.text(report.headline.text(in: language)))])
            .html(spoken)
    }

    private var facts: HTML {
        .fragment([
            .h2(.text(say("Was geprüft wurde", "What was checked"))),
            DefinitionList(
                report.facts.map { name, value in (name.text(in: language), .text(value.text(in: language))) }
            ).html(),
        ])
    }

    private var faults: HTML {
        guard !report.faults.isEmpty else { return .empty }
        return .fragment([
            .h2(.text(say("Fehler", "Faults"))),
            .ol(report.faults.map { .li(.text(AuditReport.line($0, language))) }),
            .when(report.omittedFaults > 0, .p(.text(report.omission.text(in: language)))),
            .when(report.consequence) { .p(.text($0.text(in: language))) },
        ])
    }

    /// What the reader may conclude, and what not.
    private var meaning: HTML {
        guard report.verdict != .faulty else { return .empty }
        let checked =
            report.selection == nil
            ? say(
                "Geprüft wurden jede Unterschrift, jede Kette und der Hashbaum; jede regionale Zahl wurde aus den "
                    + "signierten Meldungen nachgerechnet.",
                "Every signature, every chain and the hash tree were checked, and every regional figure was recomputed "
                    + "from the signed summaries.")
            : say(
                "Geprüft wurden der Hashbaum, alle Einträge und die Unterschriften der enthaltenen Aussagen. Kennzahlen "
                    + "lassen sich aus einem Teil nicht nachrechnen.",
                "The hash tree, all entries and the signatures of the statements inside were checked. Figures cannot be "
                    + "recomputed from a part.")
        return .fragment([
            .h2(.text(say("Was das heißt", "What this means"))),
            .p(.text(checked)),
            .p(
                .text(
                    say(
                        "Ob eine Kommune richtig gemeldet hat, kann keine Prüfung der Unterschriften zeigen. Ein älterer "
                            + "Export kann echt und doch überholt sein: Maßgeblich ist die Zeit der neuesten "
                            + "Gegenzeichnung.",
                        "Whether a town reported rightly no check of signatures can show. An older export can be genuine "
                            + "and yet outdated: the time of the newest cosignature tells."))),
        ])
    }
}
