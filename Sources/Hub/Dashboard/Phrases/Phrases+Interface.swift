import Pages

/// Words of the page about the interface for programs.
extension Phrase {
    static let interfaceTitle = Phrase(de: "Daten für Programme und Tabellen", en: "Data for programs and spreadsheets")
    static let interfaceLead = Phrase(
        de: "Alles, was die öffentlichen Seiten zeigen, lässt sich ohne Anmeldung abrufen und weiterverwenden.",
        en: "All that the public pages show can be fetched and reused without registration.")
    static let interfaceRules = Phrase(de: "Was gilt", en: "What holds")
    static let interfaceAddresses = Phrase(de: "Adressen", en: "Addresses")
    static let interfaceParameter = Phrase(de: "Angabe", en: "Parameter")
    static let interfaceParameters = Phrase(de: "Angaben", en: "Parameters")
    static let interfaceSigns = Phrase(de: "Zeichen in Tabellen", en: "Signs in tables")
    static let interfaceAddress = Phrase(de: "Adresse", en: "Address")
    static let interfaceMeaning = Phrase(de: "Bedeutung", en: "Meaning")
    static let interfaceAllowed = Phrase(de: "erlaubt", en: "allowed")
    static let interfaceStandard = Phrase(de: "sonst", en: "else")
    static let interfaceDocument = Phrase(
        de: "Beschreibung für Programme (OpenAPI 3.1)", en: "Description for programs (OpenAPI 3.1)")
    static let interfaceCatalogue = Phrase(
        de: "Verzeichnis für Datenportale (DCAT-AP.de)", en: "Catalogue for data portals (DCAT-AP.de)")
    static let interfaceExcel = Phrase(
        de: "Für Excel auf Deutsch hängen Sie an eine CSV-Adresse ?style=excel-de an.",
        en: "For Excel in German append ?style=excel-de to a CSV address.")
    static let notFoundInterface = Phrase(
        de:
            "Unter dieser Adresse gibt es nichts. Alle Adressen nennt /api; welche Kennungen es gibt, sagen die Listen, etwa /api/v1/towns.",
        en:
            "There is nothing at this address. /api names all addresses; the lists, such as /api/v1/towns, say which ids there are."
    )
    static let interfaceLink = Phrase(de: "Daten abrufen", en: "Get the data")
    static let interfaceMore = Phrase(
        de: "Alle Adressen, Formate und Angaben", en: "All addresses, formats and parameters")
}

/// What users of the interface may count on: said on the page, in the OpenAPI document and in docs/API.md.
enum InterfacePromise {
    static let stability = Phrase(
        de:
            "Adressen unter /api/v1 bleiben. Sie enthalten Kennungen, die sich nie ändern, keine Titel. Hinzukommen können neue Adressen, neue Angaben, "
            + "neue Felder in einer Antwort und neue Wörter in einer Liste; lesen Sie über Unbekanntes hinweg. Was nicht so hinzukommen kann, "
            + "erscheint unter /api/v2, und /api/v1 bleibt daneben.",
        en:
            "Addresses under /api/v1 stay. They hold ids, which never change, and no titles. New addresses, new parameters, new members of an "
            + "answer and new words of a list may be added; pass over what you do not know. What cannot be added in this way appears "
            + "under /api/v2, and /api/v1 stays beside it.")
    static let pages = Phrase(
        de:
            "Lange Listen kommen in Teilen: limit (1 bis 1000, sonst 100) und offset; das Feld next und der Kopf Link nennen die Adresse des "
            + "nächsten Teils. Hat sich log_size zwischen zwei Teilen geändert, ist inzwischen eine Erklärung hinzugekommen: Beginnen Sie von vorn.",
        en:
            "Long lists come in parts: limit (1 to 1000, else 100) and offset; the member next and the field Link name the address of the "
            + "next part. If log_size has changed between two parts, a statement has come in between: start again.")
    static let caching = Phrase(
        de:
            "Jede Antwort hat einen ETag. Mit If-None-Match kommt 304, solange das Protokoll nicht gewachsen ist. HEAD geht überall, wo GET geht; "
            + "von anderen Webseiten aus darf gelesen werden (CORS).",
        en:
            "Every answer has an ETag. With If-None-Match the answer is 304 as long as the log has not grown. HEAD works wherever GET does; other "
            + "web sites may read (CORS).")
    static let refusals = Phrase(
        de:
            "Unbekannte, doppelte oder unzulässige Angaben in der Adresse werden mit 400 zurückgewiesen, nicht übergangen. Jede Fehlermeldung ist "
            + "application/problem+json (RFC 9457); field nennt die Angabe, expected, was erlaubt ist. Andere Methoden: 405 mit Allow. Das Format bestimmt die "
            + "Adresse, nicht der Kopf Accept.",
        en: "Parameters that are unknown, doubled or not allowed are refused with 400, not passed over. Every error is "
            + "application/problem+json (RFC 9457); field names the parameter, expected what is allowed. Other methods: 405 with Allow. The address decides the "
            + "format, not the field Accept.")
    static let numbers = Phrase(
        de:
            "JSON schreibt Dezimalzahlen als Text, genau wie unterschrieben; JSON-stat als Zahl. In CSV heißt eine leere Zelle „keine Angabe“ und ein "
            + "Punkt „geheim“. Ein Text, den eine Tabellenkalkulation für eine Formel hielte, beginnt mit einem Apostroph.",
        en:
            "JSON writes decimal numbers as text, exactly as signed; JSON-stat as numbers. In CSV an empty cell is “not reported” and a full "
            + "stop “suppressed”. A text that a spreadsheet would take for a formula begins with an apostrophe.")

    static let all = [stability, pages, caching, refusals, numbers]
}

extension OperationDescription.Topic {
    var label: Phrase {
        switch self {
        case .figures: Phrase(de: "Kennzahlen und Werte", en: "Indicators and values")
        case .towns: Phrase(de: "Kommunen und Maßnahmen", en: "Municipalities and measures")
        case .participation: .participationHeading
        case .texts: Phrase(de: "Rahmenstrategie, Entwürfe, Berichte", en: "Framework strategy, drafts, reports")
        case .log: .log
        case .description: Phrase(de: "Beschreibung", en: "Description")
        case .exchange:
            Phrase(
                de: "Für die Programme der Kommunen und Zeugen", en: "For the programs of municipalities and witnesses")
        }
    }
}
