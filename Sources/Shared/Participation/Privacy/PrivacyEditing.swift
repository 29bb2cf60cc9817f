import AccountPages
import Accounts
import Database
import HTTP
import Pages

/// `/staff/participation/privacy`: how long what is kept, and the record of processing to print.
struct PrivacyEditing: Sendable {
    let desk: ParticipationDesk

    static let path = "/participation/privacy"

    var routes: [Route] {
        [
            desk.gate.get(Self.path) { turn, _ in
                let retention = try desk.store.read { connection in try Retention.read(connection) }
                return try page(turn, Self.input(retention))
            },
            desk.gate.post(Self.path, .admin) { turn, _, form in try save(turn, form) },
            desk.gate.get(Self.path + "/record") { turn, _ in
                let (retention, counts) = try desk.store.read { connection in
                    (try Retention.read(connection), try FollowerStore.counts(connection))
                }
                return turn.show(
                    ProcessingRecord(retention: retention, hasMail: desk.mail != nil, followers: counts.confirmed)
                        .page(turn))
            },
        ]
    }

    private static func input(_ retention: Retention) -> FormInput {
        var input = FormInput()
        for kind in Retention.Kind.allCases { input[kind.rawValue] = "\(retention[kind])" }
        return input
    }

    private func save(_ turn: StaffTurn, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        var retention = Retention()
        for kind in Retention.Kind.allCases {
            guard let value = Int(input[kind.rawValue]), kind.range.contains(value) else {
                input.refuse(
                    kind.rawValue,
                    Phrase(
                        de:
                            "Bitte geben Sie eine ganze Zahl von \(kind.range.lowerBound) bis \(kind.range.upperBound) an.",
                        en: "Please give a whole number from \(kind.range.lowerBound) to \(kind.range.upperBound)."))
                continue
            }
            retention[kind] = value
        }
        guard input.isAccepted else { return try page(turn, input) }
        let made = retention
        try desk.store.write { connection in
            try Retention.write(made, connection)
            try Journal.record(
                "privacy.retention-set", object: "",
                detail: Retention.Kind.allCases.map { "\($0.rawValue) \(made[$0])" }.joined(separator: ", "),
                by: turn.visitor.account, at: desk.now, connection)
        }
        return turn.go(Self.path, done: "saved")
    }

    private func page(_ turn: StaffTurn, _ input: FormInput) throws -> Response {
        let (counts, problem, last) = try desk.store.read { connection in
            (
                try FollowerStore.counts(connection), try MailQueue.problem(connection),
                try connection.first("SELECT day FROM retention_run") { try $0.text(0) }
            )
        }
        let fields = Retention.Kind.allCases.map { kind in
            FormField(
                id: kind.rawValue,
                label: kind.word(turn.language)
                    + (kind.isInDays ? turn.say(" (Tage)", " (days)") : turn.say(" (Monate)", " (months)")),
                control: .number(width: 4),
                hint: turn.say("Üblich: \(kind.standard)", "Usual: \(kind.standard)"))
        }
        let mail =
            desk.mail == nil
            ? turn.say(
                "E-Mail ist nicht eingerichtet; wer die Maschine betreut, kann das in den Einstellungen tun.",
                "E-mail is not set up; whoever looks after the machine can do so in the settings.")
            : turn.say(
                "\(counts.confirmed) Adressen sind bestätigt, \(counts.waiting) noch nicht; \(counts.queued) E-Mails warten.",
                "\(counts.confirmed) addresses are confirmed, \(counts.waiting) not yet; \(counts.queued) e-mails wait."
            )
        return turn.show(
            StaffPage(
                title: turn.say("Wie lange wird was aufbewahrt?", "How long is what kept?"),
                lead: .text(
                    last.map { day in
                        let shown = DateFormat.date(day, turn.language)
                        return turn.say(
                            "Zuletzt wurde am \(shown) gelöscht, was lange genug da war.",
                            "What had been there long enough was last deleted on \(shown).")
                    } ?? turn.say("Es wurde noch nichts gelöscht.", "Nothing has been deleted yet.")),
                body: [
                    turn.done(["saved": Phrase(de: "Gespeichert.", en: "Saved.")]),
                    turn.visitor.has(.admin)
                        ? turn.form(
                            Self.path, parts: fields.map { FormPart.field($0).filled(input, turn.language) },
                            submit: .save,
                            cancel: turn.link("/participation")
                        ).html(turn.language)
                        : DefinitionList(fields.map { ($0.label, .text(input[$0.id])) }).html(),
                    .section(
                        .h2(.text(turn.say("E-Mail", "E-mail"))), .p(.text(mail)),
                        .when(problem) { .p(.text($0), class: "muted") }),
                    .p(
                        .a(
                            turn.link(Self.path + "/record"),
                            .text(
                                turn.say("Verzeichnis der Verarbeitung, zum Drucken", "Record of processing, to print"))
                        )),
                ], status: input.isAccepted ? 200 : 422, hasErrors: !input.isAccepted))
    }
}

