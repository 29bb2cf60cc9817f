import Federation
import Service

/// `invite`, `suspend`, `framework publish`, `report`: what the office says. Through the running hub, or directly.
enum OfficeCommands {
    static let all = [invite, suspend, witnesses, resume, publish, report]

    private static let invite = Command(
        ["invite"],
        Wording(de: "Eine Kommune einladen", en: "Invite a municipality"),
        details: Wording(
            de: "Gibt einen Textblock aus, den Sie der Kommune auf einem anderen Weg übergeben. Er gilt einmal.",
            en: "Prints a block of text that you hand to the municipality on another way. It is valid once."),
        arguments: [
            Command.Argument(
                "TENANT", Wording(de: "Kürzel der Kommune, zum Beispiel soest", en: "tenant id, for example soest"))
        ],
        options: [
            Command.Option(
                "federation", value: "FILE",
                Wording(de: "Angaben aus dieser JSON5-Datei nehmen", en: "take the details from this JSON5 file")),
            Command.Option("name", value: "NAME", Wording(de: "Name der Kommune", en: "name of the municipality")),
            Command.Option(
                "role", value: "ROLE",
                Wording(de: "pioneer, joiner oder supporter", en: "pioneer, joiner or supporter"), default: "joiner"),
            Command.Option(
                "from", value: "DATE",
                Wording(
                    de: "Beginn der Mitgliedschaft: Jahr, Monat oder Tag", en: "membership begins: year, month or day")),
            Command.Option(
                "official", value: "AGS,ARS,DAY",
                Wording(de: "amtliche Schlüssel und Gebietsstand", en: "official keys and territorial status")),
            Command.Option(
                "location", value: "LAT,LON", Wording(de: "Lage mit 4 Nachkommastellen", en: "location with 4 decimals")
            ),
            Command.Option(
                "days", value: "N", Wording(de: "Gültigkeit in Tagen", en: "valid for so many days"), default: "14"),
            Command.Option(
                "output", value: "FILE",
                Wording(de: "in diese neue Datei schreiben (0600)", en: "write to this new file (0600)")),
        ]
    ) { invocation, console in
        let member = try invitedMember(invocation)
        let days = try invocation.integerOption("days", in: 1...365) ?? 14
        let block = try perform(.invite(member, days: days), invocation)
        if let output = invocation.option("output") {
            try Files.createFileExclusively(output, Array(block.utf8))
            console.say(Wording(de: "Einladung geschrieben: \(output)", en: "Invitation written: \(output)"))
        } else {
            console.write(Array(block.utf8))
        }
        return 0
    }

    private static let suspend = Command(
        ["suspend"],
        Wording(de: "Eine Kommune sperren", en: "Suspend a municipality"),
        details: Wording(
            de: "Ab dem nächsten Eintrag wird nichts mehr von ihr angenommen. Eine neue Einladung hebt die Sperre auf.",
            en: "From the next entry on nothing is taken from it. A new invitation ends the suspension."),
        arguments: [Command.Argument("TENANT", Wording(de: "Kürzel der Kommune", en: "tenant id"))],
        options: [
            Command.Option(
                "reason", value: "TEXT",
                Wording(de: "Grund; steht öffentlich im Protokoll", en: "reason; public in the log")),
            Command.Option(
                "from", value: "DAY",
                Wording(
                    de: "erster Tag außerhalb der Mitgliedschaft (heute)", en: "first day outside membership (today)")),
            Command.Option("yes", Wording(de: "ohne Rückfrage", en: "do not ask")),
        ]
    ) { invocation, console in
        let tenant = try tenant(invocation)
        let reason = try invocation.requiredOption("reason")
        let from = try invocation.option("from").map { text in
            guard let day = CalendarDay(text) else {
                throw ServiceError(.usage, "--from takes a day such as 2026-10-05, not \(text)")
            }
            return day
        }
        guard
            invocation.flag("yes")
                || console.confirm(
                    Wording(
                        de: "\(tenant) wirklich sperren? Das steht danach im Protokoll.",
                        en: "Really suspend \(tenant)? It will stand in the log."))
        else {
            console.say(Wording(de: "Nichts geändert.", en: "Nothing was changed."))
            return 1
        }
        console.write(Array(try perform(.suspend(tenant, from: from, reason: reason), invocation).utf8))
        return 0
    }

