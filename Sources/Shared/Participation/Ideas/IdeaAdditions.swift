import Database
import Pages
import PublicForms

/// What other rooms add to the public page of an idea. This is the one place for it: merging, lineage, prioritising.
enum IdeaAdditions {
    /// Beside the number of supports, such as how many of them come from merged ideas.
    static func supportNote(
        _ idea: Contribution, _ turn: PublicTurn, _ connection: borrowing Connection
    ) throws -> HTML {
        try IdeaLineage.supportNote(idea, turn.language, connection)
    }

    /// Between the idea's text and its history, such as what it was merged with and what it led to.
    static func sections(
        _ idea: Contribution, _ strategy: TownStrategy, _ turn: PublicTurn, _ connection: borrowing Connection
    ) throws -> [HTML] {
        let uses = try ContributionUses.all(of: idea.id, connection)
        return try IdeaLineage.sections(idea, strategy, turn.language, connection) + [
            .when(
                !uses.isEmpty,
                .section(
                    .h2(.text(turn.say("Worin sie vorkommt", "Where it appears"))),
                    .ul(
                        uses.map { use in
                            .li(
                                .a(
                                    turn.link(use.path, [], fragment: use.fragment.isEmpty ? nil : use.fragment),
                                    .text(use.title)))
                        }))),
            .p(
                .a(
                    FollowPages.link(.contribution(idea.id), turn),
                    .text(turn.say("Verfolgen, was daraus wird", "Follow what becomes of it")))),
        ]
    }
}
