import Crypto
import Federation
import Glibc
import Ledger
import Monitor

/// `watch`: looks at a hub again and again, and is loud when it does not keep its promise.
struct WatchCommand {
    struct Wish: Equatable, Sendable {
        var address = ""
        var policy: String?
        var log: String?
        var state: String?
        /// Where evidence goes; nil for the state file's folder.
        var evidence: String?
        var caFile: String?
        /// A file to which every look and fault is added, a line of JSON each.
        var journal: String?
        /// What the shell runs on a fault.
        var command: String?
        var once = false
        var interval: UInt32 = 900
        /// After so many hours without a new cosignature it is said.
        var maximumAge: Int64 = 48
        var asJSON = false
    }

    static let faultCode: Int32 = 1
    static let unwitnessedCode: Int32 = 3
    static let unavailableCode: Int32 = 69

    let wish: Wish
    let language: Language
    let key: VerifierKey
    let policy: WitnessPolicy?
    let server: any LogServer
    let now: () -> Instant
    let write: (String) -> Void

    private var statePath: String {
        wish.state ?? "\(String(key.name.map { $0 == "/" ? "_" : $0 })).watch.json"
    }

    /// Something that somebody has to hear of. The name tells one from the next, so that the same is told once.
    private struct Alarm {
        let name: String
        let what: Phrase
        var evidence: Evidence?
    }

    /// Looks once or for ever. Returns the exit status: of the one look; for ever, of the first fault that no command
    /// is told of.
    func run() throws(AuditError) -> Int32 {
        var told: String?
        while true {
            let (status, alarm) = try look()
            if let alarm, alarm.name != told { try raise(alarm) }
            if wish.once || (alarm != nil && wish.command == nil) { return status }
            // A hub that does not answer has not mended what was wrong before.
            if status != Self.unavailableCode { told = alarm?.name }
            sleep(wish.interval)
        }
    }

    private func look() throws(AuditError) -> (status: Int32, alarm: Alarm?) {
        let known = try readState()
        var news: [(Int64, LogEntry)] = []
        let look: LogWatcher.Look
        do throws(WatchFault) {
            look = try LogWatcher(server, log: key, policy: policy).look(known, now: now()) { news.append(($0, $1)) }
        } catch {
            return try alarm(of: error)
        }
        // Kept before it is told: what was told once is not told again after a crash, and no head is forgotten.
        try OutputFile.write(look.log.file, to: statePath)
        try note(json(look, news))
        if !wish.asJSON { tell(look, news) }
        let alarm = judge(look)
        return (alarm == nil ? 0 : Self.unwitnessedCode, alarm)
    }

    private func readState() throws(AuditError) -> WatchedLog? {
        var status = stat()
        guard stat(statePath, &status) == 0 else {
            guard errno == ENOENT else { throw AuditError(.unreadable, Phrase(de: statePath, en: statePath)) }
            return nil
        }
        let bytes = try FileBytes.contents(of: statePath, limit: Int64(WatchedLog.maximumByteCount))
        do throws(WatchFault) {
            return try WatchedLog(file: bytes, log: key)
        } catch {
            let reason = if case .broken(let reason) = error { reason } else { "\(error)" }
            throw AuditError(
                .unreadable,
                Phrase(
                    de: "Die Zustandsdatei \(statePath) taugt nicht; ohne sie beginnt die Wache neu: \(reason)",
                    en: "The state file \(statePath) is of no use; without it the watch begins anew: \(reason)"))
        }
    }

    // MARK: What is told

    private func say(_ phrase: Phrase) { write(AuditReport.oneLine(phrase.text(in: language)) + "\n") }