    private static let witnesses = Command(
        ["witnesses"],
        Wording(de: "Die Zeugen des Protokolls bestimmen", en: "Choose the witnesses of the log"),
        details: Wording(
            de:
                "Die Knoten dieser Kommunen prüfen jeden Prüfpunkt und zeichnen ihn gegen. Bezeugt ist er mit so vielen\n"
                + "Unterschriften, wie --quorum sagt: mehr als die Hälfte. Höchstens 15 Zeugen. Ohne Kommunen endet das\n"
                + "Bezeugen. Wer heute bezeugt, zeigt `/api/v1/witnesses`.",
            en:
                "The nodes of these towns check every checkpoint and cosign it. It is witnessed with as many signatures as\n"
                + "--quorum says: more than half. At most 15 witnesses. Without towns witnessing ends. Who witnesses today\n"
                + "is shown by `/api/v1/witnesses`."),
        arguments: [],
        options: [
            Command.Option(
                "towns", value: "A,B,C",
                Wording(de: "Kürzel, durch Kommas getrennt", en: "tenant ids divided by commas")
            ),
            Command.Option("quorum", value: "N", Wording(de: "so viele genügen", en: "so many suffice")),
        ]
    ) { invocation, console in
        let names = (invocation.option("towns") ?? "").split(separator: ",").map(String.init)
        let towns = try names.map { name in
            guard let tenant = TenantID(name) else {
                throw ServiceError(.usage, "--towns takes tenant ids such as soest,olpe; \(name) is none")
            }
            return tenant
        }
        let allowed = WitnessCommittee.quorums(of: towns.count)
        let quorum =
            try invocation.integerOption("quorum", in: 0...WitnessCommittee.maximumMembers) ?? allowed.lowerBound
        let committee = WitnessCommittee(committee: Set(towns).sorted(), quorum: quorum)
        // The same rules as for what arrives, so that the sentence comes before anything is said.
        console.write(
            Array(
                try perform(
                    .witnesses(try WitnessCommittee(canonicalBytes: committee.canonicalBytes)), invocation
                ).utf8))
        return 0
    }

    private static let resume = Command(
        ["resume"],
        Wording(
            de: "Nach einer Rückspielung ohne die Zeugen weitermachen",
            en: "Go on after a restore without the witnesses"),
        details: Wording(
            de: "Ein Hub, der aus einer Sicherung kommt, unterschreibt erst wieder, wenn seine Zeugen seinen Stand\n"
                + "gegengezeichnet haben. Wenn sie auf Dauer fehlen, kann die Geschäftsstelle dafür einstehen, dass hinter\n"
                + "der Sicherung nichts war. War doch etwas da, hat der Hub danach zwei Geschichten unterschrieben.",
            en:
                "A hub that comes from a backup signs again only when its witnesses have cosigned where it stands. Where\n"
                + "they stay away the office may vouch that there was nothing behind the backup. If there was, the hub has\n"
                + "then signed two histories."),
        options: [Command.Option("yes", Wording(de: "ohne Rückfrage", en: "do not ask"))]
    ) { invocation, console in
        guard
            invocation.flag("yes")
                || console.confirm(
                    Wording(
                        de: "Steht fest, dass hinter der Sicherung nichts war?",
                        en: "Is it certain that there was nothing behind the backup?"))
        else {
            console.say(Wording(de: "Nichts geändert.", en: "Nothing was changed."))
            return 1
        }
        console.write(Array(try perform(.resume, invocation).utf8))
        return 0
    }

