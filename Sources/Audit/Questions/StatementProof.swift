import Crypto
import Federation
import Ledger

/// One statement taken out of an export with its proof, to be filed: two files that hold without the export.
struct StatementProof {
    let index: Int64
    let statement: [UInt8]
    let receipt: Receipt
    let entry: LogEntry
    private let export: AuditedExport

    /// `name` is an entry's index or its statement's SHA-256. Throws `malformed` where the export does not hold, or does
    /// not hold it.
    init(_ name: String, in export: AuditedExport) throws(AuditError) {
        guard export.report.verdict != .faulty, let checkpoint = export.report.checkpoint, let log = checkpoint.log
        else {
            throw .absent(
                de: "Der Export ist fehlerhaft; verify sagt, warum.", en: "The export is faulty; verify says why.")
        }
        index = try Self.index(of: name, in: export)
        guard let bytes = export.entry(index), let entry = try? LogEntry(canonicalBytes: bytes) else {
            throw .absent(de: "Eintrag \(index) gibt es nicht.", en: "There is no entry \(index).")
        }
        guard let statement = export.statement(entry.sha256) else {
            throw .absent(
                de: "Die Aussage von Eintrag \(index) liegt nicht in diesem Export.",
                en: "The statement of entry \(index) is not in this export.")
        }
        do {
            let proof = try TiledTree.inclusionProof(index: index, size: export.size, tile: export.tile)
            guard let file = export.index.others["data/log/checkpoint"] else {
                throw AuditError.absent(de: "Der Prüfpunkt fehlt.", en: "The checkpoint is missing.")
            }
            let signed = try SignedCheckpoint(note: export.source.contents(of: file), log: log)
            receipt = try Receipt(entry: bytes, proof: proof, checkpoint: signed)
        } catch let error as AuditError {
            throw error
        } catch {
            throw .absent(de: "Der Beweis gelingt nicht: \(error)", en: "The proof fails: \(error)")
        }
        self.entry = entry
        self.statement = statement
        self.export = export
    }

    private static func index(of name: String, in export: AuditedExport) throws(AuditError) -> Int64 {
        if let index = Int64(name), String(index) == name, index >= 0 {
            guard index < export.size else {
                throw .absent(
                    de: "Das Log hat \(export.size) Einträge, von 0 an gezählt.",
                    en: "The log has \(export.size) entries, counted from 0.")
            }
            return index
        }
        guard let digest = Digest(hex: name) else {
            throw .usage(
                de: "Gefragt wird nach der Nummer eines Eintrags oder dem SHA-256 einer Aussage (64 Ziffern).",
                en: "Ask for the index of an entry or the SHA-256 of a statement (64 digits).")
        }
        var found: Int64?
        export.index.entries(in: 0..<export.size, export.source, size: export.size) { index, bytes in
            guard found == nil, let entry = try? LogEntry(canonicalBytes: bytes), entry.sha256 == digest else { return }
            found = index
        }
        guard let found else {
            throw .absent(de: "Kein Eintrag nennt diesen SHA-256.", en: "No entry names this SHA-256.")
        }
        return found
    }

    /// `<origin with / as _>-<index>`, to which `.tlog-proof` and `.jws` are added.
    var fileName: String {
        let origin = String((export.report.checkpoint?.checkpoint.origin ?? "").map { $0 == "/" ? "_" : $0 })
        return "\(origin)-\(index)"
    }
}

/// What a filed proof and its statement show.
struct ProofVerdict {
    private let entry: LogEntry
    private let statement: Statement
    private let keyID: String
    private let index: Int64
    private let checkpoint: SignedCheckpoint
    private let witnesses: [CheckpointFindings.Witness]
    /// Nil where the policy asks for none, or there is no policy.
    private let quorum: String?
    private let isWitnessed: Bool

