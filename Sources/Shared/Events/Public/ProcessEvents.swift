import Database
import Pages
import Participation

/// The events of a process, as its page lists them.
public enum ProcessEvents {
    public static func section(
        _ process: Process, _ language: Language, _ connection: borrowing Connection
    ) throws -> HTML {
        let events = try EventStore.all(connection).filter { $0.isPublished && $0.process == process.id }
        guard !events.isEmpty else { return .empty }
        let query = [QueryItem("lang", language.rawValue)]
        return .section(
            .h2(.text(EventWords.events(language))),
            .ul(
                events.map { event in
                    let path = "\(EventsRoom.path)/\(event.slug)"
                    return .li(
                        .a(Address(path: path, query: query), .text(event.title)), .text(", \(event.days(language))"),
                        .when(
                            event.documentation.isPublished,
                            [
                                .text(": "),
                                .a(
                                    Address(path: path + "/documentation", query: query),
                                    .text(EventWords.documentation(language)), .hidden(": \(event.title)")),
                            ]))
                }))
    }
}
