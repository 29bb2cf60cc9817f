import Differences
import Federation
import Pages

/// What differs between two versions of the framework, passage by passage and word by word.
struct FrameworkDifferenceView {
    let difference: FrameworkDifference
    let language: Pages.Language

    func html() -> HTML {
        guard !difference.isEmpty else {
            return .p(.text(Phrase(de: "Beide Texte sind gleich.", en: "Both texts are the same.")(language)))
        }
        return .each(difference.changes) { change in
            let word =
                switch change.kind {
                case .added: Phrase(de: "neu", en: "new")
                case .changed: Phrase(de: "geändert", en: "changed")
                case .removed: Phrase(de: "entfallen", en: "dropped")
                }
            let lines = change.lines.map { line -> (term: String, content: HTML) in
                (
                    line.label.text(language),
                    .each(TextDifference(from: line.old.text(language), to: line.new.text(language)).runs) { run in
                        switch run.kind {
                        case .equal: .text(run.text)
                        case .added: .element(.ins, [], [.text(run.text)])
                        case .removed: .element(.del, [], [.text(run.text)])
                        }
                    }
                )
            }
            return .section(
                .h3(.text("\(change.name.text(language)) "), .span(.text("(\(word(language)))"), class: "muted")),
                lines.isEmpty ? .empty : DefinitionList(lines).html())
        }
    }
}
