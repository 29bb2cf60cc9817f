import Federation
import Pages

/// How a town's membership came about, what it was merged into, and what was merged into it.
extension TownView {
    /// The member it is part of now, where it no longer stands for itself.
    var successorNotice: HTML {
        guard let stay = model.member.stays.last, let until = stay.until, let successor = stay.successor else {
            return .empty
        }
        let day = DateFormat.date(until.description, say.language)
        return Callout(
            .information,
            [
                .p(
                    .text(Phrase.becamePartOf(facts.name, day, say.language) + " "), say.townLink(successor), .text(".")
                )
            ]
        ).html(say.language)
    }

    /// Every dated change; nothing where there was none since the town joined.
    var historySection: HTML {
        let history = MembershipHistory(say, model.member)
        guard history.lines.count > 1 else { return .empty }
        return .section(.h2(.text(say(.membershipHistory))), history.table)
    }

    /// The series of each member that became part of this one, below its own.
    var predecessorSections: HTML {
        .each(model.predecessors) { predecessor in
            let day = predecessor.member.stays.last?.until.map { DateFormat.date($0.description, say.language) } ?? ""
            let name = say.name(predecessor.member.tenant)
            return .section(
                .heading(
                    .text(Phrase.seriesOfPredecessor(name, say.language)), id: "before-\(predecessor.member.tenant)"),
                .p(
                    .text(Phrase.becamePartOf(name, day, say.language) + " \(facts.name). "),
                    .a(say.link("/towns/\(predecessor.member.tenant)"), .text(say(.ownPage)))),
                predecessor.lines.isEmpty
                    ? .p(.text(say(.nothingEverReported))) : indicatorTable(of: predecessor))
        }
    }
}
