import Crypto
import Federation

/// A number that is counted or added up over the members, recomputed from an export, down to the signed statement behind
/// each share.
struct CountAnswer: Answer {
    let export: AuditedExport
    let state: FederationState
    let explained: CountExplanation

    /// Answers from an export that has been verified. Throws `malformed` where it can't answer.
    init(_ question: CountQuestion, in export: AuditedExport, asOf: AsOf?) throws(AuditError) {
        guard export.report.selection == nil else {
            throw .absent(
                de: "Das ist ein Teilexport: Aus ihm lässt sich keine regionale Zahl nachrechnen.",
                en: "This is a partial export: no regional number can be recomputed from it.")
        }
        guard let state = asOf == nil ? export.state : export.stateThen else {
            throw .absent(
                de: "Zu der Stelle hinter --as-of sagt dieses Log nichts.",
                en: "This log says nothing about the place behind --as-of.")
        }
        self.export = export
        self.state = state
        explained = CountExplanation(question, state)
    }

    var exitCode: Int32 { export.report.exitCode }

    private var total: Phrase {
        guard let total = explained.total else { return Phrase(de: "keine Angabe", en: "not reported") }
        return explained.isLowerBound
            ? Phrase(de: "mindestens \(total)", en: "at least \(total)")
            : Phrase(de: "\(total)", en: "\(total)")
    }

    private var name: String {
        ([explained.question.kind] + explained.question.words.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
    }

    func text(in language: Language) -> String {
        var lines = Lines(language)
        let total = total
        lines.say(Phrase(de: "\(name): \(total.de)", en: "\(name): \(total.en)"))
        if export.report.verdict != .genuine { lines.say(export.report.headline) }
        lines.row(
            "Stand", "Counted at",
            Phrase(
                de: "\(state.size) Einträge, letzter Eingang \(state.lastReceived)",
                en: "\(state.size) entries, last received \(state.lastReceived)"))
        for share in explained.shares { lines.row(share.tenant.text, share.tenant.text, words(share)) }
        let terms = explained.shares.compactMap(\.value).filter { $0.units != 0 }
        if !terms.isEmpty {
            lines.row(
                "Rechnung", "Calculation",
                "\(terms.map(\.description).joined(separator: " + ")) → \(explained.total?.description ?? "–")")
        }
        return lines.text
    }

    private func words(_ share: CountExplanation.Share) -> Phrase {
        let value: Phrase =
            switch share.status {
            case .counted: Phrase(de: "\(number(share))", en: "\(number(share))")
            case .missing: Phrase(de: "keine Angabe", en: "missing")
            case .partlySuppressed:
                Phrase(
                    de: "mindestens \(number(share)), teilweise geheim",
                    en: "at least \(number(share)), suppressed in part")
            case .suppressed: Phrase(de: "geheim (kleine Zahl)", en: "suppressed (a small number)")
            }
        var (de, en) = (value.de, value.en)
        if let without = share.withoutAmount, without > 0 {
            de += ", \(without) von \(share.measures ?? 0) Maßnahmen ohne Betrag"
            en += ", \(without) of \(share.measures ?? 0) measures without an amount"
        }
        guard let source = share.source else { return Phrase(de: de, en: en) }
        let hex = source.reference.sha256.hex
        let revision = source.revision ?? 1
        let period = source.period.map { ", \($0)" } ?? ""
        return Phrase(
            de: "\(de) · Eintrag \(source.reference.index), SHA-256 \(hex)\(period)"
                + (revision > 1 ? ", \(revision). Fassung" : ""),
            en: "\(en) · entry \(source.reference.index), SHA-256 \(hex)\(period)"
                + (revision > 1 ? ", revision \(revision)" : ""))
    }

    private func number(_ share: CountExplanation.Share) -> String { share.value?.description ?? "–" }

    /// One canonical JSON object and a line feed.
    var json: [UInt8] {
        let shares = explained.shares.map { share in
            JSONValue.members([
                "measures": .optional(share.measures), "period": .optional(share.source?.period),
                "received": .optional(share.source?.received), "revision": .optional(share.source?.revision),
                "statement": share.source.map { JSONValue(of: $0.reference) } ?? .null,
                "status": .string(share.status.rawValue), "tenant": .string(share.tenant.text),
                "value": .optional(share.value), "without_amount": .optional(share.withoutAmount),
            ])
        }
        let object = JSONValue.members([
            "contributions": .array(shares), "lower_bound": .boolean(explained.isLowerBound),
            "question": .string(name), "size": .integer(state.size), "value": .optional(explained.total),
            "verdict": .string(export.report.verdict.rawValue),
        ])
        return object.canonicalBytes + [0x0A]
    }
}
