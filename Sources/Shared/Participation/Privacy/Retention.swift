import Database
import Pages

/// How long personal data are kept, kind by kind. Each has a standard that a house can change.
public struct Retention: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Days until an address that nobody confirmed is forgotten.
        case unconfirmed
        /// Months after the end of a process until names, groups and devices are forgotten.
        case names, groups, devices
        /// Months until texts that are not shown are deleted.
        case withheld
        /// Months until the words of reports are deleted.
        case reports

        var standard: Int {
            switch self {
            case .unconfirmed: 7
            case .names, .groups: 12
            case .devices: 1
            case .withheld, .reports: 6
            }
        }

        var range: ClosedRange<Int> {
            switch self {
            case .unconfirmed: 1...30
            case .names, .groups: 0...120
            case .devices, .withheld, .reports: 0...24
            }
        }

        var isInDays: Bool { self == .unconfirmed }

        /// What is kept so long.
        var word: Phrase {
            switch self {
            case .unconfirmed:
                Phrase(de: "E-Mail-Adressen ohne Bestätigung", en: "E-mail addresses without confirmation")
            case .names:
                Phrase(
                    de: "Namen bei Beiträgen, Protokollen und Auszählungen, nach dem Ende des Verfahrens",
                    en: "Names with contributions, records and counts, after the process has ended")
            case .groups:
                Phrase(
                    de: "Gruppe bei Beiträgen, nach dem Ende des Verfahrens",
                    en: "Group with contributions, after the process has ended")
            case .devices:
                Phrase(
                    de: "Kennung des Geräts oder Codes bei Unterstützungen und Stimmen, nach dem Ende des Verfahrens",
                    en: "Mark of the device or code with supports and votes, after the process has ended")
            case .withheld:
                Phrase(
                    de: "Texte, die nicht gezeigt werden, nach der Entscheidung",
                    en: "Texts that are not shown, after the decision")
            case .reports:
                Phrase(
                    de: "Texte von Meldungen, nach der Entscheidung", en: "Texts of reports, after the decision")
            }
        }

        /// "7 Tage", "12 Monate".
        func span(_ value: Int, _ language: Language) -> String {
            let phrase =
                isInDays
                ? Phrase(de: value == 1 ? "1 Tag" : "\(value) Tage", en: value == 1 ? "1 day" : "\(value) days")
                : Phrase(de: value == 1 ? "1 Monat" : "\(value) Monate", en: value == 1 ? "1 month" : "\(value) months")
            return phrase(language)
        }
    }

    private var values: [Kind: Int]

    public init() { values = [:] }

    public subscript(kind: Kind) -> Int {
        get { values[kind] ?? kind.standard }
        set { values[kind] = newValue }
    }

    var unconfirmedDays: Int { self[.unconfirmed] }

    public static func read(_ connection: borrowing Connection) throws -> Retention {
        var retention = Retention()
        let stored = try connection.query("SELECT name, value FROM retention_setting") { row in
            (Kind(rawValue: try row.text(0)), try row.int(1))
        }
        for (kind, value) in stored { if let kind, kind.range.contains(value) { retention[kind] = value } }
        return retention
    }

    static func write(_ retention: Retention, _ connection: borrowing Connection) throws {
        for kind in Kind.allCases {
            try connection.execute(
                "INSERT INTO retention_setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                .text(kind.rawValue), Value(retention[kind]))
        }
    }
}
