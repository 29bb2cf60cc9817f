import Glibc

/// How long an import holds the only writer at once, and how long it leaves it to others in between: a vote or a comment
/// that comes meanwhile waits for a moment and not for the whole file.
struct ImportPace: Sendable {
    var work: Duration
    /// Longer than the tenth of a second after which a waiting connection of another process tries again at the latest.
    var pause: Duration

    static let standard = ImportPace(work: .milliseconds(200), pause: .milliseconds(110))

    func rest() {
        let parts = pause.components
        usleep(UInt32(clamping: parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000))
    }
}
