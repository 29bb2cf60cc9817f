import AccountPages
import Crypto
import HTTP
import Pages
import Participation
import PlatformImport
import Tables

/// `/staff/participation/import`: a file of another platform; first what it brings and what is lost, then all of it or
/// nothing.
public struct ImportPages: Sendable {
    /// Of an uploaded file: every export of a town's platform fits several times over.
    public static let maximumBytes = 16 << 20
    /// Below the staff prefix.
    public static let path = "/participation/import"

    let desk: ParticipationDesk
    let imports: ImportDesk
    let pending = PendingImports()

    init(desk: ParticipationDesk) {
        self.desk = desk
        imports = ImportDesk(store: desk.store) { desk.now }
    }

    var routes: [Route] {
        [
            desk.gate.get(Self.path, .author) { turn, _ in
                try form(
                    turn, FormInput(stored: ["shown": ["yes"], "process": [turn.request.queryValue("process") ?? ""]]))
            },
            desk.gate.post(Self.path, .author) { turn, _, form in try dryRun(turn, form) },
            desk.gate.post(Self.path + "/take", .author) { turn, _, form in try take(turn, form) },
        ]
    }

    // MARK: Choosing a file

    private func form(_ turn: StaffTurn, _ input: FormInput, refusal: ImportRefusal? = nil) throws -> Response {
        let processes = try imports.processes()
        let isRefused = refusal != nil || !input.isAccepted
        let fields = [
            FormField(
                id: "file", label: turn.say("Datei", "File"),
                control: .file(accept: ".csv,.tsv,.txt,.xlsx,.zip,.json"),
                hint: turn.say(
                    "Ausfuhr von Decidim (ZIP oder CSV), CONSUL (CSV oder JSON), adhocracy+ oder Go Vocal (XLSX), oder eine "
                        + "Tabelle mit Spalten wie Titel, Text und Ort (CSV oder XLSX); höchstens 16 MB",
                    "An export of Decidim (ZIP or CSV), CONSUL (CSV or JSON), adhocracy+ or Go Vocal (XLSX), or a table with "
                        + "columns such as title, text and place (CSV or XLSX); at most 16 MB")),
            FormField(
                id: "process", label: turn.say("Verfahren", "Process"),
                control: .select(processes.map { FormField.Option($0.slug, $0.title) }),
                hint: turn.say("Hierhin kommen die Beiträge.", "The contributions go there.")),
            FormField(
                id: "source", label: turn.say("Name der Quelle", "Name of the source"), control: .text(width: 30),
                hint: turn.say(
                    "An ihm werden Beiträge beim nächsten Mal wiedererkannt. Leer: Plattform und Adresse aus der Datei.",
                    "Contributions are known again by it the next time. Empty: platform and address from the file."),
                isRequired: false),
            FormField(
                id: "shown", label: turn.say("Beiträge zeigen", "Show contributions"),
                control: .radios([
                    FormField.Option(
                        "yes", turn.say("sofort, sie waren schon öffentlich", "at once, they were public already")),
                    FormField.Option("no", turn.say("erst nach der Durchsicht", "only after they have been read")),
                ])),
        ]
        let start = PageFrame.Link(
            turn.say("Verfahren anlegen", "Add a process"), turn.link("/participation/processes/new"))
        return turn.show(
            StaffPage(
                title: turn.say(
                    "Beiträge einer anderen Plattform einlesen", "Import contributions of another platform"),
                lead: .text(
                    turn.say(
                        "Sie sehen zuerst, was übernommen würde und was nicht. Gespeichert wird alles oder nichts.",
                        "You first see what would be taken and what would not. Either all of it is saved, or nothing.")),
                body: [
                    turn.done([
                        "taken": Phrase(de: "Die Beiträge sind übernommen.", en: "The contributions are taken."),
                        "nothing": Phrase(de: "Es hat sich nichts geändert.", en: "Nothing has changed."),
                    ]), .when(refusal) { ImportReportView.problems($0, turn) },
                    processes.isEmpty
                        ? EmptyState(
                            turn.say("Noch kein Verfahren", "No process yet"),
                            explanation: turn.say(
                                "Beiträge gehören zu einem Verfahren. Legen Sie zuerst eines an.",
                                "Contributions belong to a process. Add one first."), action: start
                        ).html()
                        : turn.form(
                            Self.path, parts: fields.map { FormPart.field($0).filled(input, turn.language) },
                            submit: Phrase(de: "Prüfen", en: "Check"), cancel: turn.link("/participation"),
                            hasFile: true
                        ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    // MARK: Dry run

    private func dryRun(_ turn: StaffTurn, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        let process = try imports.processes().first { $0.slug == input["process"] }
        if process == nil {
            input.refuse("process", Phrase(de: "Bitte wählen Sie ein Verfahren.", en: "Please choose a process."))
        }
        let file = submitted.file("file")
        if file == nil {
            input.refuse("file", Phrase(de: "Bitte wählen Sie eine Datei.", en: "Please choose a file."))
        } else if let file, file.bytes.count > Self.maximumBytes {
            input.refuse(
                "file", Phrase(de: "Die Datei hat mehr als 16 MB.", en: "The file has more than 16 MB."))
        }
        let source = input["source"]
        if !source.isEmpty, !ImportSource.isValid(source) { input.refuse("source", ImportSource.rule) }
        guard input.isAccepted, let process, let file else { return try form(turn, input) }
        let options = ImportOptions(isPublished: input["shown"] != "no")
        do {
            let plan = try PlatformImport.read(
                file.bytes, file: shown(file.fileName ?? "", maximum: 100), source: source.isEmpty ? nil : source)
            let outcome = try imports.dryRun(plan, into: process.slug, options: options)
            return try page(plan, file.fileName ?? "", process.slug, options, outcome, turn)
        } catch let refusal as ImportRefusal {
            return try form(turn, input, refusal: refusal)
        }
    }

    private func page(
        _ plan: ImportPlan, _ file: String, _ process: String, _ options: ImportOptions, _ outcome: ImportOutcome,
        _ turn: StaffTurn, note: Phrase? = nil, status: Int = 200
    ) throws -> Response {
        let key = Hex.encode(desk.world.randomBytes(16))
        pending.keep(
            PendingImports.Pending(
                plan: plan, file: file, process: process, options: options, outcome: outcome,
                account: turn.visitor.account.id, at: desk.now), as: key)
        return turn.show(
            ImportReportView(
                plan: plan, outcome: outcome, file: file, key: key, isPublished: options.isPublished, note: note,
                status: status, turn: turn
            ).page())
    }

    // MARK: Taking it

    private func take(_ turn: StaffTurn, _ submitted: SubmittedForm) throws -> Response {
        let account = turn.visitor.account
        let key = submitted["key"]
        guard let entry = pending.find(key, account: account.id, at: desk.now) else {
            var input = FormInput(stored: ["shown": ["yes"]])
            input.refuse(
                "file",
                Phrase(
                    de:
                        "Die Prüfung ist länger als 30 Minuten her oder gilt nicht mehr. Bitte wählen Sie die Datei noch "
                        + "einmal; übernommen wurde seitdem nichts.",
                    en:
                        "The check is more than 30 minutes ago, or no longer valid. Please choose the file again; nothing "
                        + "has been taken since."))
            return try form(turn, input)
        }
        var options = entry.options
        options.skipsRefused = submitted.all("skip").contains("yes")
        do {
            let taken = try imports.take(
                entry.plan, into: entry.process, options: options, expected: entry.outcome, by: account)
            guard taken != nil else {
                let outcome = try imports.dryRun(entry.plan, into: entry.process, options: options)
                return try page(
                    entry.plan, entry.file, entry.process, entry.options, outcome, turn,
                    note: Phrase(
                        de: "Inzwischen hat sich hier etwas geändert. Bitte sehen Sie noch einmal hin.",
                        en: "Something has changed here meanwhile. Please look again."), status: 409)
            }
        } catch ImportDesk.Refusal.refusedRows {
            return try page(
                entry.plan, entry.file, entry.process, entry.options, entry.outcome, turn,
                note: Phrase(
                    de:
                        "Nichts wurde übernommen: Bitte bestätigen Sie, dass die genannten Zeilen wegbleiben, oder berichtigen "
                        + "Sie die Datei.",
                    en: "Nothing was taken: please confirm that the rows named stay out, or correct the file."),
                status: 422)
        } catch ImportDesk.Refusal.noSuchProcess {
            return turn.notFound()
        }
        pending.drop(key)
        return turn.go(Self.path, done: entry.outcome.isNothing ? "nothing" : "taken")
    }
}

/// The name by which records of a source are known again.
public enum ImportSource {
    public static let rule = Phrase(
        de:
            "Bitte höchstens 80 Zeichen: Buchstaben, Ziffern, Punkt, Doppelpunkt und Bindestrich, zum Beispiel decidim:olpe.",
        en: "Please at most 80 characters: letters, digits, full stop, colon and hyphen, for example decidim:olpe.")

    public static func isValid(_ text: String) -> Bool {
        (1...80).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E: true
                default: false
                }
            }
    }
}
