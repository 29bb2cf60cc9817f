import Crypto
import Database
import Mail
import Pages
import Service

/// What the background thread does for those who follow by mail: writes what is due, and sends what waits.
public struct MailRound: Sendable {
    let desk: ParticipationDesk
    private let backoff = Backoff(base: .seconds(300), cap: .seconds(6 * 3600))

    public init(desk: ParticipationDesk) { self.desk = desk }

    /// From this hour on in Germany the mail of a day is written.
    private static let hour: Int64 = 7
    /// A mail that could not be sent for so long is given up.
    private static let patience: Int64 = 3 * 86_400
    /// So many mails in a row whose address the server refused for good, and the address is forgotten: a mailbox that is
    /// full for a week or a server that is set up wrongly for a day comes back, one that is gone does not.
    static let mostRefusals = 3
    private static let mostEntries = 40
    private static let perRound = 200

    /// Once at the start of the program.
    public func begin() throws {
        let lost = try desk.store.write { connection in try MailQueue.settleInterrupted(connection) }
        if lost > 0 { desk.world.log.warning("mail.interrupted", .number("digests", lost)) }
    }

    // MARK: Writing

    /// Writes the mails of the day and of the week that are due and not written yet; what happened since the last one is
    /// in it, however long the machine slept. Nobody gets two in one period.
    /// - Returns: how many were written.
    @discardableResult
    public func write() throws -> Int {
        guard desk.mail != nil else { return 0 }
        let now = desk.now
        // Those before the hour belong to the day before.
        let day = CivilDay.of(now - Self.hour * 3600)
        var count = 0
        for (rhythm, period) in [(FollowerRhythm.daily, day), (.weekly, day.monday)] {
            let due = try desk.store.read { connection in
                try FollowerStore.due(rhythm, period: period.description, limit: Self.perRound, connection)
            }
            for follower in due where try write(follower, period: period.description, through: now - 1) { count += 1 }
        }
        return count
    }

    private func write(_ seen: Follower, period: String, through end: Int64) throws -> Bool {
        try desk.store.write { connection in
            // Looked at again: they may have left, or another round been here.
            guard let follower = try FollowerStore.read(seen.id, connection), follower.period != period else {
                return false
            }
            // The first period counts from the confirmation; its mail comes with the next.
            let subjects = try FollowerStore.subjects(of: follower.id, connection).filter(\.isConfirmed).map(\.subject)
            var entries: Set<NewsEntry> = []
            for subject in subjects {
                entries.formUnion(
                    try News.entries(
                        subject, after: follower.seen, through: end, limit: Self.mostEntries + 1, connection))
            }
            try FollowerStore.told(follower.id, period: period, through: max(end, follower.seen), connection)
            guard !entries.isEmpty else { return false }
            let sorted = entries.sorted { ($0.at, $0.name) > ($1.at, $1.name) }
            let text = MailText(desk: desk, follower: follower)
            try MailQueue.add(
                .digest, to: follower.id, subject: text.digestSubject(sorted.count),
                text: text.digest(Array(sorted.prefix(Self.mostEntries)), more: sorted.count > Self.mostEntries),
                at: desk.now, connection)
            return true
        }
    }

    // MARK: Sending

    /// Sends up to `limit` mails that are due.
    /// - Returns: how many went out.
    @discardableResult
    public func send(limit: Int = 20) throws -> Int {
        guard let setup = desk.mail else { return 0 }
        var sent = 0
        for _ in 0..<limit {
            let now = desk.now
            guard let item = try desk.store.write({ connection in try MailQueue.take(at: now, connection) }) else {
                break
            }
            do {
                guard let message = message(item, setup) else {
                    throw MailError(.permanent, "The stored address is not one.")
                }
                try setup.way.send(message)
                try desk.store.write { connection in
                    try FollowerStore.wasReached(item.follower, connection)
                    try MailQueue.remove(item.id, connection)
                }
                desk.world.log.info("mail.sent", .code("kind", item.kind.rawValue))
                sent += 1
            } catch let error as MailError {
                try settle(item, error, at: now)
            }
        }
        return sent
    }

