import Testing

@testable import Participation

struct IdeaSearchTests {
    @Test func findsGermanWordsInAnyForm() throws {
        let house = try ParticipationHouse()
        try house.add("Mehr Bänke an der Straße")
        try house.add("Spielplätze in Köln", "Für Kinder")
        try house.add("Fahrradständer", "am Bahnhof, überdacht")
        #expect(try house.search("Strasse") == ["Mehr Bänke an der Straße"])
        #expect(try house.search("STRASSEN Bank") == ["Mehr Bänke an der Straße"])
        #expect(try house.search("Koeln") == ["Spielplätze in Köln"])
        #expect(try house.search("Spielpl") == ["Spielplätze in Köln"])
        #expect(try house.search("Fahrradstaender") == ["Fahrradständer"])
        #expect(try house.search("uberdacht") == ["Fahrradständer"])
        #expect(try house.search("Kind").count == 1)
        #expect(try house.search("Bank Köln").isEmpty)
        #expect(try house.search("\"* NEAR(").isEmpty)
    }

    @Test func aWordInTheTitleComesFirst() throws {
        let house = try ParticipationHouse()
        try house.add("Brunnen", "und daneben eine Bank für alle, die warten")
        try house.add("Eine Bank am Brunnen")
        try house.add("Etwas anderes", "Bäume")
        #expect(try house.search("Bank") == ["Eine Bank am Brunnen", "Brunnen"])
    }

    @Test func whatIsGoneIsNotFound() throws {
        let house = try ParticipationHouse()
        let id = try house.add("Zebrastreifen am Markt")
        try house.add("Zebrastreifen am Tor", visibility: .received)
        #expect(try house.search("Zebrastreifen") == ["Zebrastreifen am Markt"])
        try house.store.write { connection in
            _ = try ModerationStore.decide(
                .withhold(.other, reason: "r"), .contribution(id), seen: .published, by: nil, at: 5, connection)
        }
        // Even before the index has caught up.
        #expect(try house.search("Zebrastreifen").isEmpty)
    }

    @Test func similarIdeasAreFoundAndOthersAreNot() throws {
        let house = try ParticipationHouse()
        let bench = try house.add("Mehr Sitzbänke im Stadtpark", "Ältere Menschen brauchen Bänke zum Ausruhen.")
        try house.add("Schnelles Internet in allen Dörfern", "Glasfaser bis ins Haus.")
        try house.add("Ein Fest im Sommer", "Mit Musik für alle.")
        let found = try house.store.read { connection in
            try SimilarIdeas.find(
                title: "Sitzbank im Stadtpark", text: "Für ältere Menschen fehlen Bänke.", process: house.process.id,
                connection)
        }
        #expect(found.map(\.id) == [bench])
        // One word in common, and not what either is called.
        let chance = try house.store.read { connection in
            try SimilarIdeas.find(title: "Ausruhen", text: "Am See.", process: house.process.id, connection)
        }
        #expect(chance.isEmpty)
        let none = try house.store.read { connection in
            try SimilarIdeas.find(title: "und die", text: "!?", process: house.process.id, connection)
        }
        #expect(none.isEmpty)
    }
}
