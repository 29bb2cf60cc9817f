import AccountPages
import Federation
import Ledger
import Service

/// `export`, `rebuild`, `status`, `backup`, `restore`: what concerns the store as a whole.
enum LogCommands {
    static let all = [
        export, rebuild, status, backup, restore, RecoverCommand.command, RedactCommand.command, EnterCommand.command,
    ]

    private static let export = Command(
        ["export"],
        Wording(de: "Einen signierten Export schreiben", en: "Write a signed export"),
        details: Wording(
            de: "Schreibt das ganze Protokoll mit Berichten als BagIt-Archiv; auch während der Hub läuft.\n"
                + "Mit --town oder --period enthält es nur die Erklärungen einer Kommune oder eines Zeitraums, aber weiter alle\n"
                + "Einträge und den ganzen Hashbaum: So bleibt prüfbar, dass nichts davon fehlt. Kennzahlen lassen sich aus\n"
                + "einem solchen Teil nicht nachrechnen.",
            en: "Writes the whole log with its reports as a BagIt archive; also while the hub runs.\n"
                + "With --town or --period it holds the statements of one town or period only, yet all entries and the whole\n"
                + "hash tree: so that everybody can check that none of them was left out. Figures cannot be recomputed from\n"
                + "such a part."),
        options: [
            Command.Option(
                "output", value: "FILE",
                Wording(
                    de: "neue Datei (Vorgabe: Name des Exports.tar)", en: "new file (default: the export's name.tar)")),
            Command.Option(
                "town", value: "TENANT",
                Wording(de: "nur die Erklärungen dieser Kommune", en: "the statements of this town only")),
            Command.Option(
                "period", value: "PERIOD",
                Wording(
                    de: "nur Erklärungen, die in diesem Zeitraum eingingen (2026, 2026-H1, 2026-Q3, 2026-10)",
                    en: "only statements received in this period (2026, 2026-H1, 2026-Q3, 2026-10)")),
            Command.Option(
                "newest",
                Wording(
                    de: "bis zum neuesten Eintrag, auch wenn ihn noch kein Quorum bezeugt hat",
                    en: "up to the newest entry, even if no quorum has witnessed it yet")),
        ]
    ) { invocation, console in
        let settings = try HubSettings(invocation)
        let selection = try selection(invocation)
        let store = try opened(settings, exclusive: false)
        let reading = console.progress(Wording(de: "Protokoll prüfen", en: "Checking the log"), total: 100)
        let export = try Export(
            log: store.log, publicAddress: settings.publicAddress, selection: selection,
            isNewest: invocation.flag("newest")
        ) { done, total in
            reading.advance(to: Int(done * 100 / max(total, 1)))
        }
        reading.finish()
        let path = invocation.option("output") ?? "\(export.name).tar"
        let writing = console.progress(Wording(de: "Export schreiben", en: "Writing the export"), total: 100)
        try export.write(to: path) { done, total in writing.advance(to: Int(done * 100 / max(total, 1))) }
        writing.finish()
        console.print(path)
        return 0
    }

    private static func selection(_ invocation: Invocation) throws -> Selection? {
        var tenant: TenantID?
        if let text = invocation.option("town") {
            tenant = TenantID(text)
            guard tenant != nil else {
                throw ServiceError(.usage, "--town takes a tenant id such as soest, not \(text)")
            }
        }
        var period: Period?
        if let text = invocation.option("period") {
            period = Period(text)
            guard period != nil else {
                throw ServiceError(.usage, "--period takes 2026, 2026-H1, 2026-Q3 or 2026-10, not \(text)")
            }
        }
        return Selection(tenant: tenant, period: period)
    }