    private func settle(_ item: MailQueue.Item, _ error: MailError, at now: Int64) throws {
        let isOver =
            error.kind == .permanent || error.kind == .refusedAddress
            || error.kind == .uncertain && item.kind == .digest || now - item.created > Self.patience
        desk.world.log.warning(
            "mail.failed", .code("kind", item.kind.rawValue), .number("attempt", item.attempts + 1), .failure(error))
        if error.kind == .refusedAddress, let follower = try refused(item) {
            // Its mails that wait go with it.
            try Erasing.forget(follower, desk)
            desk.world.log.info("mail.forgotten", .number("refusals", Self.mostRefusals))
            return
        }
        try desk.store.write { connection in
            if isOver {
                try MailQueue.remove(item.id, connection)
            } else {
                let wait = backoff.delay(attempt: item.attempts, random: desk.world.randomNumber())
                try MailQueue.postpone(
                    item.id, until: now + max(60, wait.components.seconds), problem: error.reason, connection)
            }
        }
    }

    /// Counts a refusal.
    /// - Returns: the follower who is to be forgotten now; nil while there were fewer refusals.
    private func refused(_ item: MailQueue.Item) throws -> Follower? {
        try desk.store.write { connection in
            guard try FollowerStore.wasRefused(item.follower, connection) >= Self.mostRefusals else { return nil }
            return try FollowerStore.read(item.follower, connection)
        }
    }

    private func message(_ item: MailQueue.Item, _ setup: MailSetup) -> MailMessage? {
        guard let to = MailAddress(item.address) else { return nil }
        let leave = desk.site.publicAddress() + FollowPages.path(item.token) + "/leave"
        return MailMessage(
            from: setup.from, fromName: desk.site.houseName(.german), to: to, subject: item.subject, text: item.text,
            at: desk.now, identifier: "\(item.id)-\(Hex.encode(desk.world.randomBytes(12)))",
            leave: leave.hasPrefix("https://") ? leave : nil)
    }
}

/// The words of mails.
struct MailText {
    let desk: ParticipationDesk
    let follower: Follower

    private var language: Pages.Language { follower.language }
    private var link: String {
        "\(desk.site.publicAddress())\(FollowPages.path(follower.token))?lang=\(language.rawValue)"
    }
    private var house: String { desk.site.houseName(language) }

    private func say(_ german: String, _ english: String) -> String { language == .german ? german : english }

    var confirmationSubject: String {
        say("Bitte bestätigen Sie Ihre E-Mail-Adresse", "Please confirm your e-mail address")
    }

    func confirmation(_ titles: [String], days: Int) -> String {
        let list = titles.map { "- \($0)\n" }.joined()
        return say(
            """
            Guten Tag,

            jemand hat diese Adresse auf den Seiten „\(house)“ eingetragen, um per E-Mail
            zu erfahren, wie es weitergeht mit:

            \(list)
            Wenn Sie das waren, bestätigen Sie es bitte hier:
            \(link)

            Wenn nicht, brauchen Sie nichts zu tun. Ohne Bestätigung wird die Adresse
            nach \(days) Tagen gelöscht.

            """,
            """
            Hello,

            somebody has entered this address on the pages "\(house)" to hear by e-mail
            how things go on with:

            \(list)
            If that was you, please confirm it here:
            \(link)

            If not, you need do nothing. Without confirmation the address is deleted
            after \(days) days.

            """)
    }

    func digestSubject(_ count: Int) -> String {
        say(
            count == 1 ? "Eine Neuigkeit: \(house)" : "\(count) Neuigkeiten: \(house)",
            count == 1 ? "One piece of news: \(house)" : "\(count) pieces of news: \(house)")
    }

    func digest(_ entries: [NewsEntry], more: Bool) -> String {
        let list = entries.map { entry in
            let day = DateFormat.date("\(CivilDay.of(entry.at))", language)
            return entry.title(language) + "\n" + day + "\n" + (entry.text.isEmpty ? "" : entry.text + "\n")
                + "\(desk.site.publicAddress())\(entry.path)?lang=\(language.rawValue)\n"
        }.joined(separator: "\n")
        let address = "\(desk.site.publicAddress())\(ParticipationRooms.path)"
        let rest = more ? say("\nNoch mehr steht auf \(address)\n", "\nThere is more at \(address)\n") : ""
        return say("Was sich getan hat:\n\n", "What has happened:\n\n") + list + rest
            + say(
                "\n--\nÄndern oder abbestellen mit einem Klick:\n\(link)\n",
                "\n--\nChange or leave with one click:\n\(link)\n")
    }
}
