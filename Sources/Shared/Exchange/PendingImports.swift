import PlatformImport
import Synchronization

/// Files between their dry run and the confirmation, so that nobody has to choose one twice.
///
/// Only what was read is kept, without any personal data, and only in memory: a file of another platform with names and
/// addresses in it never reaches the disk. After half an hour, or a restart, it has to be chosen again.
final class PendingImports: Sendable {
    struct Pending: Sendable {
        let plan: ImportPlan
        let file: String
        let process: String
        let options: ImportOptions
        let outcome: ImportOutcome
        let account: Int64
        let at: Int64
    }

    static let lifetime: Int64 = 1_800
    private static let most = 4

    private let pending = Mutex<[String: Pending]>([:])

    /// Somebody's next dry run takes the place of the one before; of several people's the oldest goes first.
    func keep(_ entry: Pending, as key: String) {
        pending.withLock { pending in
            pending = pending.filter { $0.value.account != entry.account && !Self.isOver($0.value, entry.at) }
            while pending.count >= Self.most, let oldest = pending.min(by: { $0.value.at < $1.value.at }) {
                pending[oldest.key] = nil
            }
            pending[key] = entry
        }
    }

    /// nil where it has expired, or belongs to somebody else.
    func find(_ key: String, account: Int64, at now: Int64) -> Pending? {
        pending.withLock { pending in
            guard let entry = pending[key], entry.account == account, !Self.isOver(entry, now) else { return nil }
            return entry
        }
    }

    func drop(_ key: String) { pending.withLock { $0[key] = nil } }

    private static func isOver(_ entry: Pending, _ now: Int64) -> Bool { now - entry.at > lifetime || now < entry.at }
}