    private static let rebuild = Command(
        ["rebuild"],
        Wording(de: "Alles Abgeleitete aus dem Protokoll neu berechnen", en: "Derive everything from the log anew"),
        details: Wording(
            de:
                "Prüft jede Signatur und Kette, berechnet den Hashbaum neu und vergleicht ihn mit jedem signierten\nKontrollpunkt. Der Hub darf dabei nicht laufen.",
            en:
                "Checks every signature and chain, computes the hash tree anew and compares it with every signed\ncheckpoint. The hub must not run meanwhile."
        )
    ) { invocation, console in
        let settings = try HubSettings(invocation)
        let store = try opened(settings, exclusive: true)
        defer { store.store.close() }
        let progress = console.progress(Wording(de: "Protokoll prüfen", en: "Checking the log"), total: 100)
        let heads = try store.log.checkpoints()
        var checked = 0
        var wrong: [Int64] = []
        let total = heads.last?.head.size ?? 0
        let (replay, edge) = try LogReading.replay(
            store.log, upTo: nil, checksTiles: false,
            progress: { done, _ in progress.advance(to: Int(done * 100 / max(total, 1))) },
            each: { edge in
                guard checked < heads.count, heads[checked].head.size == edge.size else { return }
                if heads[checked].head != edge.head { wrong.append(edge.size) }
                checked += 1
            })
        progress.finish()
        guard wrong.isEmpty, checked == heads.count else {
            throw LogFault("The log does not have the roots that were signed at sizes \(wrong); nothing was changed")
        }
        try Sequencer.requireRedacted(replay.state, store.log)
        guard try store.log.replaceTiles() == edge else { throw LogFault("The new tiles do not have the signed root") }
        console.print("\(replay.state.size) entries, \(checked) checkpoints, root \(edge.head.root.hex)")
        return 0
    }

    private static let status = Command(
        ["status"],
        Wording(de: "Zeigen, wie es um den Hub steht", en: "Show how the hub is"),
        options: [Command.Option("json", Wording(de: "als JSON", en: "as JSON"))]
    ) { invocation, console in
        let settings = try HubSettings(invocation)
        let store = try opened(settings, exclusive: false)
        guard let checkpoint = try store.log.newestCheckpoint() else {
            throw LogFault("This log has no checkpoint yet")
        }
        let (replay, _) = try LogReading.replay(store.log, upTo: checkpoint.head.size, checksTiles: false)
        let state = replay.state
        if invocation.flag("json") {
            console.print(String(decoding: json(state, checkpoint).canonicalBytes, as: UTF8.self))
            return 0
        }
        console.print("origin      \(state.origin)")
        console.print("log         \(store.log.logKey.text)")
        console.print("office      \(state.founding?.value.keys.first?.publicKey.thumbprint ?? "")")
        console.print("size        \(checkpoint.head.size)")
        let standing = try WitnessStanding(Sequencer.Snapshot(state: state, checkpoint: checkpoint), store.log)
        if !standing.members.isEmpty {
            console.print(
                "witnessed   \(standing.witnessed.map { String($0.size) } ?? "-")  quorum \(standing.quorum) of "
                    + "\(standing.members.count)")
        }
        console.print("root        \(checkpoint.head.root.hex)")
        console.print("frameworks  \(state.frameworks.count)")
        for member in state.sortedMembers {
            let adopted = state.adoptedFramework(of: member.tenant).map { "framework \($0.value.number)" } ?? "-"
            let newest = state.newestSummary(of: member.tenant).map { "summary \($0.value.period)" } ?? "-"
            console.print(
                "member      \(member.tenant)  \(member.role(on: state.day).rawValue)  \(adopted)  \(newest)"
                    + (member.isSuspended
                        ? "  suspended" : member.departure(by: state.day).map { "  left \($0)" } ?? "")
            )
        }
        for reports in state.reports.values.sorted(by: { ($0.last?.index ?? 0) < ($1.last?.index ?? 0) }) {
            for report in reports {
                console.print("report      \(report.value.period)-\(report.value.edition)  entry \(report.index)")
            }
        }
        return 0
    }

    private static let backup = Command(
        ["backup"],
        Wording(de: "Den Datenbestand sichern, auch im laufenden Betrieb", en: "Back the data up, also while running"),
        details: Wording(
            de: "Schreibt eine geprüfte Kopie der Datenbank. Die Schlüssel sichern Sie getrennt.",
            en: "Writes a checked copy of the database. Back the keys up separately."),
        arguments: [Command.Argument("FILE", Wording(de: "neue Datei", en: "new file"))]
    ) { invocation, console in
        let settings = try HubSettings(invocation)
        let store = try opened(settings, exclusive: false)
        let path = try invocation.argument("FILE")
        let progress = console.progress(Wording(de: "Sichern", en: "Backing up"), total: 100)
        try store.store.backup(to: path) { done, total in progress.advance(to: done * 100 / max(total, 1)) }
        progress.finish()
        console.print(path)
        return 0
    }