    private func tell(_ look: LogWatcher.Look, _ news: [(Int64, LogEntry)]) {
        let head = look.log.checkpoint.head
        let root = head.root.hex
        switch look.before {
        case nil:
            say(
                Phrase(
                    de: "\(look.log.looked) Die Wache beginnt bei \(head.size) Einträgen, Wurzel \(root).",
                    en: "\(look.log.looked) The watch begins at \(head.size) entries, root \(root)."))
        case let before?:
            say(
                Phrase(
                    de:
                        "\(look.log.looked) In Ordnung: \(head.size) Einträge, \(head.size - before) neu, Wurzel \(root).",
                    en: "\(look.log.looked) In order: \(head.size) entries, \(head.size - before) new, root \(root)."))
        }
        for (issuer, entries) in Dictionary(grouping: news, by: { $0.1.issuer.description }).sorted(by: {
            $0.key < $1.key
        }) {
            say(Phrase(de: "  \(issuer): \(entries.count) neu", en: "  \(issuer): \(entries.count) new"))
            for (index, entry) in entries {
                say(
                    Phrase(
                        de: "    Eintrag \(index): \(entry.kind.rawValue), eingegangen \(entry.received), "
                            + "SHA-256 \(entry.sha256.hex)",
                        en: "    entry \(index): \(entry.kind.rawValue), received \(entry.received), "
                            + "SHA-256 \(entry.sha256.hex)"))
            }
        }
    }

    /// A line for programs: into the journal, and to whoever asked for JSON.
    private func note(_ event: JSONValue) throws(AuditError) {
        let line = event.canonicalBytes + [0x0A]
        if let path = wish.journal { try OutputFile.append(line, to: path) }
        if wish.asJSON { write(String(decoding: line, as: UTF8.self)) }
    }

    private func json(_ look: LogWatcher.Look, _ news: [(Int64, LogEntry)]) -> JSONValue {
        let head = look.log.checkpoint.head
        var witnessed = JSONValue.null
        if case .met(let checkpoint, let newest) = look.witnessing {
            witnessed = .members([
                "newest": .string(AuditReport.moment(newest)), "size": .integer(checkpoint.head.size),
            ])
        }
        let entries = news.map { index, entry in
            JSONValue.members([
                "index": .integer(index), "issuer": .string(entry.issuer.description),
                "kind": .string(entry.kind.rawValue), "received": .string(entry.received.description),
                "sha256": .string(entry.sha256.hex),
            ])
        }
        return .members([
            "before": .optional(look.before), "event": .string("look"), "looked": .string(look.log.looked.description),
            "new": .array(entries), "root": .string(head.root.hex), "size": .integer(head.size),
            "witnessed": witnessed,
        ])
    }

    /// A log in order may still lack witnesses.
    private func judge(_ look: LogWatcher.Look) -> Alarm? {
        switch look.witnessing {
        case .notAsked: return nil
        case .none:
            return Alarm(
                name: "unwitnessed",
                what: Phrase(
                    de:
                        "UNBEZEUGT: Der Hub liefert keinen Prüfpunkt aus, den das Quorum Ihrer Policy gegengezeichnet hat.",
                    en: "UNWITNESSED: the hub serves no checkpoint that the quorum of your policy has cosigned."))
        case .lacking(let checkpoint, let count):
            let size = checkpoint.head.size
            return Alarm(
                name: "lacking \(size) \(count)",
                what: Phrase(
                    de:
                        "UNBEZEUGT: Was der Hub als bezeugt ausliefert (\(size) Einträge), haben nur \(count) Zeugen Ihrer "
                        + "Policy gegengezeichnet. Hat das Amt andere Zeugen benannt, so steht das im Log; holen Sie sich "
                        + "dann bei einer Kommune eine neue Policy.",
                    en:
                        "UNWITNESSED: what the hub serves as witnessed (\(size) entries) only \(count) witnesses of your "
                        + "policy have cosigned. If the office has named others, the log says so; then get a new policy "
                        + "from a town."))
        case .met(let checkpoint, let newest):
            let age = (look.log.looked.secondsSince1970 - newest) / 3600
            guard age >= wish.maximumAge else { return nil }
            let size = checkpoint.head.size
            // The age grows with every look; the fault stays the same.
            return Alarm(
                name: "unwitnessed since \(newest)",
                what: Phrase(
                    de:
                        "UNBEZEUGT seit \(age) Stunden: Die neueste Gegenzeichnung ist von \(AuditReport.moment(newest)), "
                        + "für \(size) Einträge.",
                    en: "UNWITNESSED for \(age) hours: the newest cosignature is of \(AuditReport.moment(newest)), for "
                        + "\(size) entries."))
        }
    }

