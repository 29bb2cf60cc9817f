import Pages
import Participation

/// Title, introduction, process and deadline of a document, as they are typed.
enum DocumentHead {
    /// What was typed; what is wrong stands in `input` then.
    static func read(_ input: inout FormInput, present: Document?, processes: [Process]) -> Document {
        var made = present ?? Document(slug: "", title: "")
        made.title = input.line("title", limit: 120, isRequired: true)
        made.introduction = input.text("introduction", limit: Document.introductionLimit)
        made.lastDay = input["last"].isEmpty ? nil : CivilDay(input["last"])
        if !input["last"].isEmpty, made.lastDay == nil {
            input.refuse(
                "last",
                Phrase(
                    de: "Bitte geben Sie den Tag als JJJJ-MM-TT an, zum Beispiel 2026-03-31.",
                    en: "Please give the day as YYYY-MM-DD, for example 2026-03-31."))
        }
        made.process = processes.first { "\($0.id)" == input["process"] }?.id
        if !input["process"].isEmpty, made.process == nil { input.refuse("process", .choiceRequired) }
        made.version = Int64(input["version"]) ?? 0
        return made
    }
}
