import Crypto
import Federation
import Ledger
import Service

/// Takes statements from the wire: reads and verifies on the caller's thread, then hands over to the sequencer.
struct Intake: Sendable {
    static let maximumSecondsAhead: Int64 = 24 * 3600

    let sequencer: Sequencer
    let world: World

    /// Returns only once the statement is in the log, durable and covered by a durable checkpoint.
    func take(_ bytes: [UInt8]) throws -> (receipt: Receipt, isNew: Bool) {
        do {
            return try takeNew(bytes)
        } catch let refusal as Refusal {
            // What is in the log already keeps its receipt, even if it could not be said today.
            let sha256 = SHA256.digest(bytes)
            guard let known = try sequencer.log.statement(sha256), known.index < sequencer.snapshot.state.size else {
                throw refusal
            }
            return (try sequencer.log.receipt(index: known.index), false)
        }
    }

    private func takeNew(_ bytes: [UInt8]) throws -> (receipt: Receipt, isNew: Bool) {
        let unverified = try UnverifiedStatement(bytes)
        let ahead = unverified.statement.issued.secondsSince1970 - world.now().seconds
        guard ahead <= Intake.maximumSecondsAhead else {
            throw Refusal(
                .future, "The statement is dated more than 24 hours ahead of the hub's clock", field: "issued")
        }
        let signed = try unverified.verified(by: try sequencer.key(unverified.jws.keyID))
        let acknowledgement = try sequencer.submit(signed)
        return (acknowledgement.receipt, acknowledgement.isNew)
    }
}
