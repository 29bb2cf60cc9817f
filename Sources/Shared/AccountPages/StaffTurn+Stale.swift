import Pages

extension StaffTurn {
    /// Said above a form where somebody else has saved since it was opened; what was typed stands in the form.
    ///
    /// - Parameters:
    ///   - now: what is stored by now, in a sentence.
    ///   - seen: where that can be looked at.
    public func savedMeanwhile(now: Phrase? = nil, seen: Address? = nil) -> HTML {
        let standing = now.map { self($0) + " " } ?? ""
        return Callout(
            .error, title: say("Jemand anderes hat inzwischen gespeichert", "Somebody else has saved meanwhile"),
            [
                .p(
                    .text(
                        standing
                            + say(
                                "Ihre Eingaben stehen unten. Speichern Sie noch einmal, wenn Ihre gelten sollen.",
                                "Your entries stand below. Save again if yours are to count.")),
                    .when(seen) {
                        [.text(" "), .a($0, .text(say("Den anderen Stand ansehen", "See the other state")))]
                    })
            ]
        ).html(language)
    }
}
