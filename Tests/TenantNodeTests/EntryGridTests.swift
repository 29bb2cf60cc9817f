import Federation
import Pages
import TestSupport
import Testing

@testable import TenantNode

struct EnteredNumberTests {
    private func read(_ text: String, _ decimals: Int, _ notation: EnteredNumber.Notation) -> String {
        switch EnteredNumber.read(text, decimals: decimals, notation: notation) {
        case .success(let number): number.description
        case .failure(let problem): "\(problem)"
        }
    }

    @Test(arguments: [
        ("12,5", 2, "12.50"), ("1.234", 2, "1234.00"), ("1.234,5", 1, "1234.5"), ("1.234.567", 0, "1234567"),
        ("12.5", 2, "12.50"), ("0.123", 3, "0.123"), ("1,234.5", 1, "1234.5"), (" 7 ", 0, "7"), ("-3,0", 1, "-3.0"),
        ("\u{2212}3", 0, "-3"), ("1\u{A0}234,5", 1, "1234.5"), ("1 234 567", 0, "1234567"), ("12,500", 1, "12.5"),
        ("007", 0, "7"), ("+5", 0, "5"), ("-0", 0, "0"), ("1'234", 0, "1234"), ("1,234", 3, "1.234"),
        ("999999999999999999", 0, "999999999999999999"),
    ]) func germanPage(_ text: String, _ decimals: Int, _ expected: String) {
        #expect(read(text, decimals, .german) == expected)
    }

    @Test(arguments: [
        ("12.5", 2, "12.50"), ("1,234", 2, "1234.00"), ("1,234.5", 1, "1234.5"), ("12,5", 2, "12.50"),
        ("1.234,5", 1, "1234.5"), ("1.234", 3, "1.234"),
    ]) func englishPage(_ text: String, _ decimals: Int, _ expected: String) {
        #expect(read(text, decimals, .english) == expected)
    }

    @Test(arguments: [
        "", "ca. 5", "5 %", "1.2.3", "1,2,3", "1.23,4.5", "1,", ",5", ".5", "--1", "1e3", "12.34.567", "1 2", "٣",
        "1..2",
        "1.234 567", "0.123.456", "∞",
    ]) func noNumbers(_ text: String) {
        #expect(read(text, 6, .german) == "notANumber")
        #expect(read(text, 6, .english) == "notANumber")
    }

    @Test func whatCanMeanTwoThingsIsRefused() {
        #expect(read("1.234", 3, .german) == "ambiguous(\"1234\", \"1.234\")")
        #expect(read("1,234", 3, .english) == "ambiguous(\"1234\", \"1.234\")")
    }

    @Test func nothingIsRounded() {
        #expect(read("12,345", 2, .german) == "tooManyDecimals(given: 3, allowed: 2)")
        #expect(read("1000000000000000000", 0, .german) == "tooManyDigits")
        #expect(read("999999999999999999", 1, .german) == "tooManyDigits")
    }

    /// What a page shows, grouped or for editing, is read back as the same number.
    @Test func everyNumberComesBack() {
        var state: UInt64 = 11
        for _ in 0..<thorough(2000) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let decimals = Int(state >> 33 % 5)
            let units = Int64(truncatingIfNeeded: state >> 12) % 1_000_000_000_000
            let number = ExactDecimal(units: units, decimals: decimals)
            for (language, notation) in [(Language.german, EnteredNumber.Notation.german), (.english, .english)] {
                #expect(read(EntryCell.text(number, notation), decimals, notation) == number.description)
                let shown = NumberFormat.decimal(number.description, language)
                #expect(read(shown, decimals, notation) == number.description)
            }
        }
    }

    @Test func aColumnTellsItsNotation() {
        #expect(EnteredNumber.notation(of: ["1.234", "5", "12,5"]) == .german)
        #expect(EnteredNumber.notation(of: ["1,234", "5", "12.5"]) == .english)
        #expect(EnteredNumber.notation(of: ["1,234", "1.234", "7"]) == nil)
        #expect(EnteredNumber.notation(of: ["12,5", "12.5"]) == nil)
    }
}

struct EntryGridTests {
    private let definitions: [IndicatorDefinition]
    private let period: Period

    init() throws {
        definitions = try Framework(canonicalBytes: Array(Fixtures.framework.utf8)).indicators.map {
            IndicatorDefinition($0, federations: ["region"])
        }
        period = try #require(Period("2024"))
    }

    private func grid(_ stored: [StoredObservation] = []) -> EntryGrid {
        EntryGrid(
            period: period,
            rows: definitions.map { definition in
                let stored = stored.first { $0.key.indicator == definition.id }
                return EntryGrid.Row(
                    definition: definition, stored: stored, last: nil, level: .town,
                    cell: EntryCell(stored, definition, .german))
            })
    }

    /// The fields of a form as it was shown, with some typed anew.
    private func fields(_ grid: EntryGrid, _ typed: [String: String]) -> (String) -> [String] {
        var fields: [String: [String]] = [:]
        for row in grid.rows {
            let id = row.definition.id
            fields["value.\(id)"] = [row.cell.value]
            fields["numerator.\(id)"] = [row.cell.numerator]
            fields["denominator.\(id)"] = [row.cell.denominator]
            fields["status.\(id)"] = [row.cell.status]
            fields["flag.\(id)"] = row.cell.flags
            fields["comment.\(id)"] = [row.cell.comment]
            fields["seen.\(id)"] = [row.cell.seen]
        }
        for (name, value) in typed { fields[name] = [value] }
        return { fields[$0] ?? [] }
    }

