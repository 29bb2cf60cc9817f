import Crypto
import Database
import Federation
import Ledger
import Service

/// Opens what a hub keeps on disk.
struct HubStore: Sendable {
    let store: Store
    let log: LogStore
    let invitations: Invitations

    /// `exclusive` for whoever appends: a second process is refused and told who holds the store.
    init(_ settings: HubSettings, exclusive: Bool) throws {
        store = Store(
            path: settings.databasePath, application: Migrations.application, migrations: Migrations.all,
            exclusive: exclusive, writeAheadPages: exclusive ? WriteAheadCarrier.fallbackPages : 1000)
        try store.open()
        let key = try settings.vault.publicKey("\(settings.keyFolder)/log.pem")
        log = LogStore(
            store: store, origin: settings.origin,
            logKey: try VerifierKey(name: settings.origin, type: .ed25519, key: key),
            redactionList: RedactionList(path: settings.redactionPath))
        // Before anything is read or served: a backup may have brought content back.
        if exclusive { try log.redactionList.apply(to: log) }
        invitations = Invitations(store: store)
    }

    static func missing(_ settings: HubSettings) -> ServiceError {
        ServiceError(.notFound, "There is no hub here yet; run: rahmenwerk-hub init", at: settings.data)
    }

    /// Throws where that cannot be told, so that missing rights are not taken for a missing hub.
    static func exists(_ settings: HubSettings) throws(ServiceError) -> Bool {
        do throws(ServiceError) {
            _ = try Files.freeSpace(settings.databasePath)
            return true
        } catch  where error.code == .notFound {
            return false
        } catch {
            throw error
        }
    }
}

/// A hub that can append: store, keys and a running sequencer.
struct OpenHub {
    let store: HubStore
    let sequencer: Sequencer
    let witnesses: WitnessDesk
    let office: Office
    private let thread: Thread

    init(_ settings: HubSettings, world: World) throws {
        guard try HubStore.exists(settings) else {
            throw HubStore.missing(settings)
        }
        store = try HubStore(settings, exclusive: true)
        let keys = try HubKeys.load(folder: settings.keyFolder, origin: settings.origin, vault: settings.vault)
        sequencer = try Sequencer(
            log: store.log, keys: keys, world: world, dataFolder: settings.data, headPath: settings.headPath,
            minimumFreeSpace: settings.minimumFreeSpace)
        witnesses = WitnessDesk(sequencer: sequencer, world: world)
        office = Office(
            sequencer: sequencer, invitations: store.invitations, keys: keys, publicAddress: settings.publicAddress,
            world: world)
        thread = try sequencer.start()
    }

    /// Answers what is queued, then closes the database.
    func close() {
        sequencer.stop()
        thread.join()
        store.store.close()
    }
}
