import Accounts
import Database
import Glibc
import HTTP
import Mail
import PublicForms
import Testing

@testable import Participation
@testable import TenantNode

/// A house whose mail program writes into a folder.
private final class MailHouse {
    let town: TestNode
    let house: StaffHouse
    let folder: String
    let round: MailRound
    let desk: ParticipationDesk
    let process: Int64
    let idea: Int64

    init(works: Bool = true) throws {
        town = try TestNode()
        var template = Array("/tmp/rahmenwerk-sent-XXXXXX".utf8CString)
        folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        let program = "\(folder)/send"
        let file = try #require(fopen(program, "w"))
        let unknown = "test -e \(folder)/unknown && exit 67\n"
        fputs("#!/bin/sh\n" + (works ? unknown + "cat > $(mktemp \(folder)/mail.XXXXXX)\n" : "exit 75\n"), file)
        fclose(file)
        chmod(program, 0o700)
        house = try StaffHouse(
            town,
            mail: MailSetup(
                way: .program(path: program), from: try #require(MailAddress("mitmachen@town.example"))))
        desk = house.participation
        round = MailRound(desk: desk)
        let now = town.clock.now.seconds
        let day = CivilDay.of(now)
        (process, idea) = try town.node.store.write { connection in
            let process = try #require(
                try ProcessStore.write(
                    Process(
                        slug: "ideen", title: "Lebenswerte Stadt", question: "Was?", isPublished: true,
                        phases: [
                            Process.Phase(kind: .collect, firstDay: day, lastDay: day.adding(days: 9)),
                            Process.Phase(kind: .discuss, firstDay: day.adding(days: 10)),
                        ]), at: now, connection))
            let idea = try ContributionStore.insert(
                Contribution(
                    process: process, title: "Solar & <Schulen>", text: "Text", pseudonym: "Ada",
                    origin: Origin(.online, group: .youth), visibility: .published, received: now, published: now),
                author: ParticipationFollowingTests.secret, connection
            ).id
            try StepStore.add(ContributionStep(at: now, act: .published), to: idea, connection)
            return (process, idea)
        }
    }

    /// Every mail that went out.
    var mails: [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var mails: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix("mail."), let file = fopen("\(folder)/\(name)", "r") else { continue }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            mails.append(String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self))
            fclose(file)
        }
        // Soft line ends and the signs of the encoding are taken out, as a mail program does.
        return mails.map { $0.replacing("=\n", with: "").replacing("=3D", with: "=") }
    }

    func follow(_ subject: String, _ address: String = "ada@example.org", rhythm: String = "daily") throws
        -> StaffBrowser
    {
        let visitor = house.visitor()
        try visitor.get("/participation/follow?subject=\(subject)")
        town.clock.advance(by: .seconds(20))
        return try visitor.send([("address", address), ("rhythm", rhythm)])
    }

    /// The path of the link in a mail.
    func link(_ mail: String) throws -> String {
        // After the headers: one of them holds the link to leave.
        let text = mail[try #require(mail.firstRange(of: "\n\n")).upperBound...]
        let start = try #require(text.firstRange(of: "https://town.example/participation/follow/"))
        return String(
            text[start.lowerBound...].dropFirst("https://town.example".count).prefix { $0 != "?" && $0 != "\n" })
    }

    func confirmed(_ subject: String, rhythm: String = "daily") throws -> String {
        _ = try follow(subject, rhythm: rhythm)
        try round.send()
        let path = try link(try #require(mails.last))
        let visitor = house.visitor()
        try visitor.get(path).send([], form: 0)
        try #require(visitor.status == 303)
        return path
    }

    /// From now on the mail program knows nobody, or everybody again.
    func knowsAddresses(_ knows: Bool) throws {
        let path = "\(folder)/unknown"
        if knows { unlink(path) } else { close(creat(path, 0o600)) }
    }

    func happens(_ reason: String) throws {
        try town.node.store.write { connection in
            try StepStore.add(
                ContributionStep(
                    at: town.clock.now.seconds, act: .status, detail: "accepted", decidedBy: "Rat", reason: reason),
                to: idea, connection)
        }
    }
}

struct ParticipationFollowingTests {
    static let secret = String(repeating: "ab", count: 16)

    @Test func nobodyGetsMailUnasked() throws {
        let mail = try MailHouse()
        #expect(try mail.follow("contribution:\(mail.idea)").words.contains("Bitte sehen Sie in Ihr Postfach"))
        #expect(try mail.round.send() == 1)
        let request = try #require(mail.mails.first)
        #expect(request.contains("To: <ada@example.org>") && request.contains("List-Unsubscribe-Post:"))
        // Unconfirmed: no news, whatever happens.
        try mail.happens("Gut.")
        mail.town.clock.advance(by: .seconds(2 * 86_400))
        #expect(try mail.round.write() == 0)
        // Looking at the page confirms nothing; programs look at every link in a mail.
        let path = try mail.link(request)
        let visitor = mail.house.visitor()
        #expect(try visitor.get(path).words.contains("Bestätigen Sie, was Sie verfolgen"))
        #expect(try mail.round.write() == 0)
        try visitor.send([], form: 0)
        #expect(try visitor.follow().words.contains("Danke, das ist bestätigt."))
    }

    @Test func newsComeOnceADay() throws {
        let mail = try MailHouse()
        _ = try mail.confirmed("contribution:\(mail.idea)")
        _ = try mail.round.write()
        mail.town.clock.advance(by: .seconds(86_400))
        try mail.happens("Der Rat hat zugestimmt.")
        mail.town.clock.advance(by: .seconds(5))
        #expect(try mail.round.write() == 1)
        try mail.happens("Noch etwas.")
        mail.town.clock.advance(by: .seconds(3600))
        #expect(try mail.round.write() == 0)
        #expect(try mail.round.send() == 1)
        let text = try #require(mail.mails.first { $0.contains("Was sich getan hat") })
        #expect(text.contains("Der Rat hat zugestimmt.") && text.contains("Solar & <Schulen>: wird umgesetzt"))
        #expect(!text.contains("Noch etwas."))
        // The next day brings what came after, and nothing twice.
        mail.town.clock.advance(by: .seconds(86_400))
        #expect(try mail.round.write() == 1)
        #expect(try mail.round.send() == 1)
        let next = try #require(mail.mails.first { $0.contains("Noch etwas.") })
        #expect(!next.contains("zugestimmt"))
        mail.town.clock.advance(by: .seconds(86_400))
        #expect(try mail.round.write() == 0)
    }

    @Test func aPhaseIsAnnouncedThoughTheMachineSlept() throws {
        let mail = try MailHouse()
        _ = try mail.confirmed("process:\(mail.process)", rhythm: "weekly")
        _ = try mail.round.write()
        mail.town.clock.advance(by: .seconds(30 * 86_400))
        #expect(try mail.round.write() == 1)
        #expect(try mail.round.write() == 0)
        try mail.round.send()
        #expect(mail.mails.contains { $0.contains("Lebenswerte Stadt: Diskutieren") })
    }

    @Test func oneClickForgetsTheAddress() throws {
        let mail = try MailHouse()
        let path = try mail.confirmed("all")
        let visitor = mail.house.visitor()
        // As a mail program does it: nothing but the link.
        try visitor.post(path + "/leave", [("List-Unsubscribe", "One-Click")])
        #expect(visitor.status == 200 && visitor.words.contains("Ihre Adresse ist gelöscht."))
        #expect(try visitor.get(path).status == 404)
        #expect(try visitor.post(path + "/leave", []).status == 200)
        let left = try mail.town.node.store.read { connection in
            try connection.first("SELECT count(*) FROM follower") { try $0.int(0) }
        }
        #expect(left == 0)
    }

    @Test func anAddressIsNotFlooded() throws {
        let mail = try MailHouse()
        for _ in 0..<8 {
            #expect(try mail.follow("all").words.contains("Bitte sehen Sie in Ihr Postfach"))
            try mail.round.send()
        }
        #expect(mail.mails.count == 3)
        #expect(try mail.follow("all", "kein@").status == 422)
    }

    @Test func whatCannotBeSentIsTriedAgain() throws {
        let mail = try MailHouse(works: false)
        _ = try mail.follow("all")
        #expect(try mail.round.send() == 0)
        func waiting() throws -> Int { try mail.town.node.store.read { try FollowerStore.counts($0).queued } }
        #expect(try waiting() == 1)
        // It is not tried at once, and given up after some days.
        #expect(try mail.round.send() == 0)
        for _ in 0..<20 {
            mail.town.clock.advance(by: .seconds(7 * 3600))
            try mail.round.send()
        }
        #expect(try waiting() == 0)
    }

    @Test("An address that does not exist any more is forgotten after three mails in a row, not before")
    func anAddressThatIsGoneIsForgotten() throws {
        let mail = try MailHouse()
        let path = try mail.confirmed("all")
        func digest() throws {
            mail.town.clock.advance(by: .seconds(86_400))
            try mail.happens("Neu.")
            mail.town.clock.advance(by: .seconds(5))
            #expect(try mail.round.write() == 1)
            try mail.round.send()
            // Whatever became of it, the mail is not tried again.
            #expect(try mail.town.node.store.read { try FollowerStore.counts($0).queued } == 0)
        }
        try mail.knowsAddresses(false)
        for _ in 0..<2 { try digest() }
        try mail.knowsAddresses(true)
        try digest()
        try mail.knowsAddresses(false)
        for _ in 0..<2 { try digest() }
        #expect(try mail.house.visitor().get(path).status == 200)
        try digest()
        #expect(try mail.house.visitor().get(path).status == 404)
        let left = try mail.town.node.store.read { connection in
            try connection.first("SELECT count(*) FROM follower") { try $0.int(0) }
        }
        #expect(left == 0)
    }

    @Test func aDigestOfUnknownFateIsNotSentAgain() throws {
        let mail = try MailHouse()
        _ = try mail.confirmed("all")
        let before = mail.mails.count
        mail.town.clock.advance(by: .seconds(86_400))
        try mail.happens("Neu.")
        mail.town.clock.advance(by: .seconds(5))
        #expect(try mail.round.write() == 1)
        // The program is killed while it hands the mail over.
        let now = mail.town.clock.now.seconds
        _ = try mail.town.node.store.write { connection in try MailQueue.take(at: now, connection) }
        try mail.round.begin()
        #expect(try mail.round.send() == 0)
        #expect(mail.mails.count == before)
    }

    @Test func feedsAreWhole() throws {
        let mail = try MailHouse()
        try mail.happens("Weil \"A & B\" < C")
        let visitor = mail.house.visitor()
        for subject in ["all", "process:\(mail.process)", "contribution:\(mail.idea)"] {
            let feed = try visitor.get("/participation/feed?subject=\(subject)").text
            #expect(visitor.status == 200)
            #expect(feed.contains("Solar &amp; &lt;Schulen&gt;: wird umgesetzt"))
            #expect(feed.contains("Weil &quot;A &amp; B&quot; &lt; C"))
            #expect(try visitor.get("/participation/feed?subject=\(subject)").text == feed)
        }
        #expect(try visitor.get("/participation/feed?subject=contribution:99").status == 404)
        #expect(try visitor.get("/participation/feed?subject=x").status == 404)
    }

    @Test func theYearIsCounted() throws {
        let mail = try MailHouse()
        let visitor = mail.house.visitor()
        #expect(try visitor.get("/participation/outcome").words.contains("Ein Beitrag, 0 % beantwortet"))
        try mail.town.node.store.write { connection in
            try connection.execute("UPDATE contribution SET status = 'accepted'")
            for status in ["declined", "open"] {
                _ = try ContributionStore.insert(
                    Contribution(
                        process: mail.process, title: "x", text: "x", origin: Origin(.paper), visibility: .published,
                        received: mail.town.clock.now.seconds,
                        status: try #require(ContributionStatus(rawValue: status))),
                    connection)
            }
        }
        try visitor.get("/participation/outcome/2026")
        #expect(visitor.words.contains("3 Beiträge, 67 % beantwortet, aus 33 % folgt etwas."))
        #expect(visitor.text.contains("Solar &amp; &lt;Schulen&gt;"))
        #expect(try visitor.get("/participation/outcome/2019").status == 404)
    }

    // MARK: Privacy

    @Test func oneSeesAndErasesWhatIsStored() throws {
        let mail = try MailHouse()
        let visitor = mail.house.visitor()
        let own = "/participation/mine/\(Self.secret)"
        #expect(try visitor.get(own + "/data").words.contains("Gruppe Schulen und Jugend"))
        #expect(try visitor.get(own + "/data.json").text.contains("\"name\": \"Ada\""))
        #expect(try visitor.get("/participation/mine/\(String(repeating: "cd", count: 16))/data").status == 404)
        try visitor.get(own + "/erase").send([])
        #expect(visitor.status == 422)
        try visitor.send([("how", "author")])
        #expect(visitor.status == 200 && visitor.words.contains("Es ist gelöscht"))
        #expect(try visitor.get(own + "/data").status == 404)
        let idea = try #require(
            try mail.town.node.store.read { connection in try ContributionStore.read(mail.idea, connection) })
        #expect(idea.text == "Text" && idea.pseudonym.isEmpty && idea.origin.group == nil)
    }

    /// An older backup brings the database back, and not what was erased since.
    @Test func whatWasErasedStaysErasedAfterARestore() throws {
        let mail = try MailHouse()
        let path = try mail.confirmed("all")
        let backup = mail.folder + "/backup.sqlite"
        try NodeBackup.write(mail.town.node, to: backup)
        let visitor = mail.house.visitor()
        try visitor.get("/participation/mine/\(Self.secret)/erase").send([("how", "text")])
        try visitor.post(path + "/leave", [])
        mail.town.node.store.close()

        // The database is lost; the list beside it is not.
        let folder = mail.folder + "/restored"
        try #require(mkdir(folder, 0o700) == 0)
        let list = try #require(fopen("\(mail.town.folder)/erasures.list", "r"))
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = fread(&bytes, 1, bytes.count, list)
        fclose(list)
        let copy = try #require(fopen("\(folder)/erasures.list", "w"))
        fwrite(bytes, 1, count, copy)
        fclose(copy)
        try NodeBackup.restore(backup, to: folder)
        let node = try TestNode.open(folder, mail.town.world)
        let staff = try StaffPages(
            node: node, standard: .german, publicAddress: { "https://town.example" },
            openAddress: { "https://town.example" })
        func state() throws -> (String?, Int?) {
            try node.store.read { connection in
                (
                    try ContributionStore.read(mail.idea, connection)?.text,
                    try connection.first("SELECT count(*) FROM follower") { try $0.int(0) }
                )
            }
        }
        #expect(try state() == ("Text", 1))
        #expect(try Erasing.replay(staff.participation) == 2)
        #expect(try state() == ("", 0))
        #expect(try Erasing.replay(staff.participation) == 0)
    }

    @Test func timeForgets() throws {
        let mail = try MailHouse()
        _ = try mail.follow("all", "nie@example.org")
        try mail.town.node.store.write { connection in
            try connection.execute("UPDATE phase SET last_day = '2026-10-31' WHERE position = 1")
            try connection.execute(
                "INSERT INTO support VALUES (?, ?, 5)", .integer(mail.idea), .blob([UInt8](repeating: 7, count: 32)))
            _ = try ContributionStore.insert(
                Contribution(
                    process: mail.process, title: "Unsinn", text: "Beleidigung", origin: Origin(.online),
                    visibility: .withheld, received: mail.town.clock.now.seconds), connection)
        }
        let round = RetentionRound(desk: mail.desk)
        #expect(try round.run() == [:])
        #expect(try round.run() == nil, "once a day")
        mail.town.clock.advance(by: .seconds(8 * 86_400))
        #expect(try round.run() == [.unconfirmed: 1])
        mail.town.clock.advance(by: .seconds(70 * 86_400))
        #expect(try round.run() == [.devices: 1])
        mail.town.clock.advance(by: .seconds(120 * 86_400))
        #expect(try round.run() == [.withheld: 1])
        mail.town.clock.advance(by: .seconds(220 * 86_400))
        #expect(try round.run() == [.names: 1, .groups: 1])
        #expect(
            try mail.town.node.store.read { try Journal.newest(20, skipping: 0, $0) }.count {
                $0.act == "privacy.retention"
            } == 5)
        let (groups, supports) = try mail.town.node.store.read { connection in
            (
                try connection.first("SELECT grouping, contributions FROM group_tally") {
                    (try $0.text(0), try $0.int(1))
                },
                try connection.first("SELECT count(*) FROM support") { try $0.int(0) }
            )
        }
        #expect(groups?.0 == "youth" && groups?.1 == 1 && supports == 1)
    }

    @Test func theHouseSetsItsPeriods() throws {
        let mail = try MailHouse()
        let admin = try mail.house.person("admin", "IT", [.admin])
        try admin.get("/staff/participation/privacy").send([("names", "500")])
        #expect(admin.status == 422 && admin.words.contains("von 0 bis 120"))
        try admin.send([("names", "3")])
        #expect(admin.status == 303)
        let visitor = mail.house.visitor()
        #expect(try visitor.get("/privacy").words.contains("wird 3 Monate nach dem Ende des Verfahrens gelöscht"))
        #expect(visitor.words.contains("Ein Cookie wird nur gesetzt, wenn Sie"))
        #expect(try admin.get("/staff/participation/privacy/record").words.contains("Name 3 Monate"))
    }
}
