import AccountPages
import Accounts
import Crypto
import Database
import Face
import HTTP
import Pages
import Service

/// The pages of the office's staff, below `/office`.
struct OfficePages: Sendable {
    static let prefix = "/office"

    let gate: StaffGate
    /// nil where the pages are drawn without a database, as in a gallery.
    let face: FaceDesk?

    init(
        dashboard: Dashboard, store: Store, world: World, publicAddress: String, passwordCost: ScryptCost = .standard
    ) throws {
        let desk = try AccountDesk(
            store: store, now: { world.now().seconds }, monotonic: world.monotonic, cost: passwordCost)
        face = dashboard.face
        gate = try StaffGate(
            site: StaffSite(
                prefix: Self.prefix, desk: desk, log: world.log, publicAddress: { publicAddress },
                language: { dashboard.context($0).language },
                frame: { request, language, visitor in
                    Self.frame(dashboard.context(request), request, language, visitor)
                }))
    }

    /// The whole URL table of the office.
    var routes: [Route] {
        gate.routes + [
            gate.get("", for: .reader) { request, _, visitor in
                gate.site.response(start(gate.site.language(request)), request, visitor)
            }
        ] + (face.map { FaceEditing(desk: $0, gate: gate).routes } ?? [])
    }

    /// Where the first account is made; nil once there is one.
    func firstAdminLink() throws -> String? { try gate.site.desk.firstAdminLink().map { gate.site.address(of: $0) } }

    private func start(_ language: Pages.Language) -> StaffPage {
        return StaffPage(
            title: Phrase(de: "Geschäftsstelle", en: "Office")(language),
            lead: .text(
                Phrase(
                    de: "Was die Geschäftsstelle für den Verbund tut.", en: "What the office does for the federation.")(
                        language)),
            body: [])
    }

    /// The dashboard's name, notice and footer, with the office's navigation.
    private static func frame(
        _ context: PageContext, _ request: Request, _ language: Pages.Language, _ visitor: Visitor?
    ) -> PageFrame {
        var frame = context.page(.region, title: "", body: []).frame
        let query = [QueryItem("lang", language.rawValue)]
        frame.query = request.query.map { QueryItem($0.name, $0.value) }
        frame.home = Address(path: prefix, query: query)
        frame.breadcrumb = []
        var items = [(Phrase(de: "Geschäftsstelle", en: "Office"), prefix)]
        if visitor != nil { items.append((Phrase(de: "Auftritt", en: "Appearance"), "\(prefix)/face")) }
        if visitor?.has(.admin) == true {
            items.append((Phrase(de: "Konten", en: "Accounts"), "\(prefix)/accounts"))
        }
        items.append((Phrase(de: "Zur öffentlichen Seite", en: "To the public site"), "/"))
        frame.navigation = items.map { PageFrame.Link($0.0(language), Address(path: $0.1, query: query)) }
        frame.currentNavigation = Address(path: request.path, query: query)
        return frame
    }
}
