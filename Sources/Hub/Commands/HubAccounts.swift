import AccountPages
import Accounts
import Database
import Face
import Service

/// `accounts …`, `journal` and `face …`: what the office keeps beside the log.
enum HubAccounts {
    static let commands =
        AccountCommands(open: { invocation in
            let (settings, world, store) = try open(invocation)
            return AccountCommands.Opened(
                desk: try AccountDesk(
                    store: store, now: { world.now().seconds }, monotonic: world.monotonic, policy: settings.accounts),
                publicAddress: settings.staffPublicAddress, prefix: OfficePages.prefix)
        }).all
        + FaceCommands(open: { invocation in
            let (settings, world, store) = try open(invocation)
            return FaceDesk(store: store, world: world, standard: settings.face, publishesData: true)
        }).all

    /// Beside a running hub: what is not the log is guarded by the database's own locks, the log by the lock file.
    private static func open(_ invocation: Invocation) throws -> (HubSettings, World, Store) {
        let settings = try HubSettings(invocation)
        guard try HubStore.exists(settings) else { throw HubStore.missing(settings) }
        let world = World.live(logFormat: settings.logFormat, logLevel: max(settings.logLevel, .warning))
        let store = Store(
            path: settings.databasePath, application: Migrations.application, migrations: Migrations.all)
        try store.open()
        return (settings, world, store)
    }
}
