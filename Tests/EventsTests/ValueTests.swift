import Participation
import Testing

@testable import Events

struct ValueTests {
    @Test(arguments: [("9:30", "09:30"), ("09.05", "09:05"), ("23:59", "23:59"), ("0:00", "00:00")])
    func takesTimes(typed: String, time: String) { #expect(ClockTime(typed)?.description == time) }

    @Test(arguments: ["24:00", "9:60", "9", "9:3", "", ":30", "a:30", "-1:30", "09:30:00", "9:30 "])
    func refusesTimes(typed: String) { #expect(ClockTime(typed) == nil) }

    @Test func aTitleIsTheBeginningCutAtAWord() {
        #expect(CardTitle.make(from: "Mehr\nBusse\tabends") == "Mehr Busse abends")
        let long = Array(repeating: "Nahverkehr", count: 20).joined(separator: " ")
        let title = CardTitle.make(from: long)
        #expect(title.hasSuffix("Nahverkehr…") && title.count <= CardTitle.length + 1)
        let word = String(repeating: "x", count: 200)
        #expect(CardTitle.make(from: word) == String(repeating: "x", count: CardTitle.length) + "…")
    }

    @Test func theNearestQuestionIsAsked() throws {
        let day = try #require(CivilDay("2026-03-05"))
        let process = Process(slug: "p", title: "P", question: "Prozess?")
        var event = Event(slug: "e", process: 1, title: "E", firstDay: day)
        let table = Event.Table(name: "T")
        #expect(event.question(at: table, of: process) == "Prozess?")
        event.question = "Veranstaltung?"
        #expect(event.question(at: table, of: process) == "Veranstaltung?")
        #expect(event.question(at: Event.Table(name: "T", question: "Tisch?"), of: process) == "Tisch?")
    }

    @Test(
        "A group of fewer than five is not shown, nor can it be found by subtraction",
        arguments: [
            ([("citizens", 20), ("youth", 3), ("", 10)], [20], 13), ([("citizens", 20), ("youth", 3)], [], 23),
            ([("citizens", 20), ("youth", 9), ("experts", 1)], [20], 10), ([("citizens", 20), ("", 2)], [20], 2),
            ([("youth", 2)], [], 2), ([], [], 0),
        ] as [([(String, Int)], [Int], Int)])
    func groups(counts: [(String, Int)], named: [Int], others: Int) {
        let grouped = DocumentationModel.grouped(counts)
        #expect(grouped.named.map(\.cards) == named)
        #expect(grouped.others == others)
    }
}
