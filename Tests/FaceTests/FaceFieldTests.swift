import Pages
import Testing

@testable import Face

struct FaceFieldTests {
    /// The sentence at a field for what was typed there.
    private func fault(_ section: Face.Section, _ name: String, _ value: String) -> String? {
        var input = FormInput(
            [("conformity", "partial"), ("accent", "#0f5c63")].filter { $0.0 != name } + [(name, value)])
        FaceFields.check(section, &input, today: "2026-10-05")
        #expect(input.faults.allSatisfy { $0.name == name })
        return input.fault(name)?(.german)
    }

    @Test(arguments: [
        ("accent", "gelb", "# und sechs Ziffern"), ("accent", "#ffcc00", "nur einen Kontrast von 1,"),
        ("accent-dark", "#0f5c63", "nur einen Kontrast von 2,"),
        ("name", String(repeating: "x", count: 121), "um 1 Zeichen"),
    ]) func theLookIsChecked(name: String, value: String, sentence: String) {
        #expect(fault(.look, name, value)?.contains(sentence) == true)
    }

    @Test(arguments: [
        ("prepared", "gestern", "zum Beispiel 05.10.2026"), ("prepared", "2026-10-06", "in der Zukunft"),
        ("reviewed", "2027", "in der Zukunft"), ("prepared", "30.02.2026", "zum Beispiel 05.10.2026"),
        ("conformity", "gut", "Bitte wählen Sie"), ("barriers", String(repeating: "x", count: 8001), "um 1 Zeichen"),
    ]) func theStatementIsChecked(name: String, value: String, sentence: String) {
        #expect(fault(.accessibility, name, value)?.contains(sentence) == true)
    }

    @Test func datesAsUsualInGermanyAreTaken() {
        var input = FormInput([("conformity", "full"), ("prepared", "5.10.2026"), ("reviewed", "2026-10")])
        FaceFields.check(.accessibility, &input, today: "2026-10-05")
        #expect(input.isAccepted && input["prepared"] == "2026-10-05" && input["reviewed"] == "2026-10")
    }

    @Test func aColourThatCanBeReadIsTaken() {
        #expect(fault(.look, "accent", "#A8231E") == nil)
    }

    @Test func pagesElsewhereStandInUntilSomethingIsWrittenHere() throws {
        let house = try FaceHouse()
        defer { house.close() }
        var face = house.desk.face
        face.elsewhere = ["imprint": "https://region.example/impressum"]
        var frame = PageFrame(language: .german, path: "/", siteName: "S", title: "T")
        face.dress(&frame)
        #expect(frame.footerLinks.first?.address.text == "https://region.example/impressum")
        face.imprint.german = "Selbst geschrieben"
        frame.footerLinks = []
        face.dress(&frame)
        #expect(frame.footerLinks.first?.address.text == "/imprint")
    }
}
