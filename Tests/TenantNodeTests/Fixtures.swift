import Crypto
import Federation
import Glibc
import HTTP
import Service
import Testing

@testable import TenantNode

enum Fixtures {
    private static func indicator(
        _ id: String, rule: String = "none", kind: String = "stock", threshold: String = "null", decimals: Int = 2
    ) -> String {
        """
        {"baseline":null,"codes":[],"core":true,"decimals":\(decimals),\
        "denominator":{"de":"","en":""},"direction":"none","due_days":90,\
        "factor":1,"fields":["energy"],"frequency":"year","goals":[],"id":"\(id)","kind":"\(kind)",\
        "maximum":\(decimals == 2 ? "\"100.00\"" : "null"),\
        "method":{"de":"","en":""},"minimum":null,"minimum_coverage":0,"missing":"ask",\
        "name":{"de":"Kennzahl \(id)","en":"Indicator \(id)"},"numerator":{"de":"","en":""},"parts":[],"parts_decimals":0,\
        "source":{"license":"","name":"","url":""},"space":{"rule":"\(rule)","weight":null},"targets":[],"threshold":\(threshold),\
        "time":"last","unit":{"de":"%","en":"%"},"version":1}
        """
    }

    /// A framework of one field, one goal, one bundle and three indicators.
    static let framework = """
        {"bundles":[{"code":"M01","cost":null,"fields":[],"id":"m01","kind":"bundle","lead":null,"sources":[],\
        "title":{"de":"Bündel","en":"Bundle"},"towns":[]}],"fields":[{"description":{"de":"","en":""},"id":"energy",\
        "name":{"de":"Energie","en":"Energy"},"order":1}],"goals":[{"field":"energy","id":"save","name":{"de":"Sparen",\
        "en":"Save"}}],"in_force":{"count":null,"roles":["pioneer"],"rule":"all"},"indicators":[\
        \(indicator("people", kind: "count", threshold: "5", decimals: 0)),\
        \(indicator("rate")),\(indicator("share", rule: "ratio_of_sums", kind: "ratio"))],"license":"","number":1,\
        "population":null,"principles":[],\
        "sources":[],"title":{"de":"Rahmen","en":"Framework"},"vision":{"de":"","en":""}}
        """

    static let strategy: [String: [UInt8]] = [
        "strategy.csv": "key,value\ntitle,Marke0\nvision,Marke1\ndecision_body,Marke2\n",
        "fields.csv": "id;order;name;description\nklima;1;Marke3;Marke4\noffen;2;Marke5;\n",
        "goals.csv": "Kennung;Handlungsfeld;Name\nspar;klima;Marke6\n",
        "measures.csv": """
        id,code,title,description,fields,goals,bundle,status,start,end,lead,partners,links,reuse,guidelines
        eins,Marke7,Marke8,Marke9,klima,spar,m01,running,2024,,Marke10,\
        Marke11|Marke12,https://marke13.example/,Marke14,goals
        zwei,,Zwei,,,,,planned,,,,,,,
        """,
        "components.csv": "measure,id,title,owner,status\neins,teil,Marke15,Marke16,done\n",
        "milestones.csv": "measure,title,date,done\neins,Marke19,2025-06,yes\neins,Ende,,\n",
        "progress.csv": "Maßnahme;Prozent;Datum;Angabe von\neins;40;2025-12-01;Marke20\n",
        "costs.csv":
            "measure,year,source,planned,spent,own_share\neins,2024,Marke17,\"1000,5\",,\neins,2025,Land,2,1,0.5\n",
        "mappings.csv": "kind,own,framework\nfield,klima,energy\ngoal,spar,save\n",
    ].mapValues { Array($0.utf8) }

    static let indicators =
        "indicator,period,value,numerator,denominator,status,flags,level,comment\n"
        + "rate,2023,12.5,,,,provisional,,Marke18\nrate,2024,13,,,reported,,town,\npeople,2024,3,,,,,,\n"
        + "share,2024,,2,8,,,,\n"
}

/// A node in a fresh folder, with a clock that stands still.
final class TestNode {
    let folder: String
    let clock: FixedClock
    let world: World
    var node: Node

    init(seed: UInt64 = 1) throws {
        var template = Array("/tmp/rahmenwerk-node-XXXXXX".utf8CString)
        folder = try #require(mkdtemp(&template).map { String(cString: $0) }) + "/data"
        period = try #require(Period("2024"))
        clock = FixedClock(try Timestamp("2026-10-05T08:00:00Z"))
        world = World.fixed(clock, seed: seed)
        try Node.initialise(folder: folder)
        node = try Self.open(folder, world)
    }

    static func open(_ folder: String, _ world: World) throws -> Node {
        var client = ClientConfiguration()
        client.totalTimeout = 5
        // Hashing passwords as dearly as in earnest would take most of the time of the tests.
        let cost = ScryptCost(logRounds: 2, blockSize: 1, parallelism: 1) ?? .standard
        return try Node(
            folder: folder, client: client, minimumFreeSpace: 0, world: world, passwordCost: cost)
    }

    /// As after a kill: another process over the same files.
    func restart() throws {
        node.store.close()
        node = try Self.open(folder, world)
    }

    func importAll() throws {
        let known = try node.knownFramework()
        let draft = try StrategyTables.read(Fixtures.strategy, over: StrategyDraft(), known: known)
        let rows = try IndicatorTable.read(
            Array(Fixtures.indicators.utf8), file: "indicators.csv", known: known, today: node.today)
        try node.store.write { connection in
            try StrategyStore.write(draft, connection)
            try ObservationStore.merge(rows, connection)
        }
    }

    func adopt(_ name: String = "region") throws {
        _ = try Signer(node: node, name: name).sign { position in
            .adoption(
                Adoption(
                    decision: Decision(body: "Rat", date: PartialDate("2020"), link: "", number: ""),
                    framework: try #require(position.state.frameworks.last).reference))
        }
    }

    let period: Period

    func submit(_ name: String = "region") throws -> OwnStatement {
        let desk = SummaryDesk(node: node, name: name)
        _ = try desk.approve(
            period, approval: Summary.Approval(function: .mayor, isSelfApproved: false), expecting: nil)
        return try desk.submit(period)
    }

    func deliver(_ name: String = "region", urgent: Bool = true) throws -> Outbox.Report {
        try Outbox(node: node, name: name).deliver(isUrgent: urgent)
    }

    deinit {
        node.store.close()
        _ = Glibc.system("rm -rf '\(folder.dropLast(5))'")
    }
}

/// A hub that runs, and a node that has joined and adopted there.
func joined(_ body: (FakeHub, TestNode) throws -> Void) throws {
    let hub = try FakeHub()
    try hub.start()
    defer { hub.stop() }
    let town = try TestNode()
    try Joining(node: town.node, name: "region").join(try Invitation(text: try hub.invitation()))
    try town.importAll()
    try town.adopt()
    #expect(try town.deliver().delivered == 1)
    try body(hub, town)
}