    private static let restore = Command(
        ["restore"],
        Wording(de: "Eine Sicherung zurückspielen", en: "Restore a backup"),
        details: Wording(
            de:
                "Überschreibt nichts: Im Datenordner darf noch keine Datenbank liegen. Die Schlüssel müssen schon dort sein.\n"
                + "Prüft das ganze Protokoll, bevor die Datenbank an ihren Platz kommt.\n"
                + "Ein Hub, der Einträge vergessen hat, würde eine zweite Geschichte signieren, und jede Kommune würde es\n"
                + "merken. Deshalb fragt er nach der größten Zahl von Einträgen, die jemand gesehen hat: Bei einer Kommune\n"
                + "zeigt sie `rahmenwerk-node status`.",
            en: "Overwrites nothing: there must be no database in the data folder. The keys must be there already.\n"
                + "Checks the whole log before the database takes its place.\n"
                + "A hub that forgot entries would sign a second history, and every town would notice. Therefore it\n"
                + "asks for the largest log size that anybody has seen: `rahmenwerk-node status` of a town shows it."),
        arguments: [Command.Argument("FILE", Wording(de: "die Sicherung", en: "the backup"))],
        options: [
            Command.Option(
                "at-least", value: "SIZE",
                Wording(
                    de: "größte Zahl von Einträgen, die jemand gesehen hat; eine kleinere Sicherung wird abgelehnt",
                    en: "largest number of entries that anybody has seen; a smaller backup is refused")),
            Command.Option(
                "incomplete",
                Wording(
                    de: "auch eine kleinere Sicherung nehmen; danach „recover“ ausführen",
                    en: "take a smaller backup, too; then run \"recover\"")),
        ]
    ) { invocation, console in
        let settings = try HubSettings(invocation)
        guard try !HubStore.exists(settings) else {
            throw ServiceError(
                .alreadyExists, "There is a hub here already; restore overwrites nothing. Move it away first",
                at: settings.data)
        }
        guard let seen = try invocation.integerOption("at-least", in: 1...Int.max) else {
            throw ServiceError(.usage, "--at-least is needed: the largest log size that a town or an export has seen")
        }
        let outcome = try Restore.restore(
            from: try invocation.argument("FILE"), atLeast: Int64(seen), isIncomplete: invocation.flag("incomplete"),
            settings: settings)
        console.print("\(outcome.size) entries restored")
        if outcome.needsWitnesses {
            console.hint(
                Wording(
                    de:
                        "Der Hub unterschreibt erst wieder, wenn seine Zeugen diesen Stand gegengezeichnet haben. Fehlen Einträge, "
                        + "holt „recover“ sie zurück. Bleiben die Zeugen aus: „resume“.",
                    en:
                        "The hub signs again only when its witnesses have cosigned where it stands. If entries are missing, "
                        + "\"recover\" brings them back. Where the witnesses stay away: \"resume\"."))
        }
        console.hint(RestoredAccountsWording.hint)
        return 0
    }

    private static func opened(_ settings: HubSettings, exclusive: Bool) throws -> HubStore {
        guard try HubStore.exists(settings) else {
            throw ServiceError(.notFound, "There is no hub here yet; run: rahmenwerk-hub init", at: settings.data)
        }
        return try HubStore(settings, exclusive: exclusive)
    }

    private static func json(_ state: FederationState, _ checkpoint: SignedCheckpoint) -> JSONValue {
        .object([
            .init("origin", .string(state.origin)), .init("root", .string(checkpoint.head.root.hex)),
            .init("size", .integer(checkpoint.head.size)),
            .init("office", .string(state.founding?.value.keys.first?.publicKey.thumbprint ?? "")),
            .init("log", .string(checkpoint.log.text)), .init("frameworks", .integer(Int64(state.frameworks.count))),
            .init("members", .array(state.sortedMembers.map { .string($0.tenant.text) })),
        ])
    }
}
