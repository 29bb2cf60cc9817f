import HTTP
import Service

/// The stream of one wall to one browser: it ends after some minutes, and the browser comes back by itself and says which
/// message it has seen last.
struct WallStream: Sendable {
    /// A proxy between us closes what is silent for a minute, and a browser that has left is noticed by a beat.
    static let beat = Duration.seconds(15)
    static let life = Duration.seconds(300)
    /// How long the browser waits before it comes back, in milliseconds.
    static let pause = 2000

    let broadcast: WallBroadcast
    let world: World
    let event: Int64

    /// - Parameter number: the last change that the browser knows.
    func response(after number: Int64) -> Response {
        guard broadcast.hasRoom else {
            var busy = Problem(status: 503, detail: "As many screens as can be served are watching already.").response()
            busy.headers["Retry-After"] = "10"
            return busy
        }
        return Response(
            headers: Headers([
                ("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
                // nginx would otherwise collect what should go out at once.
                ("X-Accel-Buffering", "no"),
            ]),
            body: .stream(length: nil) { write in
                // Only here, where the end is sure to be told: the answer to HEAD has no body.
                guard let watcher = try broadcast.begin(event) else { return }
                defer { broadcast.end(watcher) }
                try run(watcher, after: number, write)
            })
    }

    private func run(
        _ watcher: WallBroadcast.Watcher, after number: Int64, _ write: ([UInt8]) throws -> Void
    ) throws {
        var last = number
        try write(Array("retry: \(Self.pause)\n\n".utf8))
        // Streams that began together do not end together: whoever counts down a whole hall's return spreads it.
        let jitter = Int64(world.randomNumber() % 60)
        let (seconds, _) = (Self.life + .seconds(jitter)).components
        let end = world.monotonic() + UInt64(seconds) * 1_000_000_000
        while !broadcast.isClosing, world.monotonic() < end {
            let messages = try broadcast.messages(of: event, after: last)
            if let newest = messages.last {
                try write(messages.flatMap(\.bytes))
                last = newest.number
            }
            if !watcher.signal.wait(timeout: Self.beat) { try write(Array(": \n\n".utf8)) }
        }
    }
}
