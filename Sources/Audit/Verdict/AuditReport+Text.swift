import Federation
import Ledger

extension AuditReport {
    /// The verdict for people: the answer first, then what was checked, then each fault.
    func text(in language: Language) -> String {
        var lines = [headline.text(in: language)]
        lines += facts.map { name, value in
            let label = name.text(in: language)
            let gap = String(repeating: " ", count: max(1, 22 - label.count))
            return "  \(label)\(gap)\(AuditReport.oneLine(value.text(in: language)))"
        }
        for (number, fault) in faults.enumerated() {
            lines.append(
                "\(language == .german ? "Fehler" : "Fault") \(number + 1): \(AuditReport.line(fault, language))")
        }
        if omittedFaults > 0 { lines.append(omission.text(in: language)) }
        if let consequence { lines.append(consequence.text(in: language)) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One entry that does not pass makes others fail that build on it: a reader should begin with the first.
    var consequence: Phrase? {
        let failing = Set(faults.filter { $0.step == .entries }.compactMap(\.index))
        guard failing.count > 1, let first = failing.min() else { return nil }
        return Phrase(
            de: "Fehler hinter Eintrag \(first) können Folgen davon sein, dass dieser nicht gilt.",
            en: "Faults behind entry \(first) may follow from its not being valid.")
    }

    var omission: Phrase {
        Phrase(de: "… und \(omittedFaults) weitere Fehler.", en: "… and \(omittedFaults) more faults.")
    }

    var headline: Phrase {
        switch verdict {
        case .genuine where selection != nil:
            Phrase(
                de:
                    "Der Teilexport ist echt, und von dem, was er enthalten soll, fehlt nichts. Er ist NICHT das ganze Log.",
                en: "The partial export is genuine, and nothing it ought to hold is missing. It is NOT the whole log.")
        case .genuine:
            Phrase(de: "Der Export ist echt und vollständig.", en: "The export is genuine and complete.")
        case .faulty:
            Phrase(
                de: "Der Export ist FEHLERHAFT: \(faults.count + omittedFaults) Fehler.",
                en: "The export is FAULTY: \(faults.count + omittedFaults) faults.")
        case .unwitnessed:
            Phrase(
                de:
                    "Der Export ist in sich unversehrt, aber UNBEZEUGT: Es haben weniger Zeugen gegengezeichnet, als die "
                    + "Policy verlangt. Ob andere dieselbe Geschichte sehen, ist nicht belegt. "
                    + "Wer das hinnimmt, gibt --allow-unwitnessed an.",
                en:
                    "The export is intact in itself but UNWITNESSED: fewer witnesses have cosigned than the policy asks "
                    + "for. Whether others see the same history is not established. "
                    + "Give --allow-unwitnessed to accept that.")
        case .unproven:
            Phrase(
                de: "Der Export ist in sich unversehrt, aber seine Herkunft ist nicht belegt. "
                    + "Geben Sie --policy und --office an, wie Sie sie auf anderem Weg erhalten haben.",
                en: "The export is intact in itself, but its origin is not established. "
                    + "Give --policy and --office as you received them by another way.")
        }
    }

    /// What was checked, by name.
    var facts: [(Phrase, Phrase)] {
        var facts: [(Phrase, Phrase)] = []
        func add(_ de: String, _ en: String, _ value: Phrase) { facts.append((Phrase(de: de, en: en), value)) }
        if let federation {
            add("Föderation", "Federation", Phrase(de: federation.german, en: federation.inEnglish))
        }
        if let notice { add("Hinweis", "Notice", Phrase(de: notice.german, en: notice.inEnglish)) }
        add(
            "Dateien", "Files",
            Phrase(de: "\(files) gelesen, \(bytes) Bytes Inhalt", en: "\(files) read, \(bytes) bytes of payload"))
        guard let checkpoint else { return facts }
        add("Log", "Log", Phrase(de: checkpoint.checkpoint.origin, en: checkpoint.checkpoint.origin))
        add(
            "Stand", "State",
            Phrase(
                de: "\(checkpoint.checkpoint.size) Einträge"
                    + (lastReceived.map { ", letzter Eingang \($0)" } ?? ""),
                en: "\(checkpoint.checkpoint.size) entries" + (lastReceived.map { ", last received \($0)" } ?? "")))
        add("Wurzel", "Root", Phrase(de: checkpoint.checkpoint.root.hex, en: checkpoint.checkpoint.root.hex))
        if let selection {
            add("Umfang", "Extent", Self.extent(selection))
            add("Zeigt nicht", "Does not show", Self.limits)
        }
        let passed =
            selection == nil
            ? Phrase(
                de: "mit gültiger Unterschrift und nach allen Regeln angenommen",
                en: "with valid signature and accepted by every rule")
            : Phrase(
                de: "mit gültiger Unterschrift, geltendem Schlüssel und an ihrem Platz",
                en: "with valid signature, under keys valid there and in their places")
        add(
            "Einträge", "Entries",
            Phrase(
                de: "\(accepted) \(passed.de); \(statements) Aussagen",
                en: "\(accepted) \(passed.en); \(statements) statements"))
        add(
            "Mitglieder", "Members",
            Phrase(
                de: "\(towns) Kommunen, \(supporters) Unterstützende", en: "\(towns) towns, \(supporters) supporters"))
        if selection == nil {
            add(
                "Nachgerechnet", "Recomputed",
                Phrase(
                    de: "Kennzahlen: \(derived.figures), Berichte: \(derived.reports), "
                        + "Fassungen des Rahmens: \(derived.frameworks)",
                    en: "figures: \(derived.figures), reports: \(derived.reports), "
                        + "versions of the framework: \(derived.frameworks)"))
        } else {
            add(
                "Auszüge", "Extracts",
                Phrase(
                    de: "Berichte, wie unterschrieben: \(derived.reports), Fassungen des Rahmens: "
                        + "\(derived.frameworks)",
                    en: "reports as signed: \(derived.reports), versions of the framework: \(derived.frameworks)"))
        }
        add("Prüfpunkt", "Checkpoint", signed(checkpoint))
        add("Zeugen", "Witnesses", AuditReport.witnessed(checkpoint))
        if let office { add("Schlüssel des Amts", "Office key", officeLine(office)) }
        if let standing {
            add("Zum Stichtag", "As asked", Self.words(standing))
            add("Wurzel damals", "Root then", Phrase(de: standing.root, en: standing.root))
        }
        for key in doubted { add("Angezweifelt", "In doubt", Self.words(key)) }
        for redaction in redacted { add("Entfernt", "Redacted", Self.words(redaction)) }
        return facts
    }

    private static func words(_ redaction: Recorded<Redaction>) -> Phrase {
        let (index, said) = (redaction.value.target.index, redaction.value)
        return Phrase(
            de: "Inhalt von Eintrag \(index), durch Eintrag \(redaction.index): \(said.reason) (\(said.rule))",
            en: "content of entry \(index), by entry \(redaction.index): \(said.reason) (\(said.rule))")
    }

    private func signed(_ checkpoint: CheckpointFindings) -> Phrase {
        let isGiven = trust.policy != nil
        guard let log = checkpoint.log else {
            return Phrase(de: "Unterschrift des Logs gilt nicht", en: "the log's signature does not hold")
        }
        return Phrase(
            de:
                "unterschrieben mit \(log.text) (\(isGiven ? "aus Ihrer Policy" : "aus der Policy im Export, unbelegt"))",
            en: "signed by \(log.text) (\(isGiven ? "from your policy" : "from the policy inside, unproven"))")
    }

    private static func witnessed(_ checkpoint: CheckpointFindings) -> Phrase {
        let names = checkpoint.witnesses.map(\.name).joined(separator: ", ")
        let count = checkpoint.witnesses.count
        var de = count == 0 ? "keine" : "\(count) (\(names))"
        var en = count == 0 ? "none" : "\(count) (\(names))"
        if let newest = checkpoint.witnesses.map(\.seconds).max() {
            de += ", neueste Gegenzeichnung \(Self.moment(newest))"
            en += ", newest cosignature \(Self.moment(newest))"
        }
        if let quorum = checkpoint.quorum {
            return checkpoint.isWitnessed
                ? Phrase(de: "\(de); verlangt: \(quorum)", en: "\(en); required: \(quorum)")
                : Phrase(
                    de: "\(de); unbezeugt: Das Quorum „\(quorum)“ ist nicht erreicht",
                    en: "\(en); unwitnessed: the quorum \"\(quorum)\" is not met")
        }
        return Phrase(
            de: "\(de); unbezeugt: Die Policy verlangt kein Quorum",
            en: "\(en); unwitnessed: the policy asks for no quorum")
    }

    private func officeLine(_ office: String) -> Phrase {
        trust.office == nil
            ? Phrase(de: "\(office) (nicht mit Ihrer Angabe verglichen)", en: "\(office) (not compared with yours)")
            : Phrase(de: office, en: office)
    }

    private static func extent(_ selection: Selection) -> Phrase {
        let town = selection.tenant.map { Phrase(de: "von \($0)", en: "of \($0)") }
        let period = selection.period.map { Phrase(de: "eingegangen \($0)", en: "received in \($0)") }
        let both = [town, period].compactMap(\.self)
        let (de, en) = (both.map(\.de).joined(separator: ", "), both.map(\.en).joined(separator: ", "))
        return Phrase(
            de:
                "alle Einträge und der ganze Hashbaum; Aussagen nur \(de), und alle über Mitglieder, Schlüssel und Rahmen",
            en: "all entries and the whole hash tree; statements only \(en), and all about members, keys and framework")
    }

    private static let limits = Phrase(
        de:
            "dass Kennzahlen aus den Meldungen folgen; dass Regeln eingehalten sind, für die man andere Aussagen braucht; was "
            + "andere gesagt haben",
        en:
            "that figures follow from the summaries; that rules were kept which need other statements; what anybody else "
            + "said")

    private static func words(_ standing: Standing) -> Phrase {
        Phrase(
            de: "\(standing.size) Einträge, letzter Eingang \(standing.lastReceived); \(standing.towns) Kommunen, "
                + "\(standing.supporters) Unterstützende; Fassungen des Rahmens: \(standing.frameworks)"
                + (standing.reports.map { ", Berichte: \($0)" } ?? ""),
            en: "\(standing.size) entries, last received \(standing.lastReceived); \(standing.towns) towns, "
                + "\(standing.supporters) supporters; versions of the framework: \(standing.frameworks)"
                + (standing.reports.map { ", reports: \($0)" } ?? ""))
    }

    private static func words(_ key: DoubtedKey) -> Phrase {
        let shown = key.entries.prefix(20).map(String.init).joined(separator: ", ")
        let more = key.entries.count > 20 ? " …" : ""
        let (de, en) =
            key.entries.isEmpty
            ? ("keiner", "none")
            : ("\(key.entries.count) (\(shown)\(more))", "\(key.entries.count) (\(shown)\(more))")
        return Phrase(
            de: "Schlüssel \(key.thumbprint) von \(key.owner), widerrufen mit Eintrag \(key.until); angezweifelt ab "
                + "Eintrag \(key.from). Einträge damit: \(de)",
            en: "key \(key.thumbprint) of \(key.owner), revoked by entry \(key.until); in doubt from entry "
                + "\(key.from) on. Entries under it: \(en)")
    }

    static func line(_ fault: Fault, _ language: Language) -> String {
        var place: [String] = []
        if let index = fault.index { place.append(language == .german ? "Eintrag \(index)" : "entry \(index)") }
        if let issuer = fault.issuer { place.append(issuer) }
        if let file = fault.file { place.append(file) }
        let start = place.isEmpty ? "" : "\(place.joined(separator: ", ")): "
        return "\(fault.step.name.text(in: language)) – \(start)\(oneLine(fault.what.text(in: language)))"
    }

    /// Texts come from the export: no line of theirs may look like one of ours.
    static func oneLine(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? " " : Character($0) })
    }

    /// A moment that a calendar can name; a witness may have signed any number of seconds.
    static func moment(_ seconds: Int64) -> String {
        (0..<253_402_300_800).contains(seconds) ? Instant(secondsSince1970: seconds).description : "\(seconds) s"
    }
}

extension LocalizedText {
    /// The German text where there is no English one.
    fileprivate var inEnglish: String { english.isEmpty ? german : english }
}
