import Federation
import Pages

/// One parameter of an operation: what it may be, what it is without being given, and how it is read.
struct Parameter: Sendable {
    enum Place: String, Sendable { case path, query }

    /// What the text of a parameter may be.
    enum Form: Sendable {
        case tenant, code, period
        case words([String])
        /// Any text of at most so many characters.
        case text(limit: Int)
        case integer(ClosedRange<Int64>)
        /// A name in an address, as `2026-1`.
        case name(pattern: String, expected: Phrase)
    }

    let name: String
    let place: Place
    let form: Form
    /// What holds where it is not given, in words of the address; nil where nothing does.
    let standard: String?
    let meaning: Phrase

    init(_ name: String, in place: Place = .query, _ form: Form, standard: String? = nil, _ meaning: Phrase) {
        self.name = name
        self.place = place
        self.form = form
        self.standard = standard
        self.meaning = meaning
    }

    var schema: Schema {
        switch form {
        case .tenant: .text(Schema.tenantPattern)
        case .code: .text(Schema.codePattern)
        case .period: .text(Schema.periodPattern)
        case .words(let words): .words(words)
        case .text(let limit): .text(upTo: limit)
        case .integer(let range): .integer(range)
        case .name(let pattern, _): .text(pattern)
        }
    }

    /// Whether `text` has the form; whether there is such a thing is another question.
    func takes(_ text: String) -> Bool {
        switch form {
        case .tenant: TenantID(text) != nil
        case .code: Code(text) != nil
        case .period: Period(text) != nil
        case .words(let words): words.contains(text)
        case .text(let limit): text.unicodeScalars.count <= limit
        // Written in one way only: 7, not 07 or +7.
        case .integer(let range): Int64(text).map { range.contains($0) && String($0) == text } ?? false
        // What has another form names nothing, which the operation finds by itself.
        case .name: true
        }
    }

    /// What is allowed, as a part of a sentence.
    var expected: Phrase {
        switch form {
        case .tenant: Phrase(de: "die Kennung eines Mitglieds wie soest", en: "the id of a member such as soest")
        case .code: Phrase(de: "eine Kennung aus a–z, 0–9 und -", en: "an id of a–z, 0–9 and -")
        case .period:
            Phrase(
                de: "ein Zeitraum wie 2026, 2026-H1, 2026-Q2 oder 2026-07",
                en: "a period such as 2026, 2026-H1, 2026-Q2 or 2026-07")
        case .words(let words):
            Phrase(de: "eines von \(words.joined(separator: ", "))", en: "one of \(words.joined(separator: ", "))")
        case .text(let limit):
            Phrase(de: "ein Text von höchstens \(limit) Zeichen", en: "a text of at most \(limit) characters")
        case .integer(let range):
            Phrase(
                de: "eine ganze Zahl von \(range.lowerBound) bis \(range.upperBound)",
                en: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        case .name(_, let expected): expected
        }
    }
}

extension Parameter {
    static let town = Parameter(
        "town", in: .path, .tenant, Phrase(de: "Kennung der Kommune", en: "Id of the municipality"))
    static let indicator = Parameter(
        "indicator", in: .path, .code, Phrase(de: "Kennung der Kennzahl", en: "Id of the indicator"))
    static let number = Parameter(
        "number", in: .path,
        .name(pattern: "^[1-9][0-9]{0,5}$", expected: Phrase(de: "eine Nummer wie 1", en: "a number such as 1")),
        Phrase(de: "Nummer der Version", en: "Number of the version"))
    static let draft = Parameter(
        "draft", in: .path,
        .name(
            pattern: "^[1-9][0-9]{0,5}-[1-9][0-9]?$",
            expected: Phrase(de: "Nummer und Fassung wie 2-1", en: "number and edition such as 2-1")),
        Phrase(de: "Nummer der Version und Fassung des Entwurfs", en: "Number of the version and edition of the draft"))
    static let report = Parameter(
        "report", in: .path,
        .name(
            pattern: Schema.reportPattern,
            expected: Phrase(de: "Zeitraum und Ausgabe wie 2026-1", en: "period and edition such as 2026-1")),
        Phrase(de: "Zeitraum und Ausgabe des Berichts", en: "Period and edition of the report"))
    static let issuer = Parameter(
        "issuer", in: .path,
        .name(
            pattern: Schema.issuerPattern,
            expected: Phrase(de: "die Kennung eines Mitglieds oder office", en: "the id of a member or office")),
        Phrase(de: "Kennung der Kommune, oder office", en: "Id of the municipality, or office"))

