import Database
import Pages

/// What was typed into the three forms of an idea's page: at most one of them comes back filled.
struct TieForms: Sendable {
    let idea: Contribution
    var merge = FormInput()
    var undo = FormInput()
    /// nil shows what is stored.
    var links: FormInput?
    /// What is searched for among the other contributions.
    var query: String?

    private static let mostNumbers = 50

    /// The field of one of several forms on the page.
    static func undoReason(_ merging: Int64) -> String { "undo-reason-\(merging)" }

    var isRefused: Bool { !merge.isAccepted || !undo.isAccepted || links?.isAccepted == false }

    /// The contributions that were ticked, and those typed as numbers.
    static func numbers(_ input: inout FormInput) -> [Int64] {
        let typed = input["numbers"].split { $0 == "," || $0 == ";" || $0 == " " || $0 == "\n" }
        var numbers = input.all("similar").compactMap(Int64.init)
        for word in typed {
            guard let number = Int64(word), number > 0 else {
                let shown = String(word.prefix(20))
                input.refuse(
                    "numbers",
                    Phrase(
                        de: "„\(shown)“ ist keine Nummer. Bitte schreiben Sie Nummern mit Komma dazwischen: 12, 31.",
                        en: "\"\(shown)\" is no number. Please write numbers with commas between them: 12, 31."))
                return []
            }
            numbers.append(number)
        }
        if numbers.isEmpty {
            input.refuse(
                "numbers",
                Phrase(
                    de: "Bitte kreuzen Sie an oder schreiben Sie, welche Beiträge in diesem aufgehen.",
                    en: "Please tick or write which contributions are to stand in this one."))
        }
        if numbers.count > mostNumbers {
            input.refuse(
                "numbers",
                Phrase(
                    de: "Das sind \(numbers.count) Beiträge. Höchstens \(mostNumbers) auf einmal sind möglich.",
                    en: "These are \(numbers.count) contributions. At most \(mostNumbers) at once are possible."))
        }
        return numbers
    }

    /// Names the links as they are, so that two people at once do not undo each other's.
    static func seen(_ idea: Int64, _ connection: borrowing Connection) throws -> String {
        let pilots = try LineageStore.pilots(of: idea, connection).map { "\($0)" }
        let measures = try LineageStore.measures(of: idea, connection).map(\.id)
        return (pilots + ["/"] + measures).joined(separator: " ")
    }

    /// Contributions of the same process that the public search finds for the words, and which could stand in this one.
    static func matches(
        _ words: String, _ idea: Contribution, limit: Int, _ connection: borrowing Connection
    ) throws -> [Contribution] {
        let filter = IdeaFilter(process: idea.process, words: String(words.prefix(200)), sort: .fitting)
        // One more, for the idea itself.
        return try IdeaHits.slice(filter, after: nil, limit: limit + 1, connection).ids.filter { $0 != idea.id }
            .prefix(limit).compactMap { try ContributionStore.read($0, connection) }
    }
}
