import Crypto
import Dispatch
import Synchronization

/// A password as it is kept: never itself, only what scrypt makes of it, with salt and cost.
struct PasswordHash: Sendable, Equatable {
    let hash: [UInt8]
    let salt: [UInt8]
    let cost: ScryptCost
}

/// Hashes and checks passwords, a few at a time: each needs its memory, and log-ins are open to everybody.
final class PasswordHashing: Sendable {
    let cost: ScryptCost
    private let places = DispatchSemaphore(value: 2)
    private let waiting = Atomic<Int>(0)
    private let decoy: PasswordHash

    init(cost: ScryptCost) throws(CryptoError) {
        self.cost = cost
        decoy = PasswordHash(hash: try randomBytes(32), salt: try randomBytes(16), cost: cost)
    }

    func make(_ password: String) throws -> PasswordHash {
        let salt = try randomBytes(16)
        let hash = try limited { try scrypt(Array(password.utf8), salt: salt, cost: cost) }
        return PasswordHash(hash: hash, salt: salt, cost: cost)
    }

    /// Without a hash to compare with the same work is done, and the answer is no.
    func isRight(_ password: String, _ known: PasswordHash?) throws -> Bool {
        let compared = known ?? decoy
        let hash = try limited { try scrypt(Array(password.utf8), salt: compared.salt, cost: compared.cost) }
        return constantTimeEqual(hash, compared.hash) && known != nil
    }

    private func limited<Result>(_ body: () throws -> Result) throws -> Result {
        guard waiting.add(1, ordering: .relaxed).oldValue < 32 else {
            waiting.subtract(1, ordering: .relaxed)
            throw AccountRefusal(
                .busy, de: "Gerade melden sich sehr viele an. Bitte versuchen Sie es in einer Minute noch einmal.",
                en: "A great many people are logging in right now. Please try again in a minute.", waitSeconds: 60)
        }
        defer { waiting.subtract(1, ordering: .relaxed) }
        places.wait()
        defer { places.signal() }
        return try body()
    }
}
