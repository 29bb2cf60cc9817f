import Face
import Federation
import HTTP
import Pages
import Service

/// The public pages of the hub, in German and English, and the same as JSON and CSV.
///
/// Everything is derived from one snapshot of the log and kept until the log grows.
struct Dashboard: Sendable {
    let snapshot: @Sendable () -> Sequencer.Snapshot
    let log: LogStore
    private let settledSite: Site
    /// With the licence that the office has set in the browser, if it has.
    var site: Site { settledSite.licensed(face?.face.licence ?? "") }
    let cache: PageCache
    /// What the office has set in the browser; without it the settings of the file hold.
    let face: FaceDesk?
    /// Who watches the log; nil where pages are drawn without a hub that runs.
    let witnesses: WitnessDesk?
    private let region = SharedRegion()
    let pastLog: PastLog

    init(
        snapshot: @escaping @Sendable () -> Sequencer.Snapshot, log: LogStore, site: Site, face: FaceDesk? = nil,
        witnesses: WitnessDesk? = nil
    ) {
        self.snapshot = snapshot
        self.log = log
        settledSite = site
        self.face = face
        self.witnesses = witnesses
        cache = PageCache(fingerprint: site.fingerprint)
        pastLog = PastLog(log)
    }

    var routes: [Route] { pageRoutes + figureRoutes + interfaceRoutes + textRoutes + assetRoutes }

    /// Works out the region in the background, so that the first reader does not find everything still to be done: with
    /// thousands of towns that takes seconds. Whoever asks in the meantime waits for what is being worked out already.
    func prepare(_ world: World) throws {
        try Thread.spawn(name: "region") { [snapshot, region] in
            let began = world.monotonic()
            let size = region.model(snapshot().state).size
            world.log.info(
                "region.ready", .number("size", size),
                .duration("duration", .nanoseconds(Int64(clamping: world.monotonic() - began))))
        }
    }

    /// The log size that pages about the region are ready for; 0 until they are.
    var regionSize: Int64 { region.readySize }

    /// The state's overview, computed once a log size.
    func regionModel(_ state: FederationState) -> RegionModel { region.model(state) }

    /// The overview of the position that a page is about.
    func regionModel(_ context: PageContext) -> RegionModel {
        context.past?.region ?? region.model(context.snapshot.state)
    }

    func context(_ request: Request, query names: [String] = []) -> PageContext {
        let chosen = request.queryValue("lang").flatMap(Pages.Language.init(rawValue:))
        let preferred = Pages.Language(rawValue: request.preferredLanguage(among: ["de", "en"]))
        let face = face?.face
        return PageContext(
            snapshot: snapshot(), site: settledSite.licensed(face?.licence ?? ""),
            language: chosen ?? preferred ?? .german,
            isLanguageChosen: chosen != nil, path: request.path,
            query: request.query.filter { names.contains($0.name) }.map { QueryItem($0.name, $0.value) },
            face: face,
            stop: witnesses?.historyStop)
    }
}
