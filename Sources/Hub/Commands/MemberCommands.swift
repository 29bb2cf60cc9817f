import Federation
import Pages
import Service

/// `member change`, `member leave`, `member merge`: dated facts of a membership. The same rules and sentences as in the
/// browser.
enum MemberCommands {
    static let all = [change, leave, merge]

    private static let tenantArgument = Command.Argument("TENANT", Wording(de: "Kürzel der Kommune", en: "tenant id"))
    private static let common = [
        Command.Option(
            "from", value: "DAY",
            Wording(
                de: "Tag, ab dem es gilt, zum Beispiel 2026-10-05",
                en: "day from which it holds, for example 2026-10-05")),
        Command.Option(
            "reason", value: "TEXT",
            Wording(de: "Grund; steht öffentlich im Protokoll", en: "reason; public in the log")),
        Command.Option("yes", Wording(de: "ohne Rückfrage", en: "do not ask")),
    ]

    private static let change = Command(
        ["member", "change"],
        Wording(
            de: "Name, Rolle oder amtliche Schlüssel eines Mitglieds ändern",
            en: "Change a member's name, role or official keys"),
        details: Wording(
            de: "Was Sie nicht nennen, bleibt. Die Zahlenreihen gehen unter dem neuen Schlüssel weiter.",
            en: "What you do not name stays. The series of figures go on under the new key."),
        arguments: [tenantArgument],
        options: [
            Command.Option("name", value: "NAME", Wording(de: "neuer Name", en: "new name")),
            Command.Option(
                "role", value: "ROLE", Wording(de: "pioneer, joiner oder supporter", en: "pioneer, joiner or supporter")
            ),
            Command.Option(
                "official", value: "AGS,ARS,DAY",
                Wording(de: "amtliche Schlüssel und Gebietsstand", en: "official keys and territorial status")),
            Command.Option("location", value: "LAT,LON", Wording(de: "Lage in Grad", en: "location in degrees")),
        ] + common
    ) { invocation, console in
        try perform(.change, invocation, console) { member in
            var fields = fields(of: member)
            if let name = invocation.option("name") { fields["name"] = [name] }
            if let role = invocation.option("role") { fields["role"] = [role] }
            if let official = try parts(invocation, "official", 3) {
                for (field, text) in zip(["ags", "ars", "status"], official) { fields[field] = [text] }
            }
            if let location = try parts(invocation, "location", 2) {
                for (field, text) in zip(["latitude", "longitude"], location) { fields[field] = [text] }
            }
            return fields
        }
    }

    private static let leave = Command(
        ["member", "leave"], Wording(de: "Den Austritt eines Mitglieds eintragen", en: "Enter a member's departure"),
        details: Wording(
            de: "--from ist der erste Tag, an dem die Kommune nicht mehr Mitglied ist.",
            en: "--from is the first day on which the municipality is no longer a member."),
        arguments: [tenantArgument], options: common
    ) { invocation, console in
        try perform(.leave, invocation, console) { _ in [:] }
    }

    private static let merge = Command(
        ["member", "merge"],
        Wording(
            de: "Eintragen, dass ein Mitglied in einem anderen aufgeht",
            en: "Enter that a member becomes part of another one"),
        arguments: [tenantArgument],
        options: [
            Command.Option(
                "into", value: "TENANT",
                Wording(de: "Kürzel des aufnehmenden Mitglieds", en: "tenant id of the member it becomes part of"))
        ] + common
    ) { invocation, console in
        let into = try invocation.requiredOption("into")
        return try perform(.merge, invocation, console) { _ in ["successor": [into]] }
    }

    /// Reads what was typed through the rules of the browser's forms, asks once more, and does it.
    private static func perform(
        _ kind: MemberAct, _ invocation: Invocation, _ console: Console, _ more: (Member) throws -> [String: [String]]
    ) throws -> Int32 {
        let settings = try HubSettings(invocation)
        let world = World.live(logFormat: settings.logFormat, logLevel: settings.logLevel)
        let text = try invocation.argument("TENANT")
        let state = try OfficeReading.state(settings)
        guard let member = TenantID(text).flatMap({ state.members[$0] }) else {
            throw ServiceError(.notFound, "\(text) is not a member; see: rahmenwerk-hub status")
        }
        var fields = try more(member)
        fields["from"] = [try invocation.requiredOption("from")]
        fields["reason"] = [try invocation.requiredOption("reason")]
        // The confirmation is asked for below.
        fields["confirm"] = [member.name]
        var input = FormInput(stored: fields)
        let today = Instant(secondsSince1970: world.now().seconds).day
        let act = MemberActReader(member: member, state: state, today: today).read(kind, &input)
        guard input.isAccepted, let act else {
            throw ServiceError(.usage, OfficeReading.sentences(input, console))
        }
        guard
            invocation.flag("yes")
                || console.confirm(
                    Wording(
                        de: "Die Mitgliedschaft von \(member.name) wirklich ändern? Das steht danach im Protokoll.",
                        en: "Really change the membership of \(member.name)? It will stand in the log."))
        else {
            console.say(Wording(de: "Nichts geändert.", en: "Nothing was changed."))
            return 1
        }
        console.write(Array(try Control.perform(act, settings: settings, world: world).utf8))
        return 0
    }

    private static func fields(of member: Member) -> [String: [String]] {
        [
            "name": [member.name], "role": [member.role.rawValue], "ags": [member.official?.ags ?? ""],
            "ars": [member.official?.ars ?? ""], "status": [member.official?.statusDay.description ?? ""],
            "latitude": [member.location?.latitude.description ?? ""],
            "longitude": [member.location?.longitude.description ?? ""],
        ]
    }

    private static func parts(_ invocation: Invocation, _ option: String, _ count: Int) throws -> [String]? {
        guard let text = invocation.option(option) else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == count else {
            throw ServiceError(.usage, "--\(option) takes \(count) parts with commas between them, not \(text)")
        }
        return parts
    }
}

/// What commands read of the log, beside a running hub.
enum OfficeReading {
    static func state(_ settings: HubSettings) throws -> FederationState {
        guard try HubStore.exists(settings) else { throw HubStore.missing(settings) }
        let store = try HubStore(settings, exclusive: false)
        defer { store.store.close() }
        return try LogReading.replay(store.log, checksTiles: false).0.state
    }

    /// Everything that is wrong with what was typed, in the reader's language.
    static func sentences(_ input: FormInput, _ console: Console) -> String {
        input.faults.map { fault in
            "--\(fault.name): \(fault.sentence(console.language == .german ? .german : .english))"
        }.joined(separator: "\n")
    }
}
