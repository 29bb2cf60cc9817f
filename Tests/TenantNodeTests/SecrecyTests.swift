import Accounts
import Federation
import Testing

@testable import TenantNode

struct SecrecyTests {
    private let path = "/staff/indicators/series/rate/secrecy"
    private let fields = [
        "amount-1-period": "2024", "amount-1-contributors": "2", "amount-1-largest": "3,5", "total-1-period": "2024",
        "total-1-value": "70", "total-1-source": "Kreis",
    ]

    private func stored(_ town: TestNode) throws -> Secrecy {
        let rate = try #require(Code("rate"))
        return try town.node.store.read { connection in try SecrecyStore.read(rate, connection) }
    }

    @Test func whoStandsBehindAnAmountDecidesWhetherItIsHeldBack() throws {
        try staffed { _, town, house in
            let author = try house.person("a.author", [.author])
            #expect(try author.send(try author.get(path), to: path, fields).status == 303)
            let stored = try stored(town)
            #expect(stored.amounts.map(\.contributors) == [2] && stored.totals.map(\.source) == ["Kreis"])
            #expect(try author.get(path).form(to: path)?.contains { $0 == ("total-1-value", "70,00") } == true)
            let key = Observation.Key(indicator: stored.indicator, period: try #require(Period("2024")))
            #expect([stored].totalsElsewhere.map(\.parts) == [[key]])
            let preview = try SummaryDesk(node: town.node, name: "region").preview(
                key.period, approval: Summary.Approval(function: .mayor, isSelfApproved: false))
            #expect(preview.outcome.held.first { $0.cell == .observation(key) }?.reason == .fewContributors(2))
            // A sum of nothing but this number tells it all the same: the preview says so.
            #expect(preview.outcome.exposed == [.observation(key)])
        }
    }

    @Test(arguments: [
        ("amount-1-period", "2024-Q1", "im Rhythmus der Kennzahl"), ("amount-1-contributors", "-1", "ganze Zahl von 0"),
        ("amount-1-largest", "viel", "Das ist keine Zahl"), ("total-1-others", "gibtesnicht", "keine andere Kennzahl"),
    ])
    func aFaultIsSaidAndNothingIsSaved(name: String, value: String, sentence: String) throws {
        try staffed { _, town, house in
            let author = try house.person("a.author", [.author])
            let typed = fields.merging([name: value]) { $1 }
            let answer = try author.send(try author.get(path), to: path, typed)
            #expect(answer.status == 422 && answer.has(sentence))
            #expect(try stored(town).version == 0)
        }
    }

    @Test func twoAtOnceAreTold() throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            let old = try author.get(path)
            #expect(try author.send(old, to: path, fields).status == 303)
            let stale = try author.send(old, to: path, fields)
            #expect(stale.status == 422 && stale.has("Jemand anderes hat inzwischen gespeichert"))
            #expect(try author.send(stale, to: path).status == 303)
        }
    }
}
