import Crypto
import Federation

/// A region in memory whose towns report every indicator every quarter: all statements signed, in the order of the log.
/// Numbers follow from a seed.
struct Region {
    static let origin = "hub.example/log"

    /// One statement as it lies in a log, and the key it is signed with.
    struct Logged {
        let bytes: [UInt8]
        let key: PublicKey
    }

    let towns: Int
    let quarters: [Period]
    let indicators: Int
    /// Founding, admissions, framework and adoptions.
    private(set) var beginning: [Logged] = []
    /// Summaries of one quarter after the other, and at the end a revision of each town's last one.
    private(set) var summaries: [[Logged]] = []

    private var keys: [Issuer: PrivateKey] = [:]
    private var chains: [Issuer: (sequence: Int64, last: Digest)] = [:]
    private var count: Int64 = 0

    init(towns: Int, years: Int, indicators: Int) throws {
        self.towns = towns
        self.indicators = indicators
        quarters = (0..<years).flatMap { year in
            (1...4).compactMap { Period(year: 2027 - years + year, frequency: .quarter, number: $0) }
        }
        let names = (0..<towns).compactMap { TenantID("town-\($0)") }
        let framework = try begin(names)
        var numbers = SeededNumbers(state: 20_271_125)
        for quarter in quarters + quarters.suffix(1) {
            let isRevision = summaries.count == quarters.count
            summaries.append(
                try names.map { town in
                    let summary = Summary(
                        approval: .init(function: .mayor, isSelfApproved: false), framework: framework, measures: [],
                        observations: (0..<indicators).compactMap { observation($0, quarter, &numbers) },
                        participation: [], period: quarter, revision: isRevision ? 2 : 1)
                    return try sign(.summary(summary), by: .tenant(town))
                })
        }
    }

    private mutating func begin(_ names: [TenantID]) throws -> Reference {
        let office = try PrivateKey.generate(.ed25519)
        keys[.office] = office
        beginning.append(
            try sign(
                .founding(
                    Founding(
                        algorithms: [.ed25519], keys: [try declare(office, .statement, .office)],
                        log: "\(Self.origin)+00000000+key", name: LocalizedText(german: "Region", english: "Region"),
                        notice: nil, operatorName: "Office")), by: .office))
        for town in names {
            let issuer = Issuer.tenant(town)
            let key = try PrivateKey.generate(.ed25519)
            let declared = [
                try declare(try PrivateKey.generate(.ed25519), .cosigner, issuer), try declare(key, .statement, issuer),
            ]
            guard let from = PartialDate("2010") else { continue }
            beginning.append(
                try sign(
                    .admission(
                        Admission(
                            from: from, keys: declared, location: nil, name: town.text, official: nil,
                            reason: .accession, role: .pioneer, tenant: town)), by: .office))
            keys[issuer] = key
        }
        let text = FrameworkText(indicators: indicators).json
        let place = count
        let published = try sign(.framework(try Framework(canonicalBytes: Array(text.utf8))), by: .office)
        beginning.append(published)
        let framework = Reference(index: place, sha256: SHA256.digest(published.bytes))
        let decision = Decision(body: "Rat", date: nil, link: "", number: "1")
        for town in names {
            beginning.append(
                try sign(.adoption(Adoption(decision: decision, framework: framework)), by: .tenant(town)))
        }
        return framework
    }

    /// One in fifty is missing; every fourth indicator is reported by numerator and denominator.
    private func observation(_ place: Int, _ period: Period, _ numbers: inout SeededNumbers) -> Observation? {
        guard let id = Code(FrameworkText.id(place)) else { return nil }
        let key = Observation.Key(indicator: id, period: period)
        let number = Int64(numbers.next() % 100_000) + 1
        if numbers.next() % 50 == 0 { return Observation(key: key, status: .missing) }
        switch FrameworkText.rule(place) {
        case "ratio_of_sums":
            return Observation(
                key: key, status: .reported, numerator: ExactDecimal(units: number, decimals: 0),
                denominator: ExactDecimal(units: number + 100_000, decimals: 0))
        case "weighted_mean":
            return Observation(key: key, status: .reported, value: ExactDecimal(units: number, decimals: 2))
        default: return Observation(key: key, status: .reported, value: ExactDecimal(units: number, decimals: 0))
        }
    }

    private func declare(_ key: PrivateKey, _ use: KeyUse, _ issuer: Issuer) throws -> KeyDeclaration {
        try KeyDeclaration(key: key, use: use, issuer: issuer, federation: Self.origin)
    }

    private mutating func sign(_ body: StatementBody, by issuer: Issuer) throws -> Logged {
        guard let key = keys[issuer] else { throw BenchmarkError("\(issuer) has no key") }
        let chain = chains[issuer]
        let signed = try SignedStatement.sign(
            Statement(
                body: body, federation: Self.origin, issued: Self.moment(count), issuer: issuer, previous: chain?.last,
                sequence: (chain?.sequence ?? 0) + 1), key: key)
        chains[issuer] = ((chain?.sequence ?? 0) + 1, SHA256.digest(signed.bytes))
        count += 1
        return Logged(bytes: signed.bytes, key: key.publicKey)
    }

    /// After the last quarter, one second an entry.
    static func moment(_ index: Int64) -> Instant { Instant(secondsSince1970: 1_800_000_000 + index) }
}

struct BenchmarkError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// SplitMix64.
struct SeededNumbers {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
