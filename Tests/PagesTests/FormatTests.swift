import Pages
import Testing

@Suite struct FormatTests {
    @Test(arguments: [
        ("0", "0", "0"), ("-0.5", "−0,5", "−0.5"), ("999", "999", "999"), ("1234.50", "1.234,50", "1,234.50"),
        ("-1234567", "−1.234.567", "−1,234,567"), ("100000.125", "100.000,125", "100,000.125"),
        // What is not canonical is shown as it is.
        ("", "", ""), ("01", "01", "01"), ("1.", "1.", "1."), (".5", ".5", ".5"), ("1e3", "1e3", "1e3"),
        ("--1", "--1", "--1"),
        ("1.2.3", "1.2.3", "1.2.3"), ("١٢", "١٢", "١٢"),
    ])
    func decimal(_ canonical: String, _ german: String, _ english: String) {
        #expect(NumberFormat.decimal(canonical, .german) == german)
        #expect(NumberFormat.decimal(canonical, .english) == english)
    }

    @Test func unitsAndAmounts() {
        #expect(NumberFormat.percent("12.5", .german) == "12,5\u{A0}%")
        #expect(NumberFormat.percent("12.5", .english) == "12.5%")
        #expect(NumberFormat.euro("1234.5", .german) == "1.234,50\u{A0}€")
        #expect(NumberFormat.euro("-1234", .english) == "−€1,234")
        #expect(NumberFormat.quantity("3.0", unit: "km", .german) == "3,0\u{A0}km")
        #expect(NumberFormat.byteSize(1, .english) == "1\u{A0}Byte")
        #expect(NumberFormat.byteSize(999, .english) == "999\u{A0}bytes")
        #expect(NumberFormat.byteSize(1_299_999, .german) == "1,2\u{A0}MB")
        #expect(NumberFormat.byteSize(5_000_000_000_000_000, .english) == "5,000.0\u{A0}TB")
        #expect(NumberFormat.integer(.min, .german) == "−9.223.372.036.854.775.808")
    }

    @Test(arguments: [
        ("2026-10-05", "5.\u{A0}Oktober 2026", "5\u{A0}October 2026"), ("2026-03", "März 2026", "March 2026"),
        ("2026", "2026", "2026"),
        ("2024-02-29", "29.\u{A0}Februar 2024", "29\u{A0}February 2024"), ("2026-02-29", "2026-02-29", "2026-02-29"),
        ("2026-13", "2026-13", "2026-13"), ("2026-1-5", "2026-1-5", "2026-1-5"), ("", "", ""),
        ("2026-10-05-", "2026-10-05-", "2026-10-05-"),
    ])
    func date(_ iso: String, _ german: String, _ english: String) {
        #expect(DateFormat.date(iso, .german) == german)
        #expect(DateFormat.date(iso, .english) == english)
    }

    @Test(arguments: [
        ("2026-Q3", "3. Quartal 2026", "3rd quarter of 2026"), ("2026-H1", "1. Halbjahr 2026", "1st half of 2026"),
        ("2026-10", "Oktober 2026", "October 2026"), ("2026", "2026", "2026"), ("2026-Q5", "2026-Q5", "2026-Q5"),
        ("2026-H", "2026-H", "2026-H"),
        ("2025/2026", "2025 bis 2026", "2025 to 2026"), ("-", "-", "-"),
    ])
    func period(_ iso: String, _ german: String, _ english: String) {
        #expect(DateFormat.period(iso, .german) == german)
        #expect(DateFormat.period(iso, .english) == english)
    }

    @Test func timestamps() {
        #expect(
            DateFormat.timestamp("2026-10-05T08:00:01Z", .german) == "5.\u{A0}Oktober 2026, 08:00\u{A0}Uhr\u{A0}UTC")
        #expect(
            DateFormat.timestamp("2026-10-05T08:00:01Z", .english, seconds: true)
                == "5\u{A0}October 2026, 08:00:01\u{A0}UTC")
        for wrong in [
            "2026-10-05T24:00:00Z", "2026-10-05T08:00:01", "2026-10-05 08:00:01Z", "2026-02-30T08:00:01Z", "TZ", "",
        ] {
            #expect(DateFormat.timestamp(wrong, .german) == wrong)
        }
    }
}