/// What is processed, why and for how long: a draft for the record that a controller keeps (Art. 30 GDPR), with what holds
/// at this house today.
struct ProcessingRecord {
    let retention: Retention
    let hasMail: Bool
    let followers: Int

    func page(_ turn: StaffTurn) -> StaffPage {
        func span(_ kind: Retention.Kind) -> String { kind.span(retention[kind], turn.language) }
        var rows: [[String]] = [
            [
                turn.say("Beiträge, Kommentare, Anmerkungen", "Contributions, comments, remarks"),
                turn.say("Beteiligung der Öffentlichkeit", "Participation of the public"),
                turn.say(
                    "Text; freiwillig ein Name nach Wahl, Gruppe, ungefährer Ort; Prüfsumme des eigenen Links",
                    "Text; of one's own accord a name of choice, group, rough place; checksum of one's own link"),
                turn.say(
                    "Name \(span(.names)), Gruppe \(span(.groups)) nach dem Ende des Verfahrens; nicht gezeigte Texte "
                        + "\(span(.withheld)); sonst, bis die Person löscht",
                    "Name \(span(.names)), group \(span(.groups)) after the process has ended; texts not shown "
                        + "\(span(.withheld)); otherwise until the person erases it"),
            ],
            [
                turn.say("Unterstützungen und Stimmen", "Supports and votes"),
                turn.say("Jedes Gerät zählt einmal", "Each device counts once"),
                turn.say(
                    "Zufallszahl in einem Cookie; gespeichert als Prüfsumme je Verfahren",
                    "Random number in a cookie; stored as a checksum for each process"),
                turn.say(
                    "\(span(.devices)) nach dem Ende des Verfahrens; das Cookie ein Jahr",
                    "\(span(.devices)) after the process has ended; the cookie for a year"),
            ],
            [
                turn.say(
                    "Auszählungen auf Papier, Veranstaltungen, Gespräche", "Counts on paper, events, conversations"),
                turn.say("Nachweis, wie die Zahlen entstanden", "Evidence of how the numbers came about"),
                turn.say(
                    "Name der zwei Zählenden; Funktion von Moderation und Protokoll; Tag, Ort und Gruppe eines Gesprächs",
                    "Name of the two counters; function of moderator and recorder; day, place and group of a talk"),
                turn.say(
                    "Namen und Funktionen \(span(.names)), Gruppe \(span(.groups)) nach dem Ende des Verfahrens",
                    "Names and functions \(span(.names)), group \(span(.groups)) after the process has ended"),
            ],
            [
                turn.say("Meldungen", "Reports"),
                turn.say("Hinweise auf Verstöße gegen die Regeln", "Notices of what breaks the rules"),
                turn.say("Grund, Text, Prüfsumme des eigenen Links", "Ground, text, checksum of one's own link"),
                turn.say(
                    "Text und Link \(span(.reports)) nach der Entscheidung",
                    "Text and link \(span(.reports)) after the decision"),
            ],
            [
                turn.say("Schutz der Formulare", "Protection of the forms"),
                turn.say("Abwehr von Missbrauch", "Defence against abuse"),
                turn.say(
                    "Prüfsumme der Netzadresse mit täglich neuem Schlüssel, nur im Arbeitsspeicher",
                    "Checksum of the network address under a key that is new each day, in memory only"),
                turn.say("eine Stunde", "one hour"),
            ],
            [
                turn.say("Konten der Beschäftigten und Journal", "Accounts of staff and journal"),
                turn.say("Nachweis, wer was getan hat", "Evidence of who did what"),
                turn.say("Name, Funktion, Anmeldename, Handlungen", "Name, function, log-in name, acts"),
                turn.say("nach den Regeln des Hauses", "according to the rules of the house"),
            ],
        ]
        if hasMail {
            rows.insert(
                [
                    turn.say("Nachrichten per E-Mail", "News by e-mail"),
                    turn.say("Auf Wunsch vom Fortgang berichten", "Tell of progress where that is wished"),
                    turn.say(
                        "E-Mail-Adresse, was verfolgt wird; getrennt von Beiträgen (zurzeit \(followers))",
                        "E-mail address, what is followed; apart from contributions (at present \(followers))"),
                    turn.say(
                        "bis zum Abbestellen; ohne Bestätigung \(span(.unconfirmed))",
                        "until one leaves; without confirmation \(span(.unconfirmed))"),
                ], at: 2)
        }
        let measures = [
            turn.say(
                "Keine Anmeldung nötig, um mitzumachen; kein Dienst Dritter ist eingebunden.",
                "No account is needed to take part; no service of a third party is included."),
            turn.say(
                "Texte werden gelesen, bevor sie erscheinen; auf Angaben zu Personen wird hingewiesen.",
                "Texts are read before they appear; personal details are pointed out."),
            turn.say(
                "Das Protokoll des Programms enthält keine Netzadressen und keine Texte.",
                "The program's log holds neither network addresses nor texts."),
            turn.say(
                "An die Region gehen nur Zahlen; kleine werden unterdrückt.",
                "Only numbers go to the region; small ones are suppressed."),
            turn.say(
                "Was gelöscht wurde, bleibt es auch nach dem Einspielen einer älteren Sicherung.",
                "What was erased stays so, even after an older backup was restored."),
        ]
        return StaffPage(
            title: turn.say("Verzeichnis der Verarbeitung: Beteiligung", "Record of processing: participation"),
            lead: .text(
                turn.say(
                    "Ein Entwurf für das Verzeichnis nach Art. 30 DSGVO, mit den Fristen, die hier gelten. Verantwortliche "
                        + "Stelle, Rechtsgrundlage und Empfänger ergänzt das Haus.",
                    "A draft for the record under Art. 30 GDPR, with the periods that hold here. The house adds controller, "
                        + "legal basis and recipients.")),
            body: [
                DataTable(
                    caption: turn.say("Was verarbeitet wird", "What is processed"),
                    columns: [
                        DataTable.Column(turn.say("Verarbeitung", "Processing")),
                        DataTable.Column(turn.say("Zweck", "Purpose")), DataTable.Column(turn.say("Daten", "Data")),
                        DataTable.Column(turn.say("Löschung nach", "Deleted after")),
                    ], rows: rows.map { $0.map { .text($0) } }
                ).html(turn.language),
                .section(
                    .h2(.text(turn.say("Wie sie geschützt werden", "How they are protected"))),
                    .ul(measures.map { .li(.text($0)) })),
            ])
    }
}

