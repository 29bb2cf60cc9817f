/// The columns of adhocracy+ and Go Vocal, and the usual names of plain tables in German and English.
enum OtherColumns {
    /// A module may name category and labels as it likes; then they stand between description and creator.
    static func adhocracy(_ header: [String]) -> (_ name: String, _ place: Int) -> ColumnUse? {
        let names = header.map { HeaderName($0).base }
        let description = names.firstIndex { $0 == "beschreibung" || $0 == "description" }
        let creator = names.firstIndex { $0 == "urheber" || $0 == "creator" || $0 == "ersteller*in" }
        return { name, place in
            if let known = adhocracy[name] { return known }
            guard let description, let creator, place > description, place < creator else { return nil }
            return place == description + 1 ? .take(.category) : .take(.label)
        }
    }

    private static let adhocracy: [String: ColumnUse] = [
        "referenznr.": .take(.id), "reference no.": .take(.id), "link": .take(.address),
        "titel": .take(.title), "title": .take(.title), "beschreibung": .take(.text), "description": .take(.text),
        "kategorie": .take(.category), "category": .take(.category), "merkmale": .take(.label),
        "labels": .take(.label), "urheber": .person, "creator": .person, "ersteller*in": .person,
        "erstellt": .take(.created), "created": .take(.created),
        "positive bewertungen": .take(.count(.supports)), "positive ratings": .take(.count(.supports)),
        "negative bewertungen": .take(.count(.against)), "negative ratings": .take(.count(.against)),
        "anzahl kommentare": .take(.count(.comments)), "comment count": .take(.count(.comments)),
        "status": .take(.status), "feedback": .take(.answer), "notiz": .lose(.noPlace), "remark": .lose(.noPlace),
        "einverständniserklärung": .person, "contact consent": .person, "ihre e-mailadresse": .person,
        "creator email": .person, "ihre telefonnummer": .person, "creator phone": .person,
        "ort (längengrad)": .take(.longitude), "location (longitude)": .take(.longitude),
        "ort (breitengrad)": .take(.latitude), "location (latitude)": .take(.latitude),
        "ortsbezeichnung": .take(.placeName), "location label": .take(.placeName), "budget": .take(.fact),
    ]

    /// The form's own fields stand between the number and the author: the first is the title, the second the text, where
    /// their names say nothing else.
    static func goVocal(_ header: [String]) -> (_ name: String, _ place: Int) -> ColumnUse? {
        let names = header.map { HeaderName($0).base }
        let author = names.firstIndex { $0.hasPrefix("author_") } ?? names.count
        let form = names.indices.filter { $0 < author && goVocal[names[$0]] == nil }
        let isNamed = form.contains { plain[names[$0]] == .take(.title) }
        return { name, place in
            if let known = goVocal[name] { return known }
            guard let order = form.firstIndex(of: place) else { return nil }
            if isNamed {
                // What people answer to further questions may say who they are, so only the known ones are taken.
                guard let use = plain[name],
                    [.take(.title), .take(.text), .take(.category), .take(.placeName)].contains(use)
                else { return nil }
                return use
            }
            return order == 0 ? .take(.title) : order == 1 ? .take(.text) : nil
        }
    }

    private static let goVocal: [String: ColumnUse] = [
        "input_id": .take(.id), "latitude": .take(.latitude), "longitude": .take(.longitude),
        "location_description": .take(.placeName), "author_fullname": .person, "author_email": .person,
        "author_id": .person, "created_at": .take(.created), "published_at": .take(.published),
        "comments_count": .take(.count(.comments)), "likes_count": .take(.count(.supports)),
        "dislikes_count": .take(.count(.against)), "neutral_reactions_count": .take(.count(.neutral)),
        "picks": .take(.count(.picks)), "participants": .take(.count(.participants)),
        "votes_count": .take(.count(.votes)), "budget": .take(.fact), "manual_votes": .take(.count(.offlineVotes)),
        "input_url": .take(.address), "project": .take(.fact), "status": .take(.status), "assignee_fullname": .person,
        "assignee_email": .person,
    ]

    static func plain(_ name: String, _ place: Int) -> ColumnUse? { plain[name] ?? plain[name.filter { $0 != "*" }] }

    private static let plain: [String: ColumnUse] = {
        let uses: [(ColumnUse, [String])] = [
            (.take(.id), ["id", "kennung", "nr", "nr.", "nummer", "lfd. nr.", "number", "no.", "referenznummer"]),
            (.take(.title), ["title", "titel", "überschrift", "ueberschrift", "betreff", "kurztitel", "headline"]),
            (
                .take(.text),
                [
                    "text", "beschreibung", "beitrag", "idee", "vorschlag", "anregung", "inhalt", "description", "body",
                    "content", "idea", "proposal", "contribution", "stichpunkt", "karte", "aussage", "statement",
                ]
            ),
            (
                .take(.category),
                ["category", "kategorie", "thema", "topic", "theme", "handlungsfeld", "field", "themenfeld", "rubrik"]
            ),
            (.take(.label), ["labels", "label", "merkmale", "schlagworte", "schlagwörter", "tags", "stichworte"]),
            (.take(.placeName), ["ort", "place", "location", "stadtteil", "district", "ortsteil", "lage"]),
            (.take(.latitude), ["latitude", "lat", "breite", "breitengrad", "geo. breite"]),
            (.take(.longitude), ["longitude", "lon", "lng", "länge", "laenge", "längengrad", "geo. länge"]),
            (.take(.status), ["status", "stand", "bearbeitungsstand", "state"]),
            (.take(.answer), ["answer", "antwort", "stellungnahme", "feedback", "rückmeldung", "reply"]),
            (.take(.created), ["created", "created_at", "erstellt", "erstellt am", "datum", "date", "eingang", "am"]),
            (.take(.published), ["published_at", "veröffentlicht", "veröffentlicht am"]),
            (.take(.address), ["url", "link", "adresse im netz", "webadresse", "address"]),
            (
                .take(.count(.supports)),
                [
                    "supports", "support", "likes", "unterstützungen", "unterstützer", "zustimmungen", "gefällt mir",
                    "pro",
                ]
            ),
            (.take(.count(.against)), ["dislikes", "ablehnungen", "contra", "gegenstimmen"]),
            (.take(.count(.votes)), ["votes", "stimmen", "punkte", "points"]),
            (.take(.count(.comments)), ["comments", "kommentare", "anzahl kommentare", "comments_count"]),
            (
                .take(.fact),
                ["kosten", "cost", "budget", "veranstaltung", "event", "tisch", "table", "town", "process"]
            ),
            (
                .person,
                [
                    "name", "vorname", "nachname", "autor", "autorin", "autor/in", "autor:in", "author", "verfasser",
                    "verfasserin", "e-mail", "email", "e-mail-adresse", "mail", "telefon", "telefonnummer", "phone",
                    "handy", "mobil", "anschrift", "adresse", "straße", "strasse", "street", "plz", "geburtsdatum",
                    "alter", "age", "geschlecht", "gender", "einreicher", "einreichende", "benutzer", "benutzername",
                    "user", "username", "nutzer", "ip", "ip-adresse", "kontakt", "contact",
                ]
            ),
        ]
        return Dictionary(
            uses.flatMap { use, names in names.map { ($0, use) } }, uniquingKeysWith: { first, _ in first })
    }()
}
