import Participation
import Service

/// What participation does by itself while `serve` runs: forgets once a day what was kept long enough, writes and sends
/// mail. A thread of its own, so that a slow mail server holds up no federation.
struct ParticipationThread: Sendable {
    let desk: ParticipationDesk
    let wake: Signal
    /// Set when the program ends.
    let isStopping: @Sendable () -> Bool

    /// Runs until `isStopping`; a fault of one kind never holds up another.
    func run() {
        let mail = MailRound(desk: desk)
        attempt("mail.begin") { try mail.begin() }
        while !isStopping() {
            attempt("privacy.retention") { try RetentionRound(desk: desk).run() }
            attempt("mail.write") { try mail.write() }
            attempt("mail.send") { try mail.send(limit: 5) }
            _ = wake.wait(timeout: .seconds(5))
        }
    }

    private func attempt(_ name: StaticString, _ work: () throws -> Void) {
        do { try work() } catch { desk.world.log.warning(name, .failure(error)) }
    }
}
