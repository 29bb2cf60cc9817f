import Federation
import Synchronization

/// The overview of the newest log size, worked out once for all pages that show a part of it, and gone on with when the log
/// grows.
final class SharedRegion: Sendable {
    private struct Held {
        var book: RegionBook
        /// The newest last.
        var models: [RegionModel]
    }

    /// For readers who began on a log size that has passed while they waited. Models share their towns.
    private static let kept = 4

    private let held = Mutex<Held?>(nil)
    private let ready = Atomic<Int64>(0)

    /// The log size that the newest overview is of; 0 until there is one. It never waits.
    var readySize: Int64 { ready.load(ordering: .relaxed) }

    func model(_ state: FederationState) -> RegionModel {
        held.withLock { held in
            if let model = held?.models.last(where: { $0.size == state.size }) { return model }
            // A log size that has passed long ago is worked out for its reader alone.
            if let newest = held?.models.last, newest.size > state.size { return RegionModel(state) }
            // Taken out, so that nothing is copied for going on.
            var book = held?.book
            let models = held?.models ?? []
            held = nil
            book?.advance(to: state)
            var next = book ?? RegionBook(state)
            let model = RegionModel(next.pages())
            held = Held(book: next, models: models.suffix(Self.kept - 1) + [model])
            ready.store(model.size, ordering: .relaxed)
            return model
        }
    }
}
