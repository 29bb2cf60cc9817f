import Crypto
import Federation
import Glibc

/// Fills a hub: every town enrols, adopts the framework, and reports.
final class Filling {
    private static let workers = 32

    private let groups: [[Town]]
    private let reference: Reference
    private let framework: Framework
    private let work: MadeUpWork

    init(_ invitations: [Invitation]) throws {
        guard let first = invitations.first else { throw LoadError("there are no invitations") }
        groups = try (0..<Self.workers).map { worker in
            let connection = Connection(host: first.host, port: first.port)
            return try stride(from: worker, to: invitations.count, by: Self.workers).map {
                try Town(invitations[$0], isStubborn: true, connection: connection)
            }
        }
        (reference, framework) = try groups[0][0].framework()
        work = MadeUpWork(reference, framework)
    }

    /// A strategy of each town, and every quarterly indicator with measures and participation for the last quarters. All of
    /// it follows from the names of town, indicator, period and revision, so that each run gives the same. Then prints `filled`, and for each line that it reads sends one
    /// revision of a town's last summary and prints `sent`.
    func run(quarters count: Int) throws {
        let last = 2026 * 4 + 2
        let quarters = (0..<count).compactMap { number in
            let quarter = last - count + 1 + number
            return Period(year: quarter / 4, frequency: .quarter, number: quarter % 4 + 1)
        }
        try together { [self] towns in
            for town in towns { try town.say(.strategy(work.strategy(of: town.invitation.tenant))) }
            for quarter in quarters {
                for town in towns { try report(town, quarter, revision: 1) }
            }
        }
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

    /// What the table says of each town, in one summary.
    func run(_ table: FigureTable) throws {
        try together { [self] towns in
            for town in towns {
                guard let row = table.rows[town.invitation.tenant], let last = row.map(\.key.period).max() else {
                    throw LoadError("the table says nothing of \(town.invitation.tenant)")
                }
                try town.report(row.sorted { $0.key < $1.key }, last, revision: 1, reference)
            }
        }
        say("filled")
    }

    /// All towns join, and then each worker goes through its own.
    private func together(_ work: @escaping ([Town]) throws -> Void) throws {
        let failures = Failures()
        let threads = groups.map { towns in
            spawn { [self] in
                do {
                    for town in towns { try town.join(reference) }
                    try work(towns)
                } catch {
                    failures.add("\(error)")
                }
            }
        }
        for thread in threads { pthread_join(thread, nil) }
        if let failure = failures.all.first { throw LoadError(failure) }
    }

    private func report(_ town: Town, _ quarter: Period, revision: Int64) throws {
        let observations = framework.indicators.filter { $0.frequency == .quarter }.map {
            observation($0, town.invitation.tenant, quarter, revision)
        }
        let tenant = town.invitation.tenant
        try town.report(
            observations, quarter, revision: revision, reference,
            measures: work.measures(of: tenant, quarter, revision),
            participation: work.participation(of: tenant, quarter, revision))
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

/// Figures of towns from a file of lines `tenant,indicator,period,value`.
struct FigureTable {
    private(set) var rows: [TenantID: [Observation]] = [:]

    init(path: String) throws {
        guard freopen(path, "r", stdin) != nil else { throw LoadError("\(path) cannot be opened") }
        while let line = readLine() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 4, let town = TenantID(cells[0]), let indicator = Code(cells[1]),
                let period = Period(cells[2]), let value = ExactDecimal(cells[3])
            else { throw LoadError("\(path): \(line) is not tenant,indicator,period,value") }
            rows[town, default: []].append(
                Observation(key: .init(indicator: indicator, period: period), status: .reported, value: value))
        }
    }
}
