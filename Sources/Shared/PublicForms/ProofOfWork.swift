import Crypto
import Synchronization

/// Work that a browser does so that a form may be sent although much came from its connection already: dear for a program
/// that sends thousands, a second or two for a phone that sends one.
///
/// A challenge is a `FormToken` for one kind of form. Its solution is `count` decimal numbers with dots between them; the
/// number at place i (from 0) is one for which SHA-256 of `challenge:i:number` begins with `bits` zero bits. Several small
/// tasks instead of a large one, because their sum varies less. Challenges end after an hour and with the program, and each
/// is good for one form.
public final class ProofOfWork: Sendable {
    /// 8 × 2^14 = 131,072 digests on average.
    static let bits = 14
    static let count = 8
    static let mostSeconds: Int64 = 3600
    /// Solutions that are remembered; with more in an hour none is taken any more.
    private static let mostUsed = 100_000

    private let key: [UInt8]
    /// Which form a challenge was redeemed for, and when it ends.
    private let used = Mutex<[String: (form: String, ends: Int64)]>([:])

    /// - Parameter random: gives that many unpredictable bytes.
    public init(random: (Int) -> [UInt8]) { key = random(32) }

    private func token(_ purpose: String) -> FormToken { FormToken(key: key, purpose: "work \(purpose)") }

    /// A challenge for one kind of form.
    public func challenge(_ purpose: String, at seconds: Int64, random: (Int) -> [UInt8]) -> String {
        token(purpose).issue(at: seconds, random: random)
    }

    /// Whether `solution` solves a challenge of ours that is still good; then it is used up. The same form may bring it
    /// again, as happens when a button is pressed twice.
    /// - Parameter form: the form's own token.
    public func redeem(
        _ challenge: String, solution: String, purpose: String, form: String, at now: Int64
    ) -> Bool {
        guard
            case .good(let id) = token(purpose).check(
                challenge, at: now, leastSeconds: 0, mostSeconds: Self.mostSeconds),
            Self.solves(challenge, solution)
        else { return false }
        return used.withLock { used in
            if let before = used[id] { return before.form == form }
            if used.count >= Self.mostUsed { used = used.filter { $0.value.ends >= now } }
            guard used.count < Self.mostUsed else { return false }
            used[id] = (form, now + Self.mostSeconds)
            return true
        }
    }

    static func solves(_ challenge: String, _ solution: String) -> Bool {
        guard solution.utf8.count <= 16 * count else { return false }
        let numbers = solution.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == count else { return false }
        return numbers.enumerated().allSatisfy { place, number in
            (1...15).contains(number.utf8.count) && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
                && zeroBits("\(challenge):\(place):\(number)") >= bits
        }
    }

    /// How many zero bits the digest of a text begins with, of its first 32.
    static func zeroBits(_ text: String) -> Int {
        UInt32(SHA256.digest(Array(text.utf8)).hex.prefix(8), radix: 16)?.leadingZeroBitCount ?? 0
    }
}