    /// Throws `malformed` where it shows nothing.
    init(proof: [UInt8], statement bytes: [UInt8], policy: WitnessPolicy, quorumMatters: Bool) throws(AuditError) {
        do {
            let receipt = try Receipt(text: proof)
            guard let leaf = receipt.extra else {
                throw LedgerError(.malformed, "The proof does not carry its entry (the line that begins with extra).")
            }
            let origin = try Checkpoint(text: receipt.note.text).origin
            let keys = policy.logs.map(\.key).filter { Array($0.name.utf8) == Array(origin.utf8) }
            guard let key = keys.first else {
                throw LedgerError(.originMismatch, "The proof is of the log \(origin), which you do not trust.")
            }
            checkpoint = try receipt.verify(entry: leaf, log: key)
            entry = try LogEntry(canonicalBytes: leaf)
            index = receipt.index
            let found = try checkpoint.witnessings(by: policy.witnessKeys)
            witnesses = policy.witnesses.compactMap { witness in
                found.first { $0.witness == witness.key }.map {
                    CheckpointFindings.Witness(name: witness.name, seconds: $0.seconds)
                }
            }
            quorum = quorumMatters ? policy.quorum : nil
            isWitnessed = policy.isSatisfied(by: Set(found.map(\.witness)))
            let read = try UnverifiedStatement(bytes)
            statement = read.statement
            keyID = read.jws.keyID
            guard entry.sha256 == SHA256.digest(bytes), entry.byteCount == Int64(bytes.count),
                entry.issuer == statement.issuer, entry.kind == statement.kind,
                statement.federation.utf8.elementsEqual(origin.utf8)
            else { throw Refusal(.leaf, "The entry in the proof is not that of this statement") }
        } catch {
            let why =
                (error as? LedgerError).map(Explanation.of) ?? (error as? Refusal).map(Explanation.of)
                ?? Phrase(de: "\(error)", en: "\(error)")
            throw .absent(
                de: "Das beweist nicht, dass diese Aussage im Log steht: \(why.de)",
                en: "This does not prove that the statement stands in the log: \(why.en)")
        }
    }
}

extension ProofVerdict: Answer {
    /// 0, or 3 where the policy's quorum is not met.
    var exitCode: Int32 { quorum == nil || isWitnessed ? 0 : 3 }

    func text(in language: Language) -> String {
        var lines = Lines(language)
        lines.say(
            Phrase(
                de: "Die Aussage steht unverändert im Log \(checkpoint.checkpoint.origin), als Eintrag \(index) von "
                    + "\(checkpoint.head.size)." + (exitCode == 3 ? " Der Prüfpunkt ist UNBEZEUGT." : ""),
                en: "The statement stands unaltered in the log \(checkpoint.checkpoint.origin), as entry \(index) of "
                    + "\(checkpoint.head.size)." + (exitCode == 3 ? " The checkpoint is UNWITNESSED." : "")))
        lines.row("Absender", "Issuer", "\(statement.issuer)")
        lines.row("Art", "Kind", statement.kind.rawValue)
        lines.row(
            "Nummer", "Number",
            Phrase(
                de: "\(statement.sequence) dieses Absenders, unterschrieben \(statement.issued)",
                en: "\(statement.sequence) of this issuer, signed \(statement.issued)"))
        lines.row("Eingegangen", "Received", "\(entry.received)")
        lines.row("SHA-256", "SHA-256", entry.sha256.hex)
        lines.row(
            "Schlüssel", "Key",
            Phrase(
                de: "\(keyID), wie die Aussage ihn nennt. Ob er dem Absender gehörte, prüft verify am Export",
                en: "\(keyID), as the statement names it. Whether it was the issuer's, verify checks in an export"))
        lines.row("Wurzel", "Root", checkpoint.head.root.hex)
        let names = witnesses.map { "\($0.name) \(AuditReport.moment($0.seconds))" }.joined(separator: ", ")
        lines.row(
            "Zeugen", "Witnesses",
            Phrase(
                de: (names.isEmpty ? "keine" : names) + (quorum.map { "; verlangt: \($0)" } ?? ""),
                en: (names.isEmpty ? "none" : names) + (quorum.map { "; required: \($0)" } ?? "")))
        return lines.text
    }

    var json: [UInt8] {
        let object = JSONValue.members([
            "entry": JSONValue(of: entry), "index": .integer(index), "issued": .string(statement.issued.description),
            "key": .string(keyID), "log": .string(checkpoint.log.text), "quorum": .optional(quorum),
            "root": .string(checkpoint.head.root.hex), "sequence": .integer(statement.sequence),
            "size": .integer(checkpoint.head.size), "witnessed": .boolean(isWitnessed),
            "witnesses": .array(
                witnesses.map {
                    .members(["name": .string($0.name), "time": .string(AuditReport.moment($0.seconds))])
                }),
        ])
        return object.canonicalBytes + [0x0A]
    }
}
