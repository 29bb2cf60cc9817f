import AccountPages
import Accounts
import Federation
import HTTP
import Pages
import Service

/// The staff pages of the strategy: what there is, one page a measure, a form for each part, versions, publishing.
struct StrategyPages: Sendable {
    let node: Node
    let gate: StaffGate
    /// The ideas and pilots that a measure goes back to; participation knows them, the strategy does not.
    let origins: @Sendable (Code, Pages.Language) throws -> HTML

    var routes: [Route] {
        [
            gate.get("/strategy", for: .reader) { try overview($0, $2) },
            gate.get("/strategy/measures", for: .reader) { try measureList($0, $2) },
            gate.get("/strategy/measures/new", for: .author) { try newForm(.measure, FormInput(), $0, $2) },
            gate.post("/strategy/measures/new", for: .author) { try create(.measure, $0, $2, $3) },
            gate.get("/strategy/measures/:id", for: .reader) { try measure($0, $1, $2) },
            gate.get("/strategy/fields/new", for: .author) { try newForm(.field, FormInput(), $0, $2) },
            gate.post("/strategy/fields/new", for: .author) { try create(.field, $0, $2, $3) },
            gate.get("/strategy/goals/new", for: .author) { try newForm(.goal, FormInput(), $0, $2) },
            gate.post("/strategy/goals/new", for: .author) { try create(.goal, $0, $2, $3) },
            gate.get("/strategy/edit/:thing*", for: .author) { try form($0, $1, $2) },
            gate.post("/strategy/edit/:thing*", for: .author) { try save($0, $1, $2, $3) },
            gate.post("/strategy/undo/:thing*", for: .author) { try undo($0, $1, $2, $3) },
            gate.get("/strategy/history/:thing*", for: .reader) { try history($0, $1, $2) },
            gate.get("/strategy/kept/:id", for: .author) { try keptText($0, $1, $2) },
            gate.post("/strategy/kept/:id", for: .author) { request, parameters, visitor, _ in
                try dropKept(request, parameters, visitor)
            },
            gate.get("/strategy/delete/:kind/:id", for: .author) { try deletion($0, $1, $2) },
            gate.post("/strategy/delete/:kind/:id", for: .author) { try delete($0, $1, $2, $3) },
            gate.get("/strategy/deleted", for: .author) { try removed($0, $2) },
            gate.post("/strategy/deleted/:id", for: .author) { request, parameters, visitor, _ in
                try restore(request, parameters, visitor)
            },
        ] + versionRoutes
    }

    // MARK: What every page needs

    func language(_ request: Request) -> Pages.Language { gate.site.language(request) }

    func editor(_ visitor: Visitor) -> StrategyEditor {
        StrategyEditor(node: node, editor: Editor(visitor.account))
    }

    func draft() throws -> StrategyDraft { try node.store.read { connection in try StrategyStore.read(connection) } }

    func link(_ path: String, _ language: Pages.Language, _ query: [QueryItem] = []) -> Address {
        gate.site.link("/strategy" + path, language, query)
    }

    func respond(_ page: StaffPage, _ request: Request, _ visitor: Visitor) -> Response {
        gate.site.response(page, request, visitor)
    }

    func redirect(_ path: String, _ request: Request, _ query: [QueryItem] = []) -> Response {
        gate.site.redirect("/strategy" + path, request, query)
    }

    func notFound(_ request: Request, _ visitor: Visitor) -> Response {
        let language = language(request)
        return respond(
            StaffPage(
                title: Phrase.notFoundTitle(language), lead: .text(Phrase.notFound(language)),
                body: [.p(.a(link("", language), .text(StrategyWords.strategy(language))))], status: 404), request,
            visitor)
    }

    /// Why something was not done, as a page with a way back.
    func refusal(_ wording: Wording, back: Address, _ request: Request, _ visitor: Visitor) -> Response {
        let language = language(request)
        return respond(
            StaffPage(
                title: Phrase(de: "Das geht so nicht", en: "This cannot be done this way")(language),
                lead: .text(language == .german ? wording.de : wording.en),
                body: [.p(.buttonLink(back, Phrase.back(language)))], status: 409, hasErrors: true), request, visitor)
    }

    /// Where a thing is shown.
    func place(of thing: StrategyThing) -> String {
        switch thing {
        case .head, .field, .goal: ""
        case .measure(let id, _): "/measures/\(id)"
        }
    }

    /// Runs what may be refused by a rule of the domain.
    func guarded(
        _ request: Request, _ visitor: Visitor, back: Address, _ body: () throws -> Response
    ) throws -> Response {
        do {
            return try body()
        } catch let error as NodeError {
            return refusal(error.wording, back: back, request, visitor)
        } catch let refused as AccountRefusal {
            return refusal(Wording(de: refused.de, en: refused.en), back: back, request, visitor)
        }
    }
}
