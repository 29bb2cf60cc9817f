import Differences
import Pages
import Participation
import Service

extension Remark.Kind {
    var word: Phrase {
        switch self {
        case .comment: Phrase(de: "Anmerkung", en: "Remark")
        case .wording: Phrase(de: "Vorschlag zum Wortlaut", en: "Suggested wording")
        }
    }
}

extension Remark.Answer.Verdict {
    var word: Phrase {
        switch self {
        case .taken: Phrase(de: "übernommen", en: "taken over")
        case .partly: Phrase(de: "teilweise übernommen", en: "taken over in part")
        case .declined: Phrase(de: "nicht übernommen", en: "not taken over")
        }
    }

    var badge: StatusBadge.Shape {
        switch self {
        case .taken: .done
        case .partly: .half
        case .declined: .stopped
        }
    }
}

extension RemarkStore.Choice {
    var word: Phrase {
        switch self {
        case .waiting: Phrase(de: "noch nicht freigegeben", en: "not released yet")
        case .open: Phrase(de: "noch nicht beantwortet", en: "not answered yet")
        case .answered: Phrase(de: "beantwortet", en: "answered")
        case .hidden: Phrase(de: "nicht veröffentlicht", en: "not published")
        case .all: Phrase(de: "alle", en: "all")
        }
    }
}

extension Phrase {
    static let documents = Phrase(de: "Texte gemeinsam schreiben", en: "Writing texts together")
    static let documentExample = Phrase(
        de: "Beispiel: Dieser Text und die Anmerkungen dazu wurden für die Vorführung geschrieben.",
        en: "Example: this text and the remarks on it were written for the demonstration.")
}

/// Drawing that public and staff pages share.
enum DraftingViews {
    /// Both wordings as one text: what went is struck out, what came is underlined; both are read aloud as such.
    static func difference(_ old: String, _ new: String) -> HTML {
        .element(
            .div, [.class("difference")],
            TextDifference(from: old, to: new).runs.map { run in
                switch run.kind {
                case .equal: .text(run.text)
                case .removed: .element(.del, [], [.text(run.text)])
                case .added: .element(.ins, [], [.text(run.text)])
                }
            })
    }

    /// A paragraph as it is read; nothing in it is markup.
    static func paragraph(_ text: String) -> HTML {
        .element(.div, [.class("flow")], PlainText(text, headingLevel: 4).html())
    }

    /// The day of a moment, as people in Germany count it.
    static func day(_ seconds: Int64, _ language: Pages.Language) -> String {
        DateFormat.date("\(civilDay(seconds))", language)
    }

    static func civilDay(_ seconds: Int64) -> CivilDay {
        CivilDay(inGermanyAt: Timestamp(seconds: seconds) ?? .latest)
    }

    static func version(_ version: DocumentVersion, _ language: Pages.Language) -> String {
        let phrase =
            version.isFinal
            ? Phrase(
                de: "Fassung \(version.number) vom \(day(version.at, .german)), endgültig",
                en: "Version \(version.number) of \(day(version.at, .english)), final")
            : Phrase(
                de: "Fassung \(version.number) vom \(day(version.at, .german)), Entwurf",
                en: "Version \(version.number) of \(day(version.at, .english)), draft")
        return phrase(language)
    }

    /// Where a remark belongs: the paragraph as the version numbered it that it is about.
    static func place(_ remark: Remark, _ versions: [Int64: DocumentVersion], _ language: Pages.Language) -> String {
        guard let key = remark.paragraph else { return Phrase(de: "zum Ganzen", en: "on the whole")(language) }
        let place = versions[remark.number]?.place(of: key).map { "\($0)" } ?? "?"
        return Phrase(de: "Absatz \(place)", en: "paragraph \(place)")(language)
    }

    /// What was said, with a suggested wording as a difference to the paragraph it is about.
    static func said(_ remark: Remark, _ versions: [Int64: DocumentVersion], _ language: Pages.Language) -> HTML {
        let present = remark.paragraph.flatMap { versions[remark.number]?.paragraph($0)?.text } ?? ""
        return [
            .when(!remark.text.isEmpty, .element(.div, [.class("lines")], [.text(remark.text)])),
            .when(
                !remark.wording.isEmpty,
                [
                    .p(.text(Remark.Kind.wording.word(language) + ":"), class: "label"),
                    difference(present, remark.wording),
                ]),
        ]
    }

    /// The answer, or that there is none yet.
    static func answer(_ remark: Remark, takenIn number: Int64?, _ language: Pages.Language) -> HTML {
        guard let answer = remark.answer else {
            return StatusBadge(.open, RemarkStore.Choice.open.word(language)).html()
        }
        let by = Phrase(
            de: "\(answer.office), \(day(answer.at, .german))", en: "\(answer.office), \(day(answer.at, .english))")
        let taken = number.map { number in
            Phrase(de: "; in Fassung \(number) eingearbeitet", en: "; worked into version \(number)")(language)
        }
        return [
            .p(StatusBadge(answer.verdict.badge, answer.verdict.word(language)).html()),
            .element(.div, [.class("lines")], [.text(answer.reason)]),
            .p(.text(by(language) + (answer.verdict == .declined ? "" : taken ?? "")), class: "muted"),
        ]
    }

    /// The first version that was published after a remark was answered.
    static func takenIn(_ remark: Remark, _ heads: [DocumentVersion]) -> Int64? {
        guard let answer = remark.answer, answer.verdict != .declined else { return nil }
        return heads.first { $0.number > remark.number && $0.at >= answer.at }?.number
    }
}
