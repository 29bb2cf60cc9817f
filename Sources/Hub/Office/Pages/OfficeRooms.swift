import AccountPages
import Accounts
import Database
import Federation
import HTTP
import Pages
import Service

/// What every room of the office works with.
struct OfficeRooms: Sendable {
    let gate: StaffGate
    let dashboard: Dashboard
    let office: Office
    let store: Store
    let world: World

    var drafts: DraftStore { DraftStore(store: store) }
    var proposals: Proposals { Proposals(store: store) }
    var reminders: ReminderStore { ReminderStore(store: store) }
    var acts: WaitingActs { WaitingActs(store: store, office: office, now: now) }
    var now: Int64 { world.now().seconds }
    var today: CalendarDay { Instant(secondsSince1970: now).day }
    var state: FederationState { office.sequencer.snapshot.state }

    func desk(_ request: Request, _ visitor: Visitor, query: [String] = []) -> Desk {
        Desk(say: dashboard.context(request, query: query), visitor: visitor)
    }

    /// The same desk at the newest log position.
    func renewed(_ desk: Desk) -> Desk {
        let say = desk.say
        return Desk(
            say: PageContext(
                snapshot: office.sequencer.snapshot, site: say.site, language: say.language,
                isLanguageChosen: say.isLanguageChosen, path: say.path, query: say.query, face: say.face),
            visitor: desk.visitor)
    }

    func notFound(_ request: Request) -> Response { dashboard.notFound(request) }

    /// Every address of the office but those of the accounts.
    var routes: [Route] {
        StartDesk(rooms: self).routes + FrameworkDesk(rooms: self).routes + ConsultationDesk(rooms: self).routes
            + MembersDesk(rooms: self).routes + ReportsDesk(rooms: self).routes + ActDesk(rooms: self).routes
            + WitnessesDesk(rooms: self).routes + RedactionDesk(rooms: self).routes + KeysDesk(rooms: self).routes
            + EnterDesk(rooms: self).routes + DeliveriesDesk(rooms: self).routes + NewsDesk(rooms: self).routes
    }
}
