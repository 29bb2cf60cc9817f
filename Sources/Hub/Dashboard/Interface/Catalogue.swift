import Federation
import HTTP
import Pages

/// All datasets of the hub for data portals: DCAT-AP.de 2.0 as JSON-LD
/// (https://www.dcat-ap.de/def/dcatde/2.0/spec/).
struct Catalogue {
    let site: Site
    let state: FederationState
    let series: [RegionalSeries]

    var bytes: [UInt8] { json.bytes }

    var json: DataValue {
        let datasets = series.map(indicator) + [figures, towns, measures, participation, log]
        return .object([
            ("@context", Self.context), ("@id", node("catalogue")), ("@type", "dcat:Catalog"),
            ("dct:title", both(name.german, name.english, de: "Offene Daten: ", en: "Open data: ")),
            (
                "dct:description",
                both(
                    "Kennzahlen, Maßnahmen und Beteiligung der Kommunen, berechnet aus unterschriebenen Meldungen.",
                    "Indicators, measures and participation of municipalities, computed from signed summaries.")
            ), ("dct:publisher", publisher), ("foaf:homepage", ["@id": .text("\(site.publicAddress)/")]),
            ("dct:language", language), ("dct:modified", modified), ("dct:license", licence(site.license)),
            ("dcat:themeTaxonomy", ["@id": "http://publications.europa.eu/resource/authority/data-theme"]),
            ("dct:spatial", .array(places)), ("dcat:dataset", .array(datasets)), ("dcat:service", service),
        ])
    }

    // MARK: Datasets

    private func indicator(_ series: RegionalSeries) -> DataValue {
        let definition = series.definition
        let path = "/api/v1/indicators/\(definition.id)"
        let licence = definition.source.license.isEmpty ? site.license : definition.source.license
        let description = [definition.method.german, "Werte der Kommunen und der Region, je Zeitraum."]
            .filter { !$0.isEmpty }.joined(separator: " ")
        var members: [(String, DataValue)] = []
        let periods = series.figures.map(\.period)
        if let first = periods.map(\.firstDay).min(), let last = periods.map(\.lastDay).max() {
            members.append(
                (
                    "dct:temporal",
                    ["@type": "dct:PeriodOfTime", "dcat:startDate": day(first), "dcat:endDate": day(last)]
                ))
        }
        let since = state.frameworks.first { $0.value.indicator(definition.id) != nil }
        if let since { members.append(("dct:issued", day(since.received.day))) }
        if let source = try? Address(definition.source.url), definition.source.url.contains("://") {
            members.append(("foaf:page", ["@id": .text(source.text)]))
        }
        return dataset(
            "indicator-\(definition.id)", page: "/indicators/\(definition.id)",
            title: both(definition.name.german, definition.name.english),
            description: both(description, definition.method.english), theme: "SOCI",
            frequency: Self.frequency(definition.frequency), keywords: ["Kennzahl", definition.name.german],
            distributions: distributions(path, [.csv, .json, .jsonStat], licence), more: members)
    }

    private var figures: DataValue {
        dataset(
            "indicators", page: "/indicators",
            title: both("Regionale Werte aller Kennzahlen", "Regional values of all indicators"),
            description: both(
                "Alle Kennzahlen der Rahmenstrategie mit ihren regionalen Werten je Zeitraum.",
                "All indicators of the framework strategy with their regional values by period."), theme: "REGI",
            frequency: "IRREG", keywords: ["Kennzahlen", "Region"],
            distributions: distributions("/api/v1/indicators", [.csv, .json, .jsonStat], site.license))
    }

    private var towns: DataValue {
        dataset(
            "towns", page: "/towns", title: both("Kommunen des Verbunds", "Municipalities of the federation"),
            description: both(
                "Mitglieder mit Rolle, Amtlichem Gemeindeschlüssel, Beschluss und letzter Meldung.",
                "Members with role, official municipality key, decision and last summary."), theme: "GOVE",
            frequency: "IRREG", keywords: ["Kommunen", "Beschlüsse"],
            distributions: distributions("/api/v1/towns", [.csv, .json], site.license))
    }

    private var measures: DataValue {
        dataset(
            "measures", page: "/bundles", title: both("Maßnahmen der Kommunen", "Measures of the municipalities"),
            description: both(
                "Maßnahmen mit Stand, geplanten und ausgegebenen Mitteln, Handlungsfeldern und Bündeln.",
                "Measures with status, planned and spent money, fields of action and bundles."), theme: "GOVE",
            frequency: "IRREG", keywords: ["Maßnahmen", "Strategie"],
            distributions: distributions("/api/v1/measures", [.csv, .json], site.license))
    }

