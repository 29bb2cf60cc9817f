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
    private let rooms: OfficeRooms

    init(
        dashboard: Dashboard, office: Office, store: Store, world: World, publicAddress: String,
        passwordCost: ScryptCost = .standard, policy: AccountPolicy = AccountPolicy()
    ) throws {
        let desk = try AccountDesk(
            store: store, now: { world.now().seconds }, monotonic: world.monotonic, cost: passwordCost,
            policy: policy)
        face = dashboard.face
        gate = try StaffGate(
            site: StaffSite(
                prefix: Self.prefix, desk: desk, log: world.log, publicAddress: { publicAddress },
                actWords: { Phrase.officeActs[$0] }, detailWords: JournalWords.detail,
                language: { dashboard.context($0).language },
                frame: { request, language, visitor in
                    Self.frame(dashboard.context(request), request, language, visitor)
                }))
        rooms = OfficeRooms(gate: gate, dashboard: dashboard, office: office, store: store, world: world)
    }

    /// The whole URL table of the office.
    var routes: [Route] {
        gate.routes + rooms.routes + (face.map { FaceEditing(desk: $0, gate: gate).routes } ?? [])
    }

    /// Where the first account is made; nil once there is one.
    func firstAdminLink() throws -> String? { try gate.site.desk.firstAdminLink().map { gate.site.address(of: $0) } }

    /// The frame of the account pages: the same way around as in every room of the office.
    private static func frame(
        _ say: PageContext, _ request: Request, _ language: Pages.Language, _ visitor: Visitor?
    ) -> PageFrame {
        var frame = OfficeSection.frame(say, visitor)
        frame.query = request.query.map { QueryItem($0.name, $0.value) }
        frame.breadcrumb = [PageFrame.Link(say(.officeStart), say.link(prefix))]
        // The room in which the page lies, if it lies in one.
        let room = OfficeSection.allCases.first { request.path.hasPrefix($0.rawValue + "/") && $0 != .start }
        if let room, visitor?.has(room.role) == true {
            frame.breadcrumb.append(PageFrame.Link(say(room.label), say.link(room.rawValue)))
            frame.currentNavigation = say.link(room.rawValue)
        }
        return frame
    }
}
