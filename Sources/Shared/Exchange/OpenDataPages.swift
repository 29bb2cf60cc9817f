import HTTP
import Pages
import Participation
import PublicForms

/// `/participation/data`: open data of the processes, for everybody and every program.
struct OpenDataPages: Sendable {
    let desk: ParticipationDesk
    let licence: OpenDataLicence

    private static let path = ParticipationRooms.path + "/data"

    var routes: [Route] {
        [
            desk.site.get(Self.path) { turn, _ in try list(turn) },
            desk.site.get(Self.path + "/:slug") { turn, parameters in
                guard let process = try process(parameters) else { return turn.notFound() }
                return turn.show(try page(process, turn))
            },
            desk.site.get(Self.path + "/:slug/:file") { turn, parameters in
                guard let process = try process(parameters), let (table, form) = Self.file(parameters["file"] ?? "")
                else {
                    return turn.notFound()
                }
                return try download(table, form, process, turn)
            },
        ]
    }

    private func process(_ parameters: Parameters) throws -> Process? {
        let slug = parameters["slug"] ?? ""
        return try desk.store.read { connection in try ProcessStore.find(slug: slug, connection) }
            .flatMap { $0.isPublished ? $0 : nil }
    }

    private static func file(_ name: String) -> (OpenDataTable, OpenData.Form)? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let table = OpenDataTable(rawValue: parts[0]),
            let form = OpenData.Form(rawValue: parts[1])
        else { return nil }
        return (table, form)
    }

    private func download(
        _ table: OpenDataTable, _ form: OpenData.Form, _ process: Process, _ turn: PublicTurn
    ) throws -> Response {
        let data = OpenData(store: desk.store, licence: licence)
        var response = Response(
            headers: Headers([("Content-Type", form.mediaType)]),
            body: .stream(length: nil) { write in try data.write(table, of: process, as: form, write) })
        response.etag = try data.mark(table, of: process, as: form)
        response.headers["Content-Disposition"] =
            "attachment; filename=\"\(process.slug)-\(table.rawValue).\(form.rawValue)\""
        // RFC 8288: the licence travels with the file also where its format has no place for it.
        response.headers["Link"] = "<\(licence.address)>; rel=\"license\""
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response.conditional(for: turn.request)
    }

    // MARK: Pages

    private func list(_ turn: PublicTurn) throws -> Response {
        let processes = try desk.store.read { connection in try ProcessStore.all(connection) }.filter(\.isPublished)
        return turn.show(
            PublicPage(
                title: turn.say("Offene Daten der Beteiligung", "Open data of participation"),
                lead: licence.line(turn.language),
                body: [
                    processes.isEmpty
                        ? EmptyState(
                            turn.say("Noch keine Daten", "No data yet"),
                            explanation: turn.say(
                                "Hier stehen Beiträge, Kommentare und Ergebnisse jedes öffentlichen Verfahrens.",
                                "Contributions, comments and results of each public process will stand here.")
                        ).html()
                        : .ul(
                            processes.map { process in
                                .li(.a(turn.link("\(Self.path)/\(process.slug)"), .text(process.title)))
                            })
                ], breadcrumb: [overview(turn)]))
    }

    private func overview(_ turn: PublicTurn) -> PageFrame.Link {
        PageFrame.Link(turn.say("Beteiligung", "Participation"), turn.link(ParticipationRooms.path))
    }

    private func page(_ process: Process, _ turn: PublicTurn) throws -> PublicPage {
        let results = try desk.store.read { connection in try ReleasedResult.all(of: process, connection) }
        let table = DataTable(
            caption: turn.say("Dateien", "Files"),
            columns: [
                turn.say("Inhalt", "Content"), "CSV", "JSON", turn.say("Spalten", "Columns"),
            ].map { DataTable.Column($0) },
            rows: OpenDataTable.allCases.map { table in
                [
                    .html(
                        [
                            .text(table.title(turn.language)),
                            .span(.text(" " + table.summary(turn.language)), class: "cell-note"),
                        ])
                ]
                    + OpenData.Form.allCases.map { form in
                        .html(
                            .a(
                                Address(path: "\(Self.path)/\(process.slug)/\(table.rawValue).\(form.rawValue)"),
                                .text(form.rawValue.uppercased()), .hidden(": " + table.title(turn.language))))
                    } + [.text(table.columns.joined(separator: ", "))]
            }, hidesCaption: true)
        return PublicPage(
            title: turn.say("Offene Daten: \(process.title)", "Open data: \(process.title)"),
            lead: licence.line(turn.language),
            body: [
                .when(
                    process.isExample,
                    Callout(
                        .information,
                        [
                            .p(
                                .text(
                                    turn.say(
                                        "Die Beiträge sind als Beispiele geschrieben.",
                                        "The contributions are written as examples.")))
                        ]
                    ).html(turn.language)),
                .section(.h2(.text(turn.say("Dateien", "Files"))), table.html(turn.language)),
                .when(
                    !results.isEmpty,
                    .section(
                        .h2(.text(turn.say("Ergebnisse der Abstimmungen", "Results of votes"))),
                        .ul(
                            results.map { result in
                                .li(
                                    .a(Address(path: result.path), .text("CSV"), .hidden(": " + result.title)),
                                    .text(" " + result.title))
                            }))),
                .section(
                    .h2(.text(turn.say("Was in den Dateien steht", "What stands in the files"))),
                    .ul(
                        notes.map { .li(.text($0(turn.language))) })),
            ],
            breadcrumb: [
                overview(turn),
                PageFrame.Link(turn.say("Offene Daten", "Open data"), turn.link(Self.path)),
            ])
    }

    private var notes: [Phrase] {
        [
            Phrase(
                de: "Nur was veröffentlicht ist. Namen, Pseudonyme, Adressen und Gruppen stehen nicht darin.",
                en: "Only what is published. Names, pseudonyms, addresses and groups are not in them."),
            Phrase(
                de:
                    "Zahlen mit dem Anfang „imported_“ hat eine andere Plattform gezählt; sie wurden übernommen und nicht neu "
                    + "gezählt. „supports“ und „comments“ zählt diese Seite.",
                en:
                    "Numbers that begin with \"imported_\" were counted by another platform; they are imported, not "
                    + "recounted. \"supports\" and \"comments\" are counted here."),
            Phrase(
                de:
                    "„place“ ist die Südwestecke eines Felds von etwa einem Kilometer, in Grad nördlicher Breite und östlicher "
                    + "Länge. Zeiten stehen in UTC.",
                en:
                    "\"place\" is the south-west corner of a square of about a kilometre, in degrees of northern latitude and "
                    + "eastern longitude. Times are in UTC."),
            Phrase(
                de:
                    "CSV: UTF-8, Komma als Trennzeichen. Vor einem Text, den eine Tabellenkalkulation für eine Formel hielte, "
                    + "steht ein Apostroph.",
                en:
                    "CSV: UTF-8, separated by commas. A text that a spreadsheet would take for a formula has an apostrophe in "
                    + "front."),
        ]
    }
}
