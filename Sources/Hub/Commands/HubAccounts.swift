import AccountPages
import Accounts
import Database
import Service

/// `accounts …` and `journal`: the accounts of the office.
enum HubAccounts {
    static let commands = AccountCommands(open: { invocation in
        let settings = try HubSettings(invocation)
        guard try HubStore.exists(settings) else { throw HubStore.missing(settings) }
        let world = World.live(logFormat: settings.logFormat, logLevel: max(settings.logLevel, .warning))
        // Beside a running hub: accounts are guarded by the database's own locks, the log by the lock file.
        let store = Store(
            path: settings.databasePath, application: Migrations.application, migrations: Migrations.all)
        try store.open()
        return AccountCommands.Opened(
            desk: try AccountDesk(store: store, now: { world.now().seconds }, monotonic: world.monotonic),
            publicAddress: settings.staffPublicAddress, prefix: OfficePages.prefix)
    }).all
}
