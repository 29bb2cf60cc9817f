import Database
import HTTP
import Participation
import Service
import Synchronization
import Testing

@testable import Events

struct WallFeedTests {
    @Test func everyChangeIsToldOnceAndInOrder() throws {
        let house = try EventsHouse()
        let start = try house.latest
        let first = try house.card("Erste")
        let second = try house.card("Zweite", table: 1)
        let messages = try house.feed(after: start)
        #expect(messages.count == 2)
        #expect(messages[0].contains("\"card\":\(first)") && messages[0].contains("\"text\":\"Erste\""))
        #expect(
            messages[1].contains("\"card\":\(second)") && messages[1].contains("\"table\":\(house.event.tables[1].id)"))
        #expect(messages.allSatisfy { $0.hasPrefix("event: card\nid: ") && $0.hasSuffix("}\n\n") })
        // Whoever has seen the first gets the second alone; whoever has seen both, nothing.
        #expect(try house.feed(after: start + 1) == [messages[1]])
        #expect(try house.feed(after: house.latest).isEmpty)
    }

    @Test("Several changes of one card are one message, under the last one's number and with its last state")
    func changesAreJoined() throws {
        let house = try EventsHouse()
        let start = try house.latest
        let first = try house.card("Erste")
        try house.card("Zweite")
        try house.store.write { connection in
            try connection.execute("UPDATE contribution SET text = 'Neu' WHERE id = ?", .integer(first))
        }
        let messages = try house.feed(after: start)
        #expect(messages.count == 2)
        #expect(messages[0].contains("Zweite") && messages[1].contains("Neu"))
        #expect(messages[1].contains("id: \(try house.latest)\n"))
    }

    @Test("A card that is taken down, merged or not shown yet is never told as a card")
    func whatIsNotShown() throws {
        let house = try EventsHouse()
        let start = try house.latest
        let card = try house.card("Beleidigung")
        let seen = try house.latest
        try house.store.write { connection in
            try connection.execute("UPDATE contribution SET visibility = 'removed' WHERE id = ?", .integer(card))
        }
        #expect(try house.feed(after: seen) == ["event: gone\nid: \(seen + 1)\ndata: {\"card\":\(card)}\n\n"])
        #expect(try house.feed(after: start).count == 1)
        try house.store.write { connection in
            _ = try ContributionStore.insert(
                Contribution(
                    process: house.process, title: "wartet", text: "wartet",
                    origin: Origin(.eventTable, event: house.event.id), received: 1), connection)
        }
        #expect(try house.feed(after: seen + 1).isEmpty)
    }

    @Test("Themes change the layout; a number from the future or too many changes do as well")
    func layout() throws {
        let house = try EventsHouse()
        let start = try house.latest
        let card = try house.card("Karte")
        try house.store.write { connection in
            let theme = try CardStore.addTheme("Wege", to: house.event.id, connection)
            try CardStore.group([card], of: house.event.id, under: theme, connection)
        }
        let latest = try house.latest
        #expect(try house.feed(after: start) == ["event: layout\nid: \(latest)\ndata: {}\n\n"])
        // Grouping alone is a change of the card.
        #expect(try house.feed(after: latest - 1).first?.hasPrefix("event: card") == true)
        #expect(try house.feed(after: latest + 5) == ["event: layout\nid: \(latest)\ndata: {}\n\n"])
    }

    @Test func textsAreOneLineOfJSON() {
        #expect(WallFeed.quoted("a\"b\\c\nd\u{2028}\u{7}") == "\"a\\\"b\\\\c\\u000ad\\u2028\\u0007\"")
    }

    @Test func aChangeOfACardCountsOnceInSpiteOfTheTrigger() throws {
        let house = try EventsHouse()
        let card = try house.card("Karte")
        let changed = try house.store.write { connection in
            try connection.execute("UPDATE contribution SET title = 'Neu' WHERE id = ?", .integer(card))
        }
        #expect(changed == 1)
    }
}

struct CardStoreTests {
    @Test func theSameFormIsOneCard() throws {
        let house = try EventsHouse()
        let first = try house.card("Karte", form: "a")
        #expect(try house.card("Karte", form: "a") == first)
        #expect(try house.store.read { connection in try CardStore.shownCount(of: house.event.id, connection) } == 1)
    }

