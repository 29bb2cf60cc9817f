import Federation
import Pages

/// What was stated last, as an Atom feed.
struct ChangesFeed {
    static let entriesShown = 50

    let say: PageContext
    /// The newest first.
    let entries: [EntryLine]

    var bytes: [UInt8] {
        let words = StatementWords(say)
        let address = say.site.publicAddress
        let name = say.state.founding.map { say($0.value.name) } ?? say.state.origin
        func whole(_ path: String) -> String { address + say.link(path).text }
        return AtomFeed(
            id: "\(address)/feed.atom?lang=\(say.language.rawValue)", title: "\(say(.changesFeedTitle)) – \(name)",
            author: name, own: whole("/feed.atom"), page: whole("/changes"), language: say.language.rawValue,
            begun: say.state.lastReceived.description,
            entries: entries.map { entry in
                let issuer =
                    switch entry.leaf.issuer {
                    case .office: say(.office)
                    case .tenant(let tenant): say.name(tenant)
                    }
                return AtomFeed.Entry(
                    id: "\(address)/log/entries/\(entry.index)?lang=\(say.language.rawValue)",
                    title: "\(issuer): \(words.kind(entry.leaf.kind))", updated: entry.leaf.received.description,
                    text: words.line(entry.statement), link: whole("/log/entries/\(entry.index)"))
            }
        ).bytes
    }
}