    // Filters
    static let ofTown = Parameter(
        "town", .tenant, Phrase(de: "Nur von dieser Kommune", en: "Of this municipality only"))
    static let ofIndicator = Parameter(
        "indicator", .code, Phrase(de: "Nur diese Kennzahl", en: "This indicator only"))
    static let ofPeriod = Parameter("period", .period, Phrase(de: "Nur dieser Zeitraum", en: "This period only"))
    static let ofField = Parameter(
        "field", .code, Phrase(de: "Nur zu diesem Handlungsfeld", en: "Of this field of action only"))
    static let ofGoal = Parameter(
        "goal", .code, Phrase(de: "Nur zu diesem Ziel der Region", en: "For this regional goal only"))
    static let runningIn = Parameter(
        "period", .period,
        Phrase(
            de: "Nur was in diesem Zeitraum läuft, soweit die Daten bekannt sind",
            en: "What runs in this period only, as far as its dates are known"))
    static let reusable = Parameter(
        "reuse", .words(["yes"]),
        Phrase(
            de: "Nur Maßnahmen mit Angaben zur Weitergabe", en: "Measures with a note on reuse only"))
    static let words = Parameter(
        "q", .text(limit: ListQuestion.longestSearch),
        Phrase(
            de: "Wörter, die in Titel, Beschreibung oder zuständiger Stelle stehen, in jeder Schreibung",
            en: "Words in title, description or responsible unit, however they are spelled"))
    static let ofBundle = Parameter(
        "bundle", .code, Phrase(de: "Nur aus diesem Bündel oder Leitprojekt", en: "Of this bundle or lead project only")
    )
    static let ofStatus = Parameter(
        "status", .words(MeasureStatus.allCases.map(\.rawValue)),
        Phrase(de: "Nur in diesem Stand", en: "At this status only"))

    // Calculations of counted numbers
    static let countedNumber = Parameter(
        "number", .words(CountQuestion.Measures.Number.allCases.map(\.rawValue)),
        standard: CountQuestion.Measures.Number.measures.rawValue,
        Phrase(
            de:
                "Was gezählt oder addiert wird: Maßnahmen, die in Umsetzung oder abgeschlossenen, geplante oder verausgabte Mittel, Kommunen",
            en:
                "What is counted or added up: measures, those in progress or completed, funds planned or spent, municipalities"
        ))
    static let unmapped = Parameter(
        "unmapped", .words(["yes"]),
        Phrase(de: "Nur Maßnahmen ohne Handlungsfeld", en: "Measures without a field of action only"))
    static let until = Parameter(
        "until", .period,
        Phrase(
            de: "Wie ein Bericht über diesen Zeitraum zählt: mit den Meldungen bis zu seinem Ende",
            en: "As a report of this period counts: with the summaries up to its end"))
    static let countedFigure = Parameter(
        "figure", .words(Summary.Participation.Figure.allCases.map(\.rawValue)),
        standard: Summary.Participation.Figure.contributions.rawValue,
        Phrase(de: "Welche Zahl zur Beteiligung", en: "Which number about participation"))
    static let partOf = Parameter(
        "by", .words([.channel, .field, .group].map(\Summary.Participation.Dimension.rawValue)),
        Phrase(de: "Nur ein Teil: wonach gegliedert", en: "One part only: broken down by what"))
    static let partKey = Parameter(
        "key", .text(limit: 64),
        Phrase(
            de: "Welcher Teil; ohne Angabe, was zu keinem Feld oder keiner Gruppe gehört",
            en: "Which part; without it what belongs to no field or to no group"))

    // A part of a list
    static let limit = Parameter(
        "limit", .integer(1...1000), standard: "100",
        Phrase(de: "Höchste Zahl der Zeilen", en: "Largest number of rows"))
    static let offset = Parameter(
        "offset", .integer(0...9_007_199_254_740_991), standard: "0",
        Phrase(de: "Zahl der Zeilen, die übergangen werden", en: "Number of rows to leave out"))
    static let from = Parameter(
        "from", .integer(0...9_007_199_254_740_991),
        Phrase(
            de: "Erster Eintrag, höchstens die Größe des Protokolls; ohne Angabe die neuesten Einträge",
            en: "First entry, at most the size of the log; the newest entries where it is not given"))
    static let at = Parameter(
        "at", .integer(1...9_007_199_254_740_991),
        Phrase(
            de: "Stand nach so vielen Einträgen des Protokolls; ohne Angabe der heutige",
            en: "As things stood after so many entries of the log; the present without it"))

    static let style = Parameter(
        "style", .words(CSVStyle.allCases.map(\.rawValue)), standard: CSVStyle.neutral.rawValue,
        Phrase(
            de:
                "excel-de: Semikolon, Dezimalkomma und Byte-Reihenfolge-Marke für Excel auf Deutsch; neutral: Komma und Dezimalpunkt",
            en:
                "excel-de: semicolons, decimal commas and a byte order mark for Excel in German; neutral: commas and decimal points"
        ))
    static let language = Parameter(
        "lang", .words(["de", "en"]),
        Phrase(
            de: "Sprache von Fehlermeldungen; ohne Angabe nach Accept-Language",
            en: "Language of problems; by Accept-Language where it is not given"))
}
