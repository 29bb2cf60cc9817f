import Database
import Pages
import Participation

/// The texts of a process that many write together, as its page lists them.
public enum ProcessDocuments {
    public static func section(
        _ process: Process, _ language: Language, _ connection: borrowing Connection
    ) throws -> HTML {
        let documents = try DocumentStore.all(connection).filter { $0.process == process.id }
            .compactMap { document in
                try VersionStore.heads(of: document.id, connection).last.map { (document, $0) }
            }
        guard !documents.isEmpty else { return .empty }
        return .section(
            .h2(.text(Phrase(de: "Texte, die gemeinsam entstehen", en: "Texts written together")(language))),
            .ul(
                documents.map { document, version in
                    .li(
                        .a(
                            Address(
                                path: "\(DraftingRooms.path)/\(document.slug)",
                                query: [QueryItem("lang", language.rawValue)]), .text(version.title)),
                        .text(", \(DraftingViews.version(version, language))"))
                }))
    }
}