    private var participation: DataValue {
        dataset(
            "participation", page: "/participation", title: both("Beteiligung in Zahlen", "Participation in numbers"),
            description: both(
                "Beiträge, Formate und erreichte Menschen je Kommune, und was daraus wurde; kleine Anzahlen sind geheim.",
                "Contributions, formats and people reached by municipality, and what became of them; small counts are suppressed."
            ),
            theme: "GOVE", frequency: "IRREG", keywords: ["Beteiligung"],
            distributions: distributions("/api/v1/participation", [.csv, .json], site.license))
    }

    private var log: DataValue {
        dataset(
            "log", page: "/log", title: both("Protokoll aller Erklärungen", "Log of all statements"),
            description: both(
                "Jede unterschriebene Erklärung in ihrer Reihenfolge, nachprüfbar mit dem Prüfpunkt des Protokolls.",
                "Every signed statement in its order, verifiable with the checkpoint of the log."), theme: "GOVE",
            frequency: "UPDATE_CONT", keywords: ["Protokoll", "Nachweis"],
            distributions: distributions("/api/v1/log", [.csv, .json], site.license))
    }

    private func dataset(
        _ id: String, page: String, title: DataValue, description: DataValue, theme: String, frequency: String,
        keywords: [String], distributions: [DataValue], more: [(String, DataValue)] = []
    ) -> DataValue {
        var members: [(String, DataValue)] = [
            ("@id", node(id)), ("@type", "dcat:Dataset"), ("dct:identifier", node(id)), ("dct:title", title),
            ("dct:description", description), ("dct:publisher", publisher), ("dcat:contactPoint", contact),
            ("dcat:theme", ["@id": .text("http://publications.europa.eu/resource/authority/data-theme/\(theme)")]),
            (
                "dct:accrualPeriodicity",
                ["@id": .text("http://publications.europa.eu/resource/authority/frequency/\(frequency)")]
            ), ("dct:language", language), ("dct:modified", modified),
            ("dcat:landingPage", ["@id": .text("\(site.publicAddress)\(page)")]),
            ("dcat:keyword", .array(keywords.map { ["@value": .text($0), "@language": "de"] })),
            ("dct:spatial", .array(places)), ("dcatde:politicalGeocodingURI", .array(places)),
            (
                "dcatde:politicalGeocodingLevelURI",
                ["@id": "http://dcat-ap.de/def/politicalGeocoding/Level/municipality"]
            ),
            (
                "dct:accessRights",
                ["@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"]
            ), ("dcat:distribution", .array(distributions)),
        ]
        if let founding = state.founding, !more.contains(where: { $0.0 == "dct:issued" }) {
            members.append(("dct:issued", day(founding.received.day)))
        }
        if !site.catalogue.contributor.isEmpty {
            members.append(("dcatde:contributorID", ["@id": .text(site.catalogue.contributor)]))
        }
        return .object(members + more)
    }

    private func distributions(
        _ path: String, _ formats: [OperationDescription.Format], _ license: String
    ) -> [DataValue] {
        var found = formats.map { format in distribution("\(path)\(format.suffix)", format, license) }
        if formats.contains(.csv) {
            found.append(distribution("\(path).csv?style=\(CSVStyle.excelGerman.rawValue)", .csv, license))
        }
        return found
    }

    private func distribution(
        _ path: String, _ format: OperationDescription.Format, _ license: String
    ) -> DataValue {
        let address = "\(site.publicAddress)\(path)"
        let isExcel = path.hasSuffix(CSVStyle.excelGerman.rawValue)
        let fileType = format == .csv ? "CSV" : "JSON"
        let mediaType = format == .csv ? "text/csv" : "application/json"
        var members: [(String, DataValue)] = [
            ("@id", .text("\(address)#distribution")), ("@type", "dcat:Distribution"),
            ("dct:title", .text(isExcel ? "CSV für Excel auf Deutsch" : format.label)),
            ("dcat:accessURL", ["@id": .text(address)]), ("dcat:downloadURL", ["@id": .text(address)]),
            ("dct:format", ["@id": .text("http://publications.europa.eu/resource/authority/file-type/\(fileType)")]),
            ("dcat:mediaType", ["@id": .text("https://www.iana.org/assignments/media-types/\(mediaType)")]),
            ("dct:license", licence(license)), ("dct:modified", modified),
            (
                "dcatde:licenseAttributionByText",
                ["@value": .text("\(name.german), Stand des Protokolls: \(state.size)"), "@language": "de"]
            ),
        ]
        if format == .jsonStat { members.append(("dct:conformsTo", ["@id": "https://json-stat.org/full/"])) }
        return .object(members)
    }