    private func alarm(of fault: WatchFault) throws(AuditError) -> (status: Int32, alarm: Alarm?) {
        switch fault {
        case .unreachable(let reason):
            say(
                Phrase(
                    de: "\(now()) Keine Antwort, das sagt über das Log nichts: \(reason)",
                    en: "\(now()) No answer, which says nothing about the log: \(reason)"))
            return (Self.unavailableCode, nil)
        case .broken(let reason):
            let what = Phrase(
                de: "FEHLER: Was der Hub ausliefert, passt nicht zu dem, was er unterschrieben hat: \(reason)",
                en: "FAULT: what the hub serves does not fit what it has signed: \(reason)")
            return (Self.faultCode, Alarm(name: "broken: \(reason)", what: what))
        case .contradiction(let evidence):
            let verdict = try EvidenceVerdict(evidence.file, log: key)
            let roots = evidence.checkpoints.map(\.head.root.hex).joined(separator: " ")
            return (
                Self.faultCode,
                Alarm(
                    name: "\(evidence.kind.rawValue) \(roots)",
                    what: Phrase(de: verdict.text(in: .german), en: verdict.text(in: .english)), evidence: evidence)
            )
        }
    }

    /// Files the evidence, says it and runs the command.
    private func raise(_ alarm: Alarm) throws(AuditError) {
        let path = try file(alarm)
        let object = JSONValue.members([
            "event": .string("fault"), "evidence": .optional(path), "fault": .string(alarm.name),
            "looked": .string(now().description), "what": .string(AuditReport.oneLine(alarm.what.en)),
        ])
        try note(object)
        if !wish.asJSON {
            say(Phrase(de: "\(now()) \(alarm.what.de)", en: "\(now()) \(alarm.what.en)"))
            if let path { say(Phrase(de: "  Beweis: \(path)", en: "  Evidence: \(path)")) }
        }
        guard let command = wish.command else { return }
        try AlarmCommand.run(
            command, fault: AuditReport.oneLine(alarm.what.text(in: language)), evidence: path ?? "")
    }

    private func file(_ alarm: Alarm) throws(AuditError) -> String? {
        guard let evidence = alarm.evidence else { return nil }
        let folder = wish.evidence ?? Self.folder(of: statePath)
        let sizes = evidence.checkpoints.map { String($0.head.size) }.joined(separator: "-")
        let digest = SHA256.digest(Array(alarm.name.utf8)).hex.prefix(8)
        let path = "\(folder)/evidence-\(evidence.kind.rawValue)-\(sizes)-\(digest).json"
        // The first observation counts.
        var status = stat()
        if stat(path, &status) != 0 { try OutputFile.write(evidence.file, to: path) }
        return path
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}

/// What the auditor wants run on a fault: by the shell, with the fault in the environment and never in the command.
enum AlarmCommand {
    static func run(_ command: String, fault: String, evidence: String) throws(AuditError) {
        var process = pid_t()
        var variables: [String] = []
        var place = environ
        while let variable = place.pointee {
            let text = String(cString: variable)
            if !text.hasPrefix("RAHMENWERK_FAULT=") && !text.hasPrefix("RAHMENWERK_EVIDENCE=") {
                variables.append(text)
            }
            place = place.advanced(by: 1)
        }
        variables += ["RAHMENWERK_FAULT=\(fault)", "RAHMENWERK_EVIDENCE=\(evidence)"]
        func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }
        let words = copies(["/bin/sh", "-c", command])
        let settings = copies(variables)
        defer { for text in words + settings { free(text) } }
        let result = posix_spawn(&process, "/bin/sh", nil, nil, words, settings)
        guard result == 0 else {
            let cause = String(cString: strerror(result))
            throw AuditError(
                .unreadable, Phrase(de: "/bin/sh lief nicht an: \(cause)", en: "/bin/sh did not start: \(cause)"))
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
}
