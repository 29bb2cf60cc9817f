extension NodeError {
    static let noTitle = NodeError(
        .incomplete, de: "Die Strategie hat noch keinen Titel. Bitte tragen Sie zuerst Titel und Vision ein.",
        en: "The strategy has no title yet. Please enter title and vision first.")
    static let noFramework = NodeError(
        .notFound, de: "Im Verbund gibt es noch keine Rahmenstrategie, auf die sich die Zuordnungen beziehen.",
        en: "There is no framework in the federation yet that the mappings could mean.")
    static let decisionInFuture = NodeError(
        .usage, de: "Das Datum des Beschlusses liegt in der Zukunft oder fehlt.",
        en: "The date of the decision lies in the future or is missing.")
    static let proposalAnswered = NodeError(
        .alreadyThere, de: "Darüber ist schon entschieden, oder es wurde inzwischen etwas Neues vorgelegt.",
        en: "This has been decided already, or something newer has been put forward meanwhile.")
    static let changedSince = NodeError(
        .changed,
        de:
            "Seit der Vorlage hat sich etwas geändert. Bitte lassen Sie den heutigen Stand neu vorlegen und sehen Sie ihn an.",
        en:
            "Something has changed since it was put forward. Please have the present state put forward anew and look at it."
    )
    static let reasonMissing = NodeError(
        .usage, de: "Bitte schreiben Sie, warum die Vorlage zurückgeht.", en: "Please write why it is given back.")
}
