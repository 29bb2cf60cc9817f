import Testing

@testable import PublicForms

struct ProofOfWorkTests {
    private let random: (Int) -> [UInt8] = { [UInt8](repeating: 7, count: $0) }

    /// As the script does it.
    private func solve(_ challenge: String) -> String {
        (0..<ProofOfWork.count).map { place in
            var number = 0
            while ProofOfWork.zeroBits("\(challenge):\(place):\(number)") < ProofOfWork.bits { number += 1 }
            return "\(number)"
        }.joined(separator: ".")
    }

    @Test("The digest is SHA-256: these texts have that many zero bits, found with sha256sum")
    func zeroBits() {
        #expect(ProofOfWork.zeroBits("") == 0)
        #expect(ProofOfWork.zeroBits("rahmenwerk:0:26634") == 14)
        #expect(ProofOfWork.zeroBits("rahmenwerk:1:26634") < 14)
    }

    @Test("A solution counts for its own challenge, its own kind of form, one form, and an hour")
    func redeem() throws {
        let work = ProofOfWork(random: random)
        let challenge = work.challenge("idea", at: 1000, random: random)
        let solution = solve(challenge)
        func redeem(
            _ challenge: String, _ solution: String, purpose: String = "idea", form: String = "form",
            at now: Int64 = 1002
        ) -> Bool {
            work.redeem(challenge, solution: solution, purpose: purpose, form: form, at: now)
        }
        let numbers = solution.split(separator: ".")
        let longer = solution + ".1"
        let shorter = numbers.dropLast().joined(separator: ".")
        let turned = numbers.reversed().joined(separator: ".")
        let padded = numbers.map { "+\($0)" }.joined(separator: ".")
        for wrong in ["", "0", longer, shorter, turned, padded, String(repeating: "1.", count: 5000)] {
            #expect(!redeem(challenge, wrong), "\(wrong.prefix(100))")
        }
        #expect(!redeem(challenge, solution, purpose: "comment"))
        #expect(!redeem(challenge, solution, at: 1000 + ProofOfWork.mostSeconds + 1))
        #expect(!redeem(challenge, solution, at: 999))
        #expect(!redeem("", solution))
        let elsewhere = ProofOfWork { [UInt8](repeating: 8, count: $0) }
        #expect(!elsewhere.redeem(challenge, solution: solution, purpose: "idea", form: "form", at: 1002))
        // Nothing that was refused has used it up.
        #expect(redeem(challenge, solution))
        #expect(redeem(challenge, solution), "the same form, as when a button is pressed twice")
        #expect(!redeem(challenge, solution, form: "another"))
    }

    @Test("A refused address is told when it may go on")
    func wait() {
        let second: UInt64 = 1_000_000_000
        let limit = RateLimit(perHour: 2) { [UInt8](repeating: 9, count: $0) }
        #expect(limit.secondsUntilFree("a", at: 0) == 0)
        #expect(limit.allows("a", at: 0))
        #expect(limit.secondsUntilFree("a", at: 0) == 0)
        #expect(limit.allows("a", at: 600 * second))
        #expect(limit.secondsUntilFree("a", at: 1200 * second) == 2400)
        #expect(limit.secondsUntilFree("b", at: 1200 * second) == 0)
        #expect(limit.secondsUntilFree("a", at: 3600 * second) == 0)
        #expect(limit.allows("a", at: 3600 * second))
    }
}
