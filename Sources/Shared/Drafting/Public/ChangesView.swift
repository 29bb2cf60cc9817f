import Pages
import Participation
import PublicForms

/// Draws what differs between two versions, paragraph by paragraph and word by word.
struct ChangesView {
    let document: Document
    let old: DocumentVersion
    let new: DocumentVersion
    let heads: [DocumentVersion]
    let turn: PublicTurn

    private var path: String { "\(DraftingRooms.path)/\(document.slug)" }

    func page() -> PublicPage {
        let difference = VersionDifference(from: old, to: new)
        let (added, changed, removed) = difference.counts
        let lead =
            difference.isEmpty
            ? turn.say("Beide Fassungen sind gleich.", "Both versions are the same.")
            : turn.say(
                "\(added == 1 ? "Ein Absatz ist" : "\(added) Absätze sind") neu, \(changed) geändert, \(removed) entfallen.",
                "\(added == 1 ? "One paragraph is" : "\(added) paragraphs are") new, \(changed) changed, "
                    + "\(removed) dropped.")
        return PublicPage(
            title: turn.say(
                "Was ist in Fassung \(new.number) anders als in Fassung \(old.number)?",
                "What differs between version \(new.number) and version \(old.number)?"),
            lead: .text(lead),
            body: [
                .when(
                    !difference.isEmpty,
                    .p(
                        .element(.ins, [], [.text(turn.say("hinzugekommen", "added"))]), .text(" · "),
                        .element(.del, [], [.text(turn.say("entfallen", "dropped"))]), class: "muted")),
                .when(difference.title) { title in
                    .section(.h2(.text(turn.say("Titel", "Title"))), DraftingViews.difference(title.old, title.new))
                },
                .when(difference.introduction) { texts in
                    .section(
                        .h2(.text(turn.say("Einleitung", "Introduction"))),
                        DraftingViews.difference(texts.old, texts.new))
                },
            ] + difference.parts.map(part) + [others],
            breadcrumb: [
                PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
                PageFrame.Link(turn(.documents), turn.link(DraftingRooms.path)),
                PageFrame.Link(new.title, turn.link(path)),
            ])
    }

    private func part(_ part: VersionDifference.Part) -> HTML {
        let title = part.newTitle.isEmpty ? part.oldTitle : part.newTitle
        let word =
            switch part.kind {
            case .same: turn.say("unverändert", "unchanged")
            case .changed: turn.say("geändert", "changed")
            case .added: turn.say("neu", "new")
            case .removed: turn.say("entfallen", "dropped")
            }
        return .section(
            .h2(.text("\(title) "), .span(.text("(\(word))"), class: "muted")),
            .when(
                part.kind == .changed && part.oldTitle != part.newTitle,
                DraftingViews.difference(part.oldTitle, part.newTitle)),
            .when(part.kind != .same, .each(runs(part.passages)) { passage($0) }))
    }

    /// A passage that differs, or how many in a row do not.
    private enum Run {
        case differs(VersionDifference.Passage)
        case same(Int)
    }

    private func runs(_ passages: [VersionDifference.Passage]) -> [Run] {
        var runs: [Run] = []
        for passage in passages {
            guard passage.kind == .same, !passage.isMoved else {
                runs.append(.differs(passage))
                continue
            }
            if case .same(let count) = runs.last {
                runs[runs.count - 1] = .same(count + 1)
            } else {
                runs.append(.same(1))
            }
        }
        return runs
    }

    private func passage(_ run: Run) -> HTML {
        switch run {
        case .same(let count):
            return .p(
                .text(
                    count == 1
                        ? turn.say("1 Absatz ist unverändert.", "1 paragraph is unchanged.")
                        : turn.say("\(count) Absätze sind unverändert.", "\(count) paragraphs are unchanged.")),
                class: "muted")
        case .differs(let passage):
            let (shape, word): (StatusBadge.Shape, String) =
                switch passage.kind {
                case .added: (.attention, turn.say("neuer Absatz", "new paragraph"))
                case .removed: (.stopped, turn.say("Absatz entfallen", "paragraph dropped"))
                case .changed:
                    (
                        .half,
                        passage.isMoved
                            ? turn.say("Absatz verschoben und geändert", "paragraph moved and changed")
                            : turn.say("Absatz geändert", "paragraph changed")
                    )
                case .same: (.half, turn.say("Absatz verschoben", "paragraph moved"))
                }
            let numbers = [old.place(of: passage.key), new.place(of: passage.key)].map { $0.map { "\($0)" } ?? "–" }
            return .element(
                .div, [.class("passage")],
                [
                    .p(
                        StatusBadge(shape, word).html(),
                        .span(.text(" \(numbers[0]) → \(numbers[1])"), class: "muted")),
                    DraftingViews.difference(passage.old, passage.new),
                ])
        }
    }

    private var others: HTML {
        let rest = heads.filter { $0.number < new.number && $0.number != old.number }
        return .when(
            !rest.isEmpty,
            .section(
                .h2(.text(turn.say("Andere Vergleiche", "Other comparisons"))),
                .ul(
                    rest.reversed().map { head in
                        .li(
                            .a(
                                turn.link(
                                    path + "/versions/\(new.number)/changes", [QueryItem("from", "\(head.number)")]),
                                .text(
                                    turn.say(
                                        "gegenüber Fassung \(head.number)", "against version \(head.number)"))))
                    })))
    }
}