    @Test("A card of another event is neither grouped nor decided on here")
    func otherEvents() throws {
        let house = try EventsHouse()
        let day = try #require(CivilDay("2026-04-01"))
        let other = try house.store.write { connection in
            let id = try #require(
                try EventStore.write(
                    Event(
                        slug: "andere", process: house.process, title: "Andere", firstDay: day, isPublished: true,
                        tables: [Event.Table(name: "T")]), at: 1, connection))
            return try #require(try EventStore.read(id, connection))
        }
        let card = try house.card("Dort", event: other)
        let (count, waiting) = try house.store.write { connection in
            let theme = try CardStore.addTheme("Hier", to: house.event.id, connection)
            try CardStore.group([card], of: house.event.id, under: theme, connection)
            let grouped = try connection.first("SELECT count(*) FROM event_card") { try $0.int(0) }
            let decided = try CardStore.decide(
                [card], of: house.event.id, .takeDown(rule: "other", reason: "x"), by: nil, at: 2, connection)
            return (grouped, decided)
        }
        #expect(count == 0)
        #expect(waiting == 0)
    }

    @Test func whatIsDecidedIsDecidedOnce() throws {
        let house = try EventsHouse()
        let id = try house.store.write { connection in
            try ContributionStore.insert(
                Contribution(
                    process: house.process, title: "wartet", text: "wartet",
                    origin: Origin(.eventTable, event: house.event.id), received: 1), connection
            ).id
        }
        let counts = try house.store.write { connection in
            [
                try CardStore.decide([id], of: house.event.id, .show, by: nil, at: 5, connection),
                // Somebody else's page still has it among those that wait.
                try CardStore.decide(
                    [id], of: house.event.id, .withhold(rule: "other", reason: "x"), by: nil, at: 6, connection),
                try CardStore.decide([id], of: house.event.id, .restore, by: nil, at: 6, connection),
            ]
        }
        #expect(counts == [1, 0, 0])
        let (card, steps) = try house.store.read { connection in
            (try ContributionStore.read(id, connection), try StepStore.all(of: id, connection))
        }
        #expect(card?.visibility == .published && card?.published == 5)
        #expect(steps.map(\.act) == [.published])
    }

    @Test func aDissolvedThemeLeavesItsCards() throws {
        let house = try EventsHouse()
        let card = try house.card("Karte")
        let shown = try house.store.write { connection in
            let theme = try CardStore.addTheme("Wege", to: house.event.id, connection)
            #expect(try CardStore.addTheme("Wege", to: house.event.id, connection) == theme)
            try CardStore.group([card], of: house.event.id, under: theme, connection)
            #expect(try CardStore.shown(of: house.event.id, connection).map(\.theme) == [theme])
            let other = try CardStore.addTheme("Orte", to: house.event.id, connection)
            #expect(try !CardStore.rename(other, of: house.event.id, to: "Wege", connection))
            try CardStore.removeTheme(theme, of: house.event.id, connection)
            return try CardStore.shown(of: house.event.id, connection)
        }
        #expect(shown.map(\.id) == [card] && shown[0].theme == nil)
    }
}

struct WallBroadcastTests {
    private func broadcast(_ house: EventsHouse, most: Int = 10) -> WallBroadcast {
        let clock = house.clock
        return WallBroadcast(
            store: house.store, log: Logger(format: .readable, descriptor: -1, now: { clock.now }),
            mostWatchers: most)
    }

    @Test("Many who watch at once all get every card once, whoever writes it and however often they come back")
    func nothingMissedNothingDoubled() throws {
        let house = try EventsHouse()
        let broadcast = broadcast(house, most: 50)
        let start = try house.latest
        let received = Mutex<[Int: [Int64]]>([:])
        let event = house.event.id
        let threads = try (0..<40).map { number in
            try Service.Thread.spawn(name: "watcher") {
                var last = start
                // Each leaves and comes back after a few messages, as browsers do.
                while received.withLock({ $0[number]?.count ?? 0 }) < 30 {
                    guard let watcher = try? broadcast.begin(event) else { return }
                    for _ in 0..<3 {
                        guard let messages = try? broadcast.messages(of: event, after: last) else { return }
                        received.withLock { $0[number, default: []] += messages.map(\.number) }
                        last = messages.last?.number ?? last
                        _ = watcher.signal.wait(timeout: .milliseconds(200))
                    }
                    broadcast.end(watcher)
                }
            }
        }
        for number in 0..<30 { try house.card("Karte \(number)") }
        for thread in threads { thread.join() }
        broadcast.close()
        let latest = try house.latest
        for number in 0..<40 { #expect(received.withLock { $0[number] } == Array(start + 1...latest)) }
        #expect(broadcast.watcherCount == 0)
    }

    @Test func thereIsAnEndToHowManyCanWatch() throws {
        let house = try EventsHouse()
        let broadcast = broadcast(house, most: 1)
        let first = try #require(try broadcast.begin(house.event.id))
        #expect(try broadcast.begin(house.event.id) == nil)
        broadcast.end(first)
        #expect(try broadcast.begin(house.event.id) != nil)
        broadcast.close()
        #expect(try broadcast.begin(house.event.id) == nil)
    }

    @Test("Closing wakes those who sleep")
    func closing() throws {
        let house = try EventsHouse()
        let broadcast = broadcast(house)
        let watcher = try #require(try broadcast.begin(house.event.id))
        let isWoken = Completion<Bool>()
        let thread = try Service.Thread.spawn(name: "sleeper") {
            // The first look wakes everybody once.
            while !broadcast.isClosing { _ = watcher.signal.wait() }
            isWoken.fulfil(true)
        }
        broadcast.close()
        #expect(isWoken.wait(timeout: .seconds(10)) == true)
        thread.join()
    }
}