    private static let publish = Command(
        ["framework", "publish"],
        Wording(
            de: "Eine Version der Rahmenstrategie veröffentlichen", en: "Publish a version of the framework strategy"),
        details: Wording(
            de:
                "Die Datei enthält die Felder aus docs/PROTOCOL.md, Abschnitt 5, als JSON5. Die Version steht danach im\nProtokoll und kann nur durch eine neue ersetzt werden.",
            en:
                "The file holds the members of docs/PROTOCOL.md section 5 as JSON5. The version then stands in the log and\ncan only be followed by a new one."
        ),
        arguments: [Command.Argument("FILE", Wording(de: "JSON5-Datei", en: "JSON5 file"))],
        options: [Command.Option("dry-run", Wording(de: "nur prüfen", en: "check only"))]
    ) { invocation, console in
        let framework = try FrameworkFile.read(try invocation.argument("FILE"))
        if invocation.flag("dry-run") {
            console.say(
                Wording(
                    de:
                        "Version \(framework.number) ist in Ordnung: \(framework.fields.count) Handlungsfelder, \(framework.indicators.count) Indikatoren.",
                    en:
                        "Version \(framework.number) is sound: \(framework.fields.count) fields of action, \(framework.indicators.count) indicators."
                ))
            return 0
        }
        console.write(Array(try perform(.publish(framework), invocation).utf8))
        return 0
    }

    private static let report = Command(
        ["report"],
        Wording(de: "Den regionalen Bericht eines Zeitraums signieren", en: "Sign the regional report of a period"),
        arguments: [
            Command.Argument(
                "PERIOD",
                Wording(de: "zum Beispiel 2022, 2026-H1 oder 2026-Q3", en: "for example 2022, 2026-H1 or 2026-Q3"))
        ],
        options: [
            Command.Option(
                "reason", value: "TEXT",
                Wording(
                    de: "warum eine neue Ausgabe nötig ist (ab der zweiten); steht öffentlich im Bericht",
                    en: "why a new edition is needed (from the second on); public in the report")),
            Command.Option(
                "dry-run", Wording(de: "nur zeigen, nichts unterschreiben", en: "only show it, sign nothing")),
        ]
    ) { invocation, console in
        let text = try invocation.argument("PERIOD")
        guard let period = Period(text) else {
            throw ServiceError(.usage, "\(text) is not a period; expected 2022, 2026-H1, 2026-Q3 or 2026-10")
        }
        if invocation.flag("dry-run") {
            console.write(Array(try perform(.previewReport(period), invocation).utf8))
            return 0
        }
        let reason = invocation.option("reason") ?? ""
        console.write(Array(try perform(.report(period, reason: reason), invocation).utf8))
        return 0
    }

    private static func perform(_ act: Office.Act, _ invocation: Invocation) throws -> String {
        let settings = try HubSettings(invocation)
        return try Control.perform(
            act, settings: settings, world: World.live(logFormat: settings.logFormat, logLevel: settings.logLevel))
    }

    private static func tenant(_ invocation: Invocation) throws -> TenantID {
        let text = try invocation.argument("TENANT")
        guard let tenant = TenantID(text) else {
            throw ServiceError(
                .usage, "\(text) is not a tenant id; expected 2 to 40 of a-z, 0-9 and -, other than office")
        }
        return tenant
    }

    private static func invitedMember(_ invocation: Invocation) throws -> InvitedMember {
        let tenant = try tenant(invocation)
        if let path = invocation.option("federation") {
            guard let member = try FederationFile(path).members.first(where: { $0.tenant == tenant }) else {
                throw ServiceError(.notFound, "\(tenant) does not stand under tenants", at: path)
            }
            return member
        }
        func parsed<Value>(_ option: String, _ expected: String, _ parse: (String) -> Value?) throws -> Value? {
            guard let text = invocation.option(option) else { return nil }
            guard let value = parse(text) else {
                throw ServiceError(.usage, "--\(option) takes \(expected), not \(text)")
            }
            return value
        }
        guard let from = try parsed("from", "a date such as 2026, 2026-10 or 2026-10-05", { PartialDate($0) }) else {
            throw ServiceError(.usage, "--from is needed: the date on which membership begins")
        }
        return InvitedMember(
            from: from, location: try parsed("location", "latitude,longitude with 4 decimals", InvitedMember.location),
            name: try invocation.requiredOption("name"),
            official: try parsed("official", "AGS,ARS,YYYY-MM-DD", InvitedMember.official),
            role: try parsed("role", "pioneer, joiner or supporter", { Role(rawValue: $0) }) ?? .joiner, tenant: tenant)
    }
}
