import Pages
import Testing

@testable import Participation

struct GermanWordsTests {
    @Test(arguments: [
        ("Straße", "Strasse"), ("STRASSE", "straße"), ("Straßen", "Strasse"), ("Köln", "Koeln"), ("Köln", "Koln"),
        ("Ko\u{308}ln", "Köln"), ("Bäume", "Baum"), ("Häuser", "Haus"), ("Häusern", "Haus"), ("Radwege", "Radweg"),
        ("Radwegen", "Radweg"), ("Spielplätze", "Spielplatz"), ("Städte", "Stadt"), ("Idee", "Ideen"),
    ])
    func areOneWord(one: String, other: String) { #expect(GermanWords.stems(one) == GermanWords.stems(other)) }

    @Test(arguments: [("Bus", "Bau"), ("Park", "Platz"), ("Weg", "Wiese"), ("See", "See1")])
    func areNot(one: String, other: String) { #expect(GermanWords.stems(one) != GermanWords.stems(other)) }

    @Test func wordsEndAtMarks() {
        #expect(GermanWords.folded("Rad-/Fußweg (neu), 30 km/h!") == ["rad", "fussweg", "neu", "30", "km", "h"])
        #expect(GermanWords.folded("").isEmpty)
        #expect(GermanWords.folded(String(repeating: "x", count: 5000)).map(\.count) == [40])
    }

    @Test(arguments: [
        "\"", "*", "a\" OR \"b", "NEAR(a b)", "title: x", "-", "(", "^a", "AND", "a AND", "\u{0}", "{a b}: c", "+",
        "😀", "'; DROP TABLE x --",
    ])
    func aSearchHoldsNoOperators(typed: String) throws {
        let query = SearchQuery(typed)
        for stem in query.stems { #expect(stem.allSatisfy { $0.isLetter || $0.isNumber }) }
        if query.stems.isEmpty { #expect(query.match == nil) }
    }

    @Test func commonWordsAreLeftOutUnlessThereIsNothingElse() {
        #expect(SearchQuery("die Bank im Park").stems == ["bank", "park"])
        #expect(SearchQuery("und oder").stems == ["und", "oder"])
    }
}
