import HTTP
import Pages

/// Stands in for the dashboard until its pages are merged.
struct Site: Sendable {
    let publicAddress: String
    let accent: AccentColour
    let footerLinks: [(label: Phrase, address: String)]
    let license: String
    let version: String
}
struct Dashboard: Sendable {
    init(snapshot: @escaping @Sendable () -> Sequencer.Snapshot, log: LogStore, site: Site) throws {}
    var routes: [Route] { [] }
    func notFound(_ request: Request) -> Response { .text("not found\n", status: 404) }
}
enum ProblemPhrases { static func title(_ code: String) -> Phrase { Phrase(de: code, en: code) } }
