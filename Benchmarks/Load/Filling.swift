import Crypto
import Federation
import Glibc

/// Fills a hub: every town enrols, adopts, and reports every quarterly indicator for the last quarters. Values follow from
/// the names of town, indicator, period and revision, so that each run gives the same.
///
/// Then prints `filled`, and for each line that it reads sends one revision of a town's last summary and prints `sent`.
final class Filling {
    private static let workers = 32

    private let groups: [[Town]]
    private let quarters: [Period]
    private let reference: Reference
    private let framework: Framework

    init(_ invitations: [Invitation], quarters count: Int) throws {
        guard let first = invitations.first else { throw LoadError("there are no invitations") }
        let last = 2026 * 4 + 2
        quarters = (0..<count).compactMap { number in
            let quarter = last - count + 1 + number
            return Period(year: quarter / 4, frequency: .quarter, number: quarter % 4 + 1)
        }
        groups = try (0..<Self.workers).map { worker in
            let connection = Connection(host: first.host, port: first.port)
            return try stride(from: worker, to: invitations.count, by: Self.workers).map {
                try Town(invitations[$0], isStubborn: true, connection: connection)
            }
        }
        (reference, framework) = try groups[0][0].framework()
    }

    func run() throws {
        let failures = Failures()
        let threads = groups.map { towns in
            spawn { [self] in
                do {
                    for town in towns { try town.join(reference) }
                    for quarter in quarters {
                        for town in towns { try report(town, quarter, revision: 1) }
                    }
                } catch {
                    failures.add("\(error)")
                }
            }
        }
        for thread in threads { pthread_join(thread, nil) }
        if let failure = failures.all.first { throw LoadError(failure) }
        say("filled")
        let towns = groups.flatMap(\.self)
        guard let quarter = quarters.last else { return }
        var sent = 0
        while readLine() != nil {
            try report(towns[sent % towns.count], quarter, revision: Int64(sent / towns.count) + 2)
            sent += 1
            say("sent")
        }
    }

    private func report(_ town: Town, _ quarter: Period, revision: Int64) throws {
        let observations = framework.indicators.filter { $0.frequency == .quarter }.map {
            observation($0, town.invitation.tenant, quarter, revision)
        }
        try town.report(observations, quarter, revision: revision, reference)
    }

    /// One in fifty is missing; ratios are reported by numerator and denominator.
    private func observation(
        _ indicator: Indicator, _ town: TenantID, _ period: Period, _ revision: Int64
    ) -> Observation {
        let digest = SHA256.digest(Array("\(town)/\(indicator.id)/\(period)/\(revision)".utf8)).bytes
        let number = digest.prefix(4).reduce(0) { $0 << 8 | Int64($1) } % 100_000 + 1
        let key = Observation.Key(indicator: indicator.id, period: period)
        if digest[4] < 5 { return Observation(key: key, status: .missing) }
        guard indicator.space.rule == .ratioOfSums else {
            return Observation(
                key: key, status: .reported, value: ExactDecimal(units: number, decimals: indicator.decimals))
        }
        return Observation(
            key: key, status: .reported, numerator: ExactDecimal(units: number, decimals: 0),
            denominator: ExactDecimal(units: number + 100_000, decimals: 0))
    }

    private func say(_ word: String) {
        print(word)
        fflush(stdout)
    }
}

/// What went wrong in any thread.
private final class Failures {
    private var lock = pthread_mutex_t()
    private(set) var all: [String] = []

    init() { pthread_mutex_init(&lock, nil) }

    func add(_ text: String) {
        pthread_mutex_lock(&lock)
        all.append(text)
        pthread_mutex_unlock(&lock)
    }
}
