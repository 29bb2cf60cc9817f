import Glibc
import Service

/// A new hub comes into being in a folder beside its place and is moved there when it is whole, so that a break in the
/// middle leaves nothing that stands in the way of the next try.
struct Staging {
    /// The settings of the hub in the making.
    let settings: HubSettings
    private let target: HubSettings

    init(_ target: HubSettings) throws {
        self.target = target
        settings = target.moved(to: Staging.folder(target))
        try Files.ensureFolder(target.data)
        try Files.ensureFolder(settings.data)
        guard access(target.keyFolder, F_OK) != 0 else {
            throw ServiceError(.alreadyExists, "There are keys already; nothing was changed", at: target.keyFolder)
        }
    }

    /// Moves keys, then database: whoever finds a database finds its keys.
    func finish() throws {
        for (from, to) in [(settings.keyFolder, target.keyFolder), (settings.databasePath, target.databasePath)] {
            guard rename(from, to) == 0 else {
                throw ServiceError(.inputOutput, String(cString: strerror(errno)), at: to)
            }
        }
        try Staging.clear(target)
    }

    /// Removes what an interrupted try left behind. Nobody has seen its keys, moved already or not: without the
    /// database that waits beside them they belong to no log. A hub that is whole is never touched.
    static func clear(_ target: HubSettings) throws {
        let half = target.moved(to: folder(target))
        guard access(half.data, F_OK) == 0 else { return }
        var leftovers = [half]
        let keysWereMoved = access(half.keyFolder, F_OK) != 0
        if keysWereMoved, try !HubStore.exists(target), try HubStore.exists(half) { leftovers.append(target) }
        for settings in leftovers {
            for key in ["office", "recovery", "log"] { unlink("\(settings.keyFolder)/\(key).pem") }
            rmdir(settings.keyFolder)
        }
        for suffix in ["", "-wal", "-shm", ".lock"] { unlink(half.databasePath + suffix) }
        guard rmdir(half.data) == 0 else {
            throw ServiceError(
                .inputOutput, "This folder of an interrupted init holds other files; please look", at: half.data)
        }
    }

    private static func folder(_ target: HubSettings) -> String { "\(target.data)/.new" }
}