    private func take(
        _ typed: [String: String], shown: EntryGrid? = nil, now: [StoredObservation] = []
    ) -> (grid: EntryGrid, changes: EntryGrid.Changes) {
        var present = grid(now)
        let changes = present.take(fields(shown ?? present, typed), notation: .german)
        return (present, changes)
    }

    private func observation(_ id: String, _ value: String, comment: String = "") throws -> StoredObservation {
        StoredObservation(
            key: Observation.Key(indicator: try #require(Code(id)), period: period), value: ExactDecimal(value),
            status: .reported, flags: [], level: .town, comment: comment)
    }

    @Test func anUntouchedFormChangesNothing() throws {
        #expect(take([:]).changes.isEmpty)
        #expect(take([:], now: [try observation("rate", "12.5")]).changes.isEmpty)
    }

    @Test func takesNumbersExactly() throws {
        let (grid, changes) = take([
            "value.rate": "12,5", "flag.rate": "provisional", "comment.rate": "geschätzt vom Fachamt",
            "numerator.share": "1.002", "denominator.share": "8.000",
        ])
        #expect(!grid.hasProblems)
        #expect(changes.entries.map { $0.value?.description ?? "parts" } == ["12.50", "parts"])
        #expect(changes.entries[0].flags == [.provisional])
        #expect(changes.entries[1].numerator?.description == "1002")
    }

    @Test(arguments: [
        (["value.rate": "100,01"], "value.rate", "100,01 ist nicht möglich: Erwartet wird ein Wert bis 100,00."),
        (["value.rate": "12,345"], "value.rate", "Die Zahl hat 3 Nachkommastellen; vorgesehen sind höchstens 2."),
        (["value.rate": "ca. 12"], "value.rate", "Das ist keine Zahl."),
        (["numerator.share": "2", "denominator.share": "0"], "denominator.share", "Der Nenner ist 0;"),
        (
            ["numerator.share": "2"], "denominator.share",
            "Bitte geben Sie die Zahl ein, oder wählen Sie „keine Angabe“."
        ),
        (["status.rate": "missing"], "comment.rate", "Bitte schreiben Sie kurz, warum die Zahl fehlt."),
        (["status.rate": "suppressed", "value.rate": "3"], "value.rate", "Bei diesem Stand steht keine Zahl."),
        (["status.rate": "other"], "status.rate", "Bitte wählen Sie den Stand aus."),
        (
            ["value.rate": "1", "comment.rate": "a\u{202E}b"], "comment.rate",
            "Der Kommentar enthält ein Steuerzeichen."
        ),
    ]) func whatIsWrongIsSaidAtItsField(_ typed: [String: String], _ field: String, _ sentence: String) throws {
        let (grid, changes) = take(typed)
        let item = try #require(grid.errors(.german).first)
        #expect(grid.errors(.german).count == 1)
        #expect(item.fieldID == field)
        #expect(item.sentence.contains(": " + sentence))
        #expect(changes.isEmpty)
        // Nothing typed is lost.
        for (name, value) in typed where name.hasPrefix("value") {
            #expect(grid.rows.first { name.hasSuffix($0.definition.id.text) }?.cell.value == value)
        }
    }

    @Test func aMissingNumberWithAReasonIsTaken() {
        let (grid, changes) = take(["status.rate": "missing", "comment.rate": "kommt im Mai"])
        #expect(!grid.hasProblems)
        #expect(changes.entries.map(\.status) == [.missing])
    }

    @Test func aNumberIsNotClearedByAccident() throws {
        let stored = try observation("rate", "12.50")
        let (grid, _) = take(["value.rate": ""], now: [stored])
        #expect(grid.errors(.english).first?.sentence.contains("There was a number here.") == true)
        let (_, changes) = take(["value.rate": "", "status.rate": "open"], now: [stored])
        #expect(changes.removals == [stored.key])
    }

    @Test func aCellThatSomebodyElseChangedIsAConflictAndShowsBoth() throws {
        let shown = grid([try observation("rate", "12.50")])
        let now = try observation("rate", "13.00", comment: "neu berechnet")
        let (grid, changes) = take(["value.rate": "14"], shown: shown, now: [now])
        #expect(changes.isEmpty)
        let row = try #require(grid.rows.first { $0.meanwhile != nil })
        #expect(row.cell.value == "14")
        #expect(row.meanwhile == .some(.some(now)))
        #expect(
            grid.errors(.german).map(\.sentence) == [
                "Kennzahl rate: Diese Angabe hat inzwischen jemand anderes geändert."
            ])
        // The form came back knowing the new state: sent again it is a decision.
        let (again, second) = take(["value.rate": "14"], shown: grid, now: [now])
        #expect(!again.hasProblems)
        #expect(second.entries.map(\.value?.description) == ["14.00"])
    }

    @Test func whatOnlySomebodyElseChangedIsNoConflict() throws {
        let shown = grid([try observation("rate", "12.50")])
        let (grid, changes) = take(["value.people": "7"], shown: shown, now: [try observation("rate", "13.00")])
        #expect(!grid.hasProblems)
        #expect(changes.entries.map(\.key.indicator.text) == ["people"])
        // Both typed the same.
        let (same, none) = take(["value.rate": "13"], shown: shown, now: [try observation("rate", "13.00")])
        #expect(!same.hasProblems && none.isEmpty)
    }
}
