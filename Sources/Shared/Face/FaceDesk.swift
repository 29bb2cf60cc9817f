import Database
import Service
import Synchronization

/// The face as every page needs it, read from the database at most once a second.
///
/// A page must not fail because the face cannot be read: then the last one known stands in.
public final class FaceDesk: Sendable {
    public let store: Store
    public let world: World
    let standard: Face
    /// Those that mean something in this program.
    public let sections: [Face.Section]
    private let held: Mutex<Reading>
    private static let interval: UInt64 = 1_000_000_000

    /// A face and when it was read. An object, so that every request takes one reference from under the lock.
    private final class Reading: Sendable {
        let face: Face
        let read: UInt64?

        init(_ face: Face, read: UInt64?) {
            self.face = face
            self.read = read
        }
    }

    public init(store: Store, world: World, standard: Face = Face(), publishesData: Bool = false) {
        self.store = store
        self.world = world
        self.standard = standard
        sections = Face.Section.allCases.filter { $0 != .data || publishesData }
        held = Mutex(Reading(standard, read: nil))
    }

    public var face: Face {
        let now = world.monotonic()
        let known = held.withLock { $0 }
        if let read = known.read, now &- read < Self.interval { return known.face }
        return refreshed(known.face)
    }

    /// Reads anew at once, after a save.
    public func refresh() { _ = refreshed(held.withLock { $0 }.face) }

    private func refreshed(_ last: Face) -> Face {
        do {
            let face = try store.read { connection in try FaceStore.read(connection, standard: standard) }
            let reading = Reading(face, read: world.monotonic())
            held.withLock { $0 = reading }
            return face
        } catch {
            world.log.error("face.unreadable", .failure(error))
            return last
        }
    }
}