    // MARK: What they share

    private var name: LocalizedText {
        state.founding?.value.name ?? LocalizedText(german: state.origin, english: state.origin)
    }

    private var service: DataValue {
        [
            "@id": node("service"), "@type": "dcat:DataService",
            "dct:title": both("Schnittstelle für Programme", "Interface for programs"),
            "dcat:endpointURL": ["@id": .text("\(site.publicAddress)/api/v1")],
            "dcat:endpointDescription": ["@id": .text("\(site.publicAddress)/api/openapi.json")],
            "dct:license": licence(site.license), "dct:publisher": publisher,
        ]
    }

    private var publisher: DataValue {
        [
            "@id": node("publisher"), "@type": "foaf:Agent",
            "foaf:name": .text(state.founding?.value.operatorName ?? state.origin),
            "foaf:homepage": ["@id": .text("\(site.publicAddress)/")],
        ]
    }

    private var contact: DataValue {
        var members: [(String, DataValue)] = [
            ("@id", node("contact")), ("@type", ["vcard:Kind", "vcard:Organization"]),
            ("vcard:fn", .text(state.founding?.value.operatorName ?? state.origin)),
            ("vcard:hasURL", ["@id": .text("\(site.publicAddress)/feedback")]),
        ]
        if !site.catalogue.contactMail.isEmpty {
            members.append(("vcard:hasEmail", ["@id": .text("mailto:\(site.catalogue.contactMail)")]))
        }
        return .object(members)
    }

    /// A licence that the list of DCAT-AP.de has, else one of our own with what the operator calls it: data portals want an address.
    private func licence(_ license: String) -> DataValue {
        if let code = LicenceCode(license) { return ["@id": .text(code.portal)] }
        return [
            "@id": node("licence-\(FormCoding.encode(license))"), "@type": "dct:LicenseDocument",
            "dct:title": .text(license),
        ]
    }

    /// Configured, else the districts of the members; where those are many, their states.
    private var places: [DataValue] {
        let keys = state.sortedMembers.compactMap { $0.facts(on: state.day).official?.ags }
        let districts = Set(keys.map { String($0.prefix(5)) })
        let found =
            !site.catalogue.places.isEmpty
            ? site.catalogue.places
            : districts.count <= 20
                ? districts.sorted().map { "http://dcat-ap.de/def/politicalGeocoding/districtKey/\($0)" }
                : Set(keys.map { String($0.prefix(2)) }).sorted()
                    .map { "http://dcat-ap.de/def/politicalGeocoding/stateKey/\($0)" }
        return found.map { ["@id": .text($0)] }
    }

    private var language: DataValue {
        .array(
            ["DEU", "ENG"].map { ["@id": .text("http://publications.europa.eu/resource/authority/language/\($0)")] })
    }

    private var modified: DataValue { day(state.day) }

    private func day(_ day: CalendarDay) -> DataValue { ["@value": .text(day.description), "@type": "xsd:date"] }

    private func node(_ id: String) -> DataValue { .text("\(site.publicAddress)/api/dcat.jsonld#\(id)") }

    /// English only where there is some.
    private func both(_ german: String, _ english: String, de: String = "", en: String = "") -> DataValue {
        var texts: [DataValue] = [["@value": .text(de + german), "@language": "de"]]
        if !english.isEmpty { texts.append(["@value": .text(en + english), "@language": "en"]) }
        return .array(texts)
    }

    private static func frequency(_ frequency: Period.Frequency) -> String {
        switch frequency {
        case .year: "ANNUAL"
        case .half: "ANNUAL_2"
        case .quarter: "QUARTERLY"
        case .month: "MONTHLY"
        }
    }

    private static let context: DataValue = [
        "dcat": "http://www.w3.org/ns/dcat#", "dcatde": "http://dcat-ap.de/def/dcatde/",
        "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
        "vcard": "http://www.w3.org/2006/vcard/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    ]
}
