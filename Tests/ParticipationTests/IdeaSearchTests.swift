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

    @Test func aWordIsFoundWithinACompound() throws {
        let house = try ParticipationHouse()
        try house.add("Kinderspielplatz erneuern")
        try house.add("Das Radwegenetz ausbauen")
        try house.add("Ein Platz zum Sitzen")
        try house.add("Fußgängerbrücke", "über den Fluss")
        try house.add("Mehr Bewegung im Preis", "Abstellplätze")
        #expect(try house.search("Radweg") == ["Das Radwegenetz ausbauen"])
        #expect(try house.search("Wegenetz") == ["Das Radwegenetz ausbauen"])
        #expect(try house.search("Spielplätze") == ["Kinderspielplatz erneuern"])
        // What holds the word itself comes first.
        #expect(
            try house.search("platz") == [
                "Ein Platz zum Sitzen", "Mehr Bewegung im Preis", "Kinderspielplatz erneuern",
            ])
        #expect(try house.search("BRUECKEN") == ["Fußgängerbrücke"])
        #expect(try house.search("Spielplatz erneuert").isEmpty)
        #expect(try house.search("Platz erneuern") == ["Kinderspielplatz erneuern"])
        // Three letters count at the end of a word alone, and never right after its beginning.
        #expect(try house.search("Weg").isEmpty)
        #expect(try house.search("Eis").isEmpty)
        try house.add("Gehwege absenken")
        #expect(try house.search("Weg") == ["Gehwege absenken"])
        #expect(try house.search("te").isEmpty)
    }

    @Test func theVocabularyForgetsWhatNoIdeaHolds() throws {
        let house = try ParticipationHouse()
        let (one, other) = (try house.add("Marktbrunnen"), try house.add("Marktbrunnen", "am Stadttor"))
        func words() throws -> [String] {
            try house.store.read { connection in
                try connection.query("SELECT stem || ' ' || ideas FROM idea_word ORDER BY stem") { try $0.text(0) }
            }
        }
        #expect(try words() == ["marktbrun 2", "stadttor 1"])
        func withhold(_ id: Int64) throws {
            try house.store.write { connection in
                _ = try ModerationStore.decide(
                    .withhold(.other, reason: "r"), .contribution(id), seen: .published, by: nil, at: 5, connection)
                try IdeaText.catchUp(connection)
            }
        }
        try withhold(other)
        #expect(try words() == ["marktbrun 1"])
        #expect(try house.search("brunnen") == ["Marktbrunnen"])
        try withhold(one)
        #expect(try words().isEmpty)
        let parts = try house.store.read { connection in
            try connection.query(
                "SELECT rowid FROM idea_word_part WHERE idea_word_part MATCH '\"brun\"'"
            ) { try $0.int64(0) }
        }
        #expect(parts.isEmpty)
    }

    @Test func aWordInVeryManyCompoundsStaysFast() throws {
        let house = try ParticipationHouse()
        for number in 0..<150 { try house.add("Wort\(String(number, radix: 36))xxplatz") }
        try house.add("Der Marktplatz", "und noch ein Marktplatz")
        try house.add("Ein anderer Marktplatz")
        // The compounds that most ideas hold are among those asked for.
        let found = try house.slice(IdeaFilter(process: house.process.id, words: "platz", sort: .fitting), limit: 200)
        #expect(found.ids.count == 101)
        #expect(try house.search("platz").prefix(2) == ["Ein anderer Marktplatz", "Der Marktplatz"])
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
