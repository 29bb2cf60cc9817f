import Accounts
import Database
import Pages
import Participation

/// Conversations that multipliers have held: what was said are contributions.
public enum ConversationFiling {
    private static let members = ["id", "process", "day", "place", "people", "group", "recorder", "said"]

    public static func take(_ place: FilePlace, _ filing: Filing, _ connection: borrowing Connection) throws {
        guard place.hasOnly(members), let key = place["id"].identifier() else { return }
        let said = place["said"].list(most: Conversation.mostNotes)
        for note in said { _ = note.hasOnly(["id", "text", "theme"] + ContributionFiling.life) }
        let name = "file \(filing.file) \(key)"
        let id = try filing.take(.conversation, key, at: place, without: ["said"], connection) { connection in
            guard let process = try filing.process(place["process"], connection),
                let conversation = read(place, said, process, filing)
            else { return nil }
            try ConversationStore.insert(conversation, form: name, at: conversation.day.start + 17 * 3600, connection)
            try Journal.record(
                "participation.conversation", object: process.slug, detail: conversation.recorder, by: nil,
                at: filing.now, connection)
            return try connection.first("SELECT id FROM conversation WHERE form = ?", .text(name)) { try $0.int64(0) }
        }
        guard id != nil else { return }
        for (number, note) in said.enumerated() {
            try self.note(note, "\(name)-\(number)", filing, connection)
        }
    }

    private static func read(
        _ place: FilePlace, _ said: [FilePlace], _ process: Process, _ filing: Filing
    ) -> Conversation? {
        var form = FiledForm(place)
        for name in ["day", "place", "people", "group", "recorder"] { form.put(name, place[name]) }
        if !place["group"].isMissing { _ = place["group"].word(Group?.none) }
        for note in said where note["text"].text().contains("\n") || note["text"].text().isEmpty {
            note["text"].refuse(note["text"].text().isEmpty ? .textRequired : .oneLineOnly)
        }
        form.put("notes", said.map { $0["text"].text() }.joined(separator: "\n"), at: place["said"])
        var input = form.input
        let conversation = ConversationPages.conversation(&input, process, latest: filing.today)
        return form.report(input) ? conversation : nil
    }

    /// What was said was stored with the conversation; here it gets its theme and what became of it.
    private static func note(
        _ place: FilePlace, _ form: String, _ filing: Filing, _ connection: borrowing Connection
    ) throws {
        guard let key = place["id"].identifier() else { return }
        let left = Set(ContributionFiling.life)
        let id = try filing.take(.contribution, key, at: place, without: left, connection) { connection in
            guard
                let id = try connection.first(
                    "SELECT id FROM contribution WHERE form = ?", .text(form), row: { try $0.int64(0) })
            else {
                place.refuse(
                    Phrase(
                        de: "Dieses Gespräch wurde schon ohne diesen Satz übernommen. Bitte legen Sie ein neues an.",
                        en: "This conversation was taken in without this sentence. Please add a new one."))
                return nil
            }
            return try ContributionFiling.setTopic(place["theme"], of: id, filing, connection) ? id : nil
        }
        if let id { try ContributionFiling.live(id, key, place, filing, connection) }
    }
}