/// What the privacy page says about participation, with the periods that hold today.
public enum ParticipationProcessing {
    public static func sentences(_ desk: ParticipationDesk) -> [Phrase] {
        let retention = (try? desk.store.read { connection in try Retention.read(connection) }) ?? Retention()
        func both(_ kind: Retention.Kind) -> (String, String) {
            (kind.span(retention[kind], .german), kind.span(retention[kind], .english))
        }
        let (names, groups, devices, withheld, unconfirmed) = (
            both(.names), both(.groups), both(.devices), both(.withheld), both(.unconfirmed)
        )
        var sentences = [
            Phrase(
                de:
                    "Ein Cookie wird nur gesetzt, wenn Sie eine Idee unterstützen oder abstimmen. Es enthält eine Zufallszahl, "
                    + "damit jedes Gerät einmal zählt, dient zu nichts anderem und gilt ein Jahr. Gespeichert wird davon eine "
                    + "Prüfsumme, je Verfahren eine andere, bis \(devices.0) nach dessen Ende.",
                en:
                    "A cookie is set only when you support an idea or vote. It holds a random number so that each device counts "
                    + "once, serves nothing else and is valid for a year. A checksum of it is stored, another one for each "
                    + "process, until \(devices.1) after its end."),
            Phrase(
                de:
                    "Was Sie schreiben, wird gelesen und dann veröffentlicht. Ein Name ist freiwillig und darf erfunden sein; er "
                    + "wird \(names.0) nach dem Ende des Verfahrens gelöscht, die Gruppe nach \(groups.0). Texte, die nicht "
                    + "gezeigt werden, werden nach \(withheld.0) gelöscht. Mit dem Link, den Sie beim Absenden bekommen, sehen "
                    + "Sie alles, was dazu gespeichert ist, und löschen es selbst.",
                en: "What you write is read and then published. A name is voluntary and may be invented; it is deleted "
                    + "\(names.1) after the process has ended, the group after \(groups.1). Texts that are not shown are "
                    + "deleted after \(withheld.1). By the link that you get on sending you see all that is stored about it, "
                    + "and erase it yourself."),
            Phrase(
                de:
                    "Wer falsche Abstimmungscodes oder persönliche Links eingibt, wird eine Stunde lang gezählt. Die Adresse "
                    + "des Anschlusses steht dafür nirgends, nur eine Prüfsumme davon, deren Schlüssel nach einem Tag "
                    + "gelöscht wird.",
                en:
                    "Whoever enters wrong voting codes or personal links is counted for an hour. The address of the "
                    + "connection stands nowhere for this, only a checksum of it whose key is deleted after a day."),
        ]
        if desk.mail != nil {
            sentences.append(
                Phrase(
                    de:
                        "Wenn Sie Neuigkeiten per E-Mail bestellen, wird Ihre Adresse getrennt von allen Beiträgen gespeichert und "
                        + "nur dafür gebraucht. Unbestätigt wird sie nach \(unconfirmed.0) gelöscht, sonst mit einem Klick.",
                    en:
                        "If you order news by e-mail, your address is stored apart from all contributions and used for this "
                        + "alone. Unconfirmed it is deleted after \(unconfirmed.1), otherwise with one click."))
        }
        return sentences
    }
}
