import Testing

@testable import Participation

struct PersonalDataTests {
    @Test(arguments: [
        ("Schreiben Sie an max.muster@example.org.", PersonalData.Kind.mail, "max.muster@example.org"),
        ("max (at) example.org", .mail, "max (at) example.org"),
        ("Tel. 02921 103-1234 bitte", .phone, "02921 103-1234"), ("+49 291 123456", .phone, "+49 291 123456"),
        ("ruf an: (0291) 12 34 56!", .phone, "(0291) 12 34 56"), ("0171/1234567", .phone, "0171/1234567"),
        ("DE89 3704 0044 0532 0130 00", .account, "DE89 3704 0044 0532 0130 00"),
        ("Konto de89370400440532013000.", .account, "de89370400440532013000"),
        ("Der Wagen SO-AB 123 parkt", .plate, "SO-AB 123"), ("HSK X 9? HSK AB 99E", .plate, "HSK AB 99E"),
        ("vor der Nöttenstraße 12a steht", .address, "Nöttenstraße 12a"), ("Am Ring 4", .address, "Ring 4"),
        ("Das hat Frau Beispiel gesagt", .name, "Frau Beispiel"),
    ])
    func isFound(text: String, kind: PersonalData.Kind, found: String) throws {
        let finding = try #require(PersonalData.find(text).first { $0.kind == kind })
        #expect(String(Array(text)[finding.range]) == found)
    }

    @Test(arguments: [
        "Am 01.10.2026 um 18:00 Uhr", "von 08-18 Uhr", "Das kostet 1.234,50 Euro", "0,5 km weiter", "59494 Soest",
        "DE88 3704 0044 0532 0130 00", "DIN-A4 und DIN A 4", "die A 44 und die B 229", "Radweg 3 m breit",
        "www.example.org", "@stadt", "a@b", "Frau und Mann", "Platz 3 Meter", "", "+", "0", "Linie A B 9", "20-30 km/h",
        "Umbau der Takustraße 28.01.2013",
    ])
    func isNotFound(text: String) { #expect(PersonalData.find(text).isEmpty) }

    @Test func whatIsSureIsLeftOut() {
        #expect(
            PersonalData.redacted("Anna (a@example.org, 0171 1234567) aus der Hauptstraße 5")
                == "Anna ([…], […]) aus der Hauptstraße 5")
        #expect(PersonalData.isSurelyIn("ohne", "a@example.org"))
        #expect(!PersonalData.isSurelyIn("Hauptstraße 5", "Frau Muster"))
    }

    @Test func marksCutNothing() {
        let text = "Mail: a@example.org\n<b>Ende</b>"
        let html = String(decoding: PersonalData.marked(text, .german).rendered(), as: UTF8.self)
        #expect(html.contains("<mark>a@example.org<span"))
        #expect(html.contains("&lt;b&gt;Ende&lt;/b&gt;"))
    }
}
