/// The names that columns and keys may have in a table: English, and the German ones of docs/IMPORT.md. Upper and lower
/// case make no difference.
enum ColumnNames {
    /// All names that mean the column or key `name` of `table`, the English one first.
    static func accepted(_ name: String, in table: String) -> [String] {
        var names = [name] + (german[name] ?? [])
        if name == "source", table == "costs.csv" { names.append("Finanzierungsquelle") }
        return names
    }

    private static let german: [String: [String]] = [
        "key": ["Schlüssel", "Schluessel"], "value": ["Wert"], "id": ["Kennung"], "order": ["Reihenfolge"],
        "name": ["Bezeichnung"], "description": ["Beschreibung"], "field": ["Handlungsfeld"],
        "fields": ["Handlungsfelder"], "goals": ["Ziele"], "code": ["Kürzel", "Kuerzel"], "title": ["Titel"],
        "bundle": ["Maßnahmenbündel", "Massnahmenbuendel"], "status": ["Stand"], "start": ["Beginn"], "end": ["Ende"],
        "lead": ["Federführung", "Federfuehrung"], "partners": ["Partner"], "links": ["Verweise"],
        "reuse": ["Nachnutzung"], "guidelines": ["Leitlinien"], "measure": ["Maßnahme", "Massnahme"],
        "owner": ["Zuständigkeit", "Zustaendigkeit"], "year": ["Jahr"], "source": ["Quelle"], "planned": ["Geplant"],
        "spent": ["Ausgegeben"], "own_share": ["Eigenanteil"], "kind": ["Art"], "own": ["Eigene Kennung"],
        "framework": ["Rahmenkennung"], "indicator": ["Indikator"], "period": ["Zeitraum"],
        "numerator": ["Zähler", "Zaehler"], "denominator": ["Nenner"], "flags": ["Kennzeichen"], "level": ["Ebene"],
        "comment": ["Kommentar"], "done": ["Erreicht"], "percent": ["Prozent"], "by": ["Angabe von"],
        "channel": ["Kanal"], "figure": ["Größe", "Groesse"], "count": ["Anzahl"],
        // Keys of strategy.csv and adoption.csv.
        "vision": ["Leitbild"], "decision_body": ["Beschlussgremium"], "decision_date": ["Beschlussdatum"],
        "decision_number": ["Beschlussnummer"], "decision_link": ["Beschlussverweis"], "body": ["Gremium"],
        "date": ["Datum"], "number": ["Nummer"], "link": ["Verweis"],
    ]
}
