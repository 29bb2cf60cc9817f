import Database
import Pages

/// Ideas to tick in a form, so that nobody has to know their numbers: the most supported of a process, and those chosen
/// already. Others are named by their number, which stands on the page of each for staff.
public enum IdeaChoice {
    private static let most = 30

    /// - Parameters:
    ///   - process: nil offers only what was chosen already.
    ///   - chosen: numbers of those that are or were just chosen, in whatever process.
    public static func options(
        of process: Int64?, chosen: [Int64], _ language: Language, _ connection: borrowing Connection
    ) throws -> [FormField.Option] {
        var ids = chosen
        if let process {
            ids += try connection.query(
                "SELECT contribution FROM idea_listing WHERE process = ? ORDER BY supports DESC, contribution LIMIT ?",
                .integer(process), Value(most)
            ) { try $0.int64(0) }
        }
        var seen: Set<Int64> = []
        return try ids.filter { seen.insert($0).inserted }.compactMap { id in
            guard let idea = try ContributionStore.read(id, connection), idea.visibility == .published else {
                return nil
            }
            let supports = try SupportStore.count(id, connection) + (idea.source?.supports ?? 0)
            let number = Phrase(de: "Nummer \(id)", en: "number \(id)")(language)
            return FormField.Option(
                "\(id)", idea.title,
                hint: supports > 0 ? "\(number) · \(IdeaWords.supports(supports, language))" : number)
        }
    }

    /// What was ticked, followed by the numbers that were typed, each once; nil stands for what is no number.
    public static func numbers(_ input: FormInput, ticked: String, typed: String) -> [(word: String, id: Int64?)] {
        let words = input.all(ticked) + input[typed].split { ", ;\n\t#".contains($0) }.map(String.init)
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }.map { ($0, Int64($0)) }
    }
}
