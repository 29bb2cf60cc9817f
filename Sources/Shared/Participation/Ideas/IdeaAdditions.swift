import Database
import Pages
import PublicForms

/// What other rooms add to the public page of an idea. This is the one place for it: merging, lineage, prioritising.
enum IdeaAdditions {
    /// Beside the number of supports, such as how many of them come from merged ideas.
    static func supportNote(
        _ idea: Contribution, _ turn: PublicTurn, _ connection: borrowing Connection
    ) throws -> HTML {
        .empty
    }

    /// Between the idea's text and its history, such as what it was merged with and what it led to.
    static func sections(
        _ idea: Contribution, _ turn: PublicTurn, _ connection: borrowing Connection
    ) throws -> [HTML] {
        []
    }
}
