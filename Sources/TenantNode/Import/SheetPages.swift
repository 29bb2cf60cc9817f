import AccountPages
import Accounts
import Database
import Federation
import HTTP
import Pages
import Service
import Tables

/// `/staff/indicators/import`: a table of values, pasted or as a file; first a dry run, then all of it or nothing.
struct SheetPages: Sendable {
    let node: Node
    let gate: StaffGate

    var routes: [Route] {
        [
            gate.get("/indicators/import", .author) { turn, _ in
                try form(turn, FormInput(stored: ["place": [try place()], "notation": ["auto"]]))
            },
            gate.post("/indicators/import", .author) { turn, _, form in try dryRun(turn, form) },
            gate.post("/indicators/import/take", .author) { turn, _, form in try take(turn, form) },
        ]
    }

    /// The official key that a federation knows for this town, so that its rows are found in a file of many.
    private func place() throws -> String {
        for membership in try node.memberships() {
            if let official = try node.log(of: membership).state.members[membership.tenant]?.official {
                return official.ags
            }
        }
        return ""
    }

    // MARK: Form

    private func form(
        _ turn: StaffTurn, _ input: FormInput, refusal: ImportRefusal? = nil, note: Phrase? = nil
    ) throws -> Response {
        let catalogue = try IndicatorCatalogue.read(node)
        let say = turn.say
        let fields = [
            FormField(
                id: "table", label: say("Tabelle einfügen", "Paste a table"), control: .area(rows: 10),
                hint: say(
                    "Aus einer Tabellenkalkulation kopieren, mit Kopfzeile: eine Spalte Indikator und je Zeitraum eine Spalte, "
                        + "oder Spalten für Indikator, Zeitraum und Wert.",
                    "Copy it from a spreadsheet, with its header: a column indicator and one for each period, or columns for "
                        + "indicator, period and value."), isRequired: false),
            FormField(
                id: "file", label: say("oder Datei wählen", "or choose a file"),
                control: .file(accept: ".csv,.tsv,.txt"),
                hint: say(
                    "CSV in UTF-8, höchstens 3 MB; auch Dateien von Open SDG und Datenwerte von DHIS2",
                    "CSV in UTF-8, at most 3 MB; also files of Open SDG and data values of DHIS2"), isRequired: false),
            FormField(
                id: "indicator", label: say("Kennzahl der Datei", "Indicator of the file"),
                control: .select(
                    catalogue.definitions.map { FormField.Option($0.id.text, $0.name.text(turn.language)) }),
                hint: say(
                    "Nur nötig, wenn die Datei ihre Kennzahl nicht nennt (Open SDG).",
                    "Only needed where the file does not name its indicator (Open SDG)."), isRequired: false),
            FormField(
                id: "place", label: say("Unser Ort in der Datei", "Our place in the file"), control: .text(width: 20),
                hint: say(
                    "Gemeindeschlüssel oder Kürzel; nur Zeilen dieses Orts werden übernommen.",
                    "Official key or code; only rows of this place are taken."), isRequired: false),
            FormField(
                id: "notation", label: say("Schreibweise der Zahlen", "How numbers are written"),
                control: .radios([
                    FormField.Option("auto", say("erkennen", "find out")), FormField.Option("german", "1.234,5"),
                    FormField.Option("english", "1,234.5"),
                ])),
            FormField(
                id: "unknown", label: say("Unbekannte Kennzahlen", "Unknown indicators"),
                control: .checkboxes([
                    FormField.Option(
                        "skip",
                        say(
                            "Zeilen mit Kennzahlen auslassen, die es hier nicht gibt",
                            "leave out rows of indicators that are not known here"))
                ]), isRequired: false),
        ]
        let isRefused = refusal != nil || note != nil
        return turn.show(
            StaffPage(
                title: say("Tabelle einlesen", "Read a table"),
                lead: .text(
                    say(
                        "Sie sehen zuerst, was sich ändern würde. Gespeichert wird alles oder nichts.",
                        "You first see what would change. Either all of it is saved, or nothing.")),
                body: [
                    .when(note) { Callout(.error, [.p(.text(turn($0)))]).html(turn.language) },
                    .when(refusal) { problems($0, turn) },
                    turn.form(
                        "/indicators/import", parts: fields.map { FormPart.field($0).filled(input, turn.language) },
                        submit: Phrase(de: "Prüfen", en: "Check"), cancel: turn.link("/indicators"), hasFile: true
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func problems(_ refusal: ImportRefusal, _ turn: StaffTurn) -> HTML {
        let more = refusal.count - refusal.problems.count
        return .element(
            .div, [.class("error-summary"), .set(.role, "alert"), .set(.tabindex, "-1"), .flag(.autofocus)],
            [
                .h2(
                    .text(
                        turn.say(
                            "Nichts wurde übernommen: \(refusal.count) Fehler",
                            "Nothing was taken: \(refusal.count) errors"))),
                .ul(refusal.problems.map { .li(.text($0.text(turn.language))) }),
                .when(more > 0, .p(.text(turn.say("und \(more) weitere", "and \(more) more")))),
            ])
    }

    // MARK: Dry run

    private func options(_ input: FormInput, _ turn: StaffTurn) -> IndicatorSheet.Options {
        var options = IndicatorSheet.Options()
        options.indicator = Code(input["indicator"])
        options.place = input["place"].isEmpty ? nil : input["place"]
        options.skipsUnknown = input.all("unknown").contains("skip")
        options.notation = input["notation"] == "german" ? .german : input["notation"] == "english" ? .english : nil
        options.pageNotation = turn.notation
        return options
    }

    private func dryRun(_ turn: StaffTurn, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        // As it was typed: leading tabs of a pasted table mean something.
        input["table"] = submitted["table"].replacing("\r\n", with: "\n")
        let file = submitted.file("file")
        guard file != nil || !input["table"].allSatisfy(\.isWhitespace) else {
            input.refuse(
                "table",
                Phrase(
                    de: "Bitte fügen Sie eine Tabelle ein, oder wählen Sie eine Datei.",
                    en: "Please paste a table, or choose a file."))
            return try form(
                turn, input, note: Phrase(de: "Es gibt noch nichts zu prüfen.", en: "There is nothing to check yet."))
        }
        let name = file?.fileName ?? turn.say("Tabelle", "Table")
        let bytes = file?.bytes ?? Array(input["table"].utf8)
        var options = options(input, turn)
        // The place is offered for files of many towns; a table without places has no use for it.
        if options.place == (try place()), !bytes.isEmpty, !hasPlace(bytes) { options.place = nil }
        do {
            let run = try SheetDesk(node: node).dryRun(bytes, file: name, options: options)
            return turn.show(SheetView(run: run, file: name, turn: turn).page())
        } catch let refusal as ImportRefusal {
            // A browser does not choose a file again by itself: what was in it stands in the form, to be mended there.
            if let file, file.bytes.count <= Self.largestShown, let text = String(validating: file.bytes, as: UTF8.self)
            {
                input["table"] = text.replacing("\r\n", with: "\n")
            }
            return try form(turn, input, refusal: refusal)
        }
    }

    /// A larger file is quicker chosen again than read in a text field.
    private static let largestShown = 512 << 10

    private func hasPlace(_ bytes: [UInt8]) -> Bool {
        let problems = ProblemList()
        let rows = CSVReader.read(
            bytes, file: "", problems: problems, maximumBytes: IndicatorSheet.maximumBytes,
            maximumRows: IndicatorSheet.maximumRows)
        guard let header = rows?.first?.cells,
            let layout = SheetLayout.find(header, problems: problems, file: "")
        else { return true }
        return layout.place(of: .place) != nil
    }

    // MARK: Taking it

    private func take(_ turn: StaffTurn, _ submitted: SubmittedForm) throws -> Response {
        let account = turn.visitor.account
        let seconds = node.world.now().seconds
        let rows = Array(submitted["rows"].replacing("\r\n", with: "\n").utf8)
        var options = IndicatorSheet.Options()
        options.notation = .english
        let file = printable(submitted["name"], maximum: 100)
        do {
            let run = try SheetDesk(node: node).take(rows, file: file, options: options, mark: submitted["mark"]) {
                connection, run in
                let keys = (run.added + run.changed.map(\.new)).map(\.key)
                for key in keys { try ObservationStore.noteEdit(key, by: account.id, at: seconds, connection) }
                var changes = EntryGrid.Changes()
                changes.entries = run.changed.map(\.new)
                for (new, old) in run.changed { changes.before[new.key] = old }
                try Journal.record(
                    "indicators.imported", object: file,
                    detail: "\(run.added.count) added, \(run.changed.count) changed: \(changes.words)", by: account,
                    at: seconds, connection)
            }
            guard run != nil else {
                let again = try SheetDesk(node: node).dryRun(rows, file: file, options: options)
                return turn.show(SheetView(run: again, file: file, isStale: true, turn: turn).page())
            }
            return turn.go("/indicators", done: "imported")
        } catch let refusal as ImportRefusal {
            // What was to be taken is still there, as the table that the dry run made of it.
            return try form(
                turn, FormInput(stored: ["notation": ["english"], "table": [submitted["rows"]]]), refusal: refusal)
        }
    }
}

/// What a table would change, before anything is written.
struct SheetView {
    let run: SheetDesk.DryRun
    let file: String
    /// Something was changed between the first look and the confirmation.
    var isStale = false
    let turn: StaffTurn

    private static let shown = 100

    func page() -> StaffPage {
        StaffPage(
            title: turn.say("Was würde sich ändern?", "What would change?"), lead: .text(answer),
            body: [
                .when(
                    isStale,
                    Callout(
                        .warning,
                        [
                            .p(
                                .text(
                                    turn.say(
                                        "Inzwischen hat jemand anderes Werte geändert. Bitte sehen Sie noch einmal hin.",
                                        "Somebody else has changed values meanwhile. Please look again.")))
                        ]
                    ).html(turn.language)), confirmation, changed, added, losses,
            ], status: isStale ? 409 : 200)
    }

    private var answer: String {
        let (added, changed) = (run.added.count, run.changed.count)
        if run.isNothing {
            return turn.say(
                "Nichts ändert sich: \(values(run.unchangedCount)), und alles steht schon so da.",
                "Nothing changes: \(values(run.unchangedCount)), and all stand there already.")
        }
        return turn.say(
            "\(values(added)) neu, \(changed) geändert, \(run.unchangedCount) unverändert. Noch ist nichts gespeichert.",
            "\(values(added)) new, \(changed) changed, \(run.unchangedCount) unchanged. Nothing is saved yet.")
    }

    private var confirmation: HTML {
        guard !run.isNothing else {
            return .p(.buttonLink(turn.link("/indicators/import"), turn.say("Zurück", "Back"), primary: false))
        }
        return turn.form(
            "/indicators/import/take",
            hidden: [
                QueryItem("rows", run.canonical), QueryItem("mark", run.mark), QueryItem("name", file),
            ], parts: [],
            submit: Phrase(
                de: "\(values(run.added.count + run.changed.count)) übernehmen",
                en: "Take \(values(run.added.count + run.changed.count))"), cancel: turn.link("/indicators/import")
        ).html(turn.language)
    }

    private func name(_ observation: StoredObservation) -> String {
        let indicator = observation.key.indicator
        return run.catalogue[indicator]?.name.text(turn.language) ?? indicator.text
    }

    private func values(_ count: Int) -> String {
        count == 1 ? turn.say("1 Wert", "1 value") : turn.say("\(count) Werte", "\(count) values")
    }

    private func words(_ observation: StoredObservation) -> String {
        var text =
            observation.value.map { NumberFormat.decimal($0.description, turn.language) } ?? observation.numerator.map {
                NumberFormat.decimal($0.description, turn.language) + " : "
                    + NumberFormat.decimal(observation.denominator?.description ?? "", turn.language)
            } ?? observation.status.word(turn.language)
        let flags = observation.flags.map { $0.word(turn.language) }
        if !flags.isEmpty { text += " (\(flags.joined(separator: ", ")))" }
        return text
    }

    private var changed: HTML {
        guard !run.changed.isEmpty else { return .empty }
        let rows = run.changed.prefix(Self.shown).map { new, old -> [DataTable.Cell] in
            [
                .text(name(new)), .text(DateFormat.period("\(new.key.period)", turn.language)), .text(words(old)),
                .text(words(new)),
            ]
        }
        return table(
            turn.say("Geändert", "Changed"),
            [
                turn.say("Kennzahl", "Indicator"), turn(.period), turn.say("bisher", "until now"),
                turn.say("neu", "new"),
            ], rows,
            of: run.changed.count)
    }

    private var added: HTML {
        guard !run.added.isEmpty else { return .empty }
        let rows = run.added.prefix(Self.shown).map { new -> [DataTable.Cell] in
            [.text(name(new)), .text(DateFormat.period("\(new.key.period)", turn.language)), .text(words(new))]
        }
        return table(
            turn.say("Neu", "New"), [turn.say("Kennzahl", "Indicator"), turn(.period), turn(.value)], rows,
            of: run.added.count)
    }

    private func table(_ caption: String, _ columns: [String], _ rows: [[DataTable.Cell]], of count: Int) -> HTML {
        .section(
            .h2(.text(caption)),
            .when(
                count > rows.count,
                .p(.text(turn.say("Die ersten \(rows.count) von \(count)", "The first \(rows.count) of \(count)")))),
            DataTable(
                caption: caption, columns: columns.map { DataTable.Column($0) }, rows: rows, hidesCaption: true
            ).html(turn.language))
    }

    private var losses: HTML {
        let report = run.report
        let format =
            switch report.format {
            case .long: turn.say("eine Zeile je Wert", "one row for each value")
            case .matrix: turn.say("eine Zeile je Kennzahl", "one row for each indicator")
            case .openSDG: "Open SDG"
            case .dhis2: "DHIS2"
            }
        var items: [(term: String, content: HTML)] = [
            (turn.say("Aufbau", "Layout"), .text(format)),
            (
                turn.say("Zahlen gelesen als", "Numbers read as"),
                .text(report.notation == .german ? "1.234,5" : "1,234.5")
            ),
            (turn.say("Zeilen", "Rows"), .text(NumberFormat.integer(report.rowCount, turn.language))),
            (
                turn.say("Nicht übernommene Spalten", "Columns not taken"),
                .text(report.columns.isEmpty ? turn.say("keine", "none") : report.columns.joined(separator: ", "))
            ),
        ]
        for left in report.leftOut {
            let rows = left.rows.map(String.init).joined(separator: ", ") + (left.count > left.rows.count ? ", …" : "")
            items.append(
                (
                    turn.say("Ausgelassen: ", "Left out: ") + turn(left.reason),
                    .text(turn.say("\(left.count) Zeilen (\(rows))", "\(left.count) rows (\(rows))"))
                ))
        }
        return .section(
            .h2(.text(turn.say("Was nicht übernommen wird", "What is not taken"))), DefinitionList(items).html())
    }
}

extension Observation.Status {
    func word(_ language: Pages.Language) -> String {
        switch self {
        case .missing: Phrase.missing(language)
        case .notApplicable: Phrase.notApplicable(language)
        case .reported: Phrase.reported(language)
        case .suppressed: Phrase.suppressed(language)
        }
    }
}
