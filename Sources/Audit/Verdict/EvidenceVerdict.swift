import Crypto
import Federation
import Ledger

/// What a file of evidence shows, in plain words: who did what, and how far it is proven.
struct EvidenceVerdict: Sendable {
    private let evidence: Evidence
    /// The vkey was the caller's own, not just the file's.
    private let isLogGiven: Bool

    /// Throws `malformed` where the file shows nothing: it is broken, or the signatures or proofs in it do not hold.
    init(_ bytes: [UInt8], log: VerifierKey?) throws(AuditError) {
        do throws(LedgerError) {
            evidence = try Evidence(file: bytes, log: log)
        } catch {
            let why = Explanation.of(error)
            throw AuditError(
                .malformed,
                Phrase(de: "Diese Datei beweist nichts: \(why.de)", en: "This file proves nothing: \(why.en)"))
        }
        isLogGiven = log != nil
    }

    /// 0 proven, 2 genuine but on somebody's word.
    var exitCode: Int32 { evidence.weight == .proven ? 0 : 2 }

    func text(in language: Language) -> String {
        let lines = [headline] + details
        return lines.map { AuditReport.oneLine($0.text(in: language)) }.joined(separator: "\n") + "\n"
    }

    /// For programs: one canonical JSON object and a line feed.
    var json: [UInt8] {
        let object = JSONValue.object([
            .init("checkpoints", .array(evidence.checkpoints.map(Self.object))),
            .init("entry", entry.map { .string(String(decoding: $0.canonicalBytes, as: UTF8.self)) } ?? .null),
            .init("index", evidence.index.map { .integer($0) } ?? .null),
            .init("kind", .string(evidence.kind.rawValue)), .init("log", .string(evidence.log.text)),
            .init("log_given", .boolean(isLogGiven)), .init("observed", .string(evidence.observed)),
            .init("observer", .string(evidence.observer)), .init("weight", .string(evidence.weight.rawValue)),
            .init("what", .string(headline.en)),
        ])
        return object.canonicalBytes + [0x0A]
    }

    private static func object(_ checkpoint: SignedCheckpoint) -> JSONValue {
        .object([
            .init("root", .string(checkpoint.head.root.hex)), .init("size", .integer(checkpoint.head.size)),
        ])
    }

    private var name: String { evidence.log.name }

    private var headline: Phrase {
        let sizes = evidence.checkpoints.map(\.head.size)
        switch evidence.kind {
        case .fork:
            return Phrase(
                de: "BEWIESEN: Das Log \(name) hat zwei verschiedene Geschichten mit je \(sizes[0]) Einträgen "
                    + "unterschrieben. Es hat sich gegabelt.",
                en: "PROVEN: the log \(name) has signed two different histories of \(sizes[0]) entries each. "
                    + "It has forked.")
        case .inconsistent:
            return Phrase(
                de:
                    "BEWIESEN: Das Log \(name) hat seine Geschichte umgeschrieben. Seine ersten \(sizes[0]) Einträge waren "
                    + "andere, als es \(sizes[0]) hatte, als jetzt, da es \(sizes[1]) hat. Beides hat es unterschrieben.",
                en:
                    "PROVEN: the log \(name) has rewritten its history. Its first \(sizes[0]) entries were others when it "
                    + "had \(sizes[0]) than now that it has \(sizes[1]). It has signed both.")
        case .shrunk:
            let served =
                sizes.count > 1
                ? Phrase(de: "nur noch einen von \(sizes[1])", en: "only one of \(sizes[1])")
                : Phrase(de: "keinen mehr", en: "none any more")
            return Phrase(
                de: "Auf das Wort von \(observer.de): Das Log \(name) hat einen Stand von \(sizes[0]) Einträgen "
                    + "unterschrieben und danach \(served.de) ausgeliefert.",
                en:
                    "On the word of \(observer.en): the log \(name) has signed a state of \(sizes[0]) entries and after "
                    + "that served \(served.en).")
        case .foreign:
            return Phrase(
                de:
                    "Auf das Wort von \(observer.de): Eintrag \(evidence.index ?? 0) des Logs \(name) steht unter ihrem "
                    + "Namen, und sie hat ihn nicht gesandt. Dass er im Log steht, ist bewiesen.",
                en:
                    "On the word of \(observer.en): entry \(evidence.index ?? 0) of the log \(name) stands under its name, "
                    + "and it did not send it. That the log holds it is proven.")
        }
    }

    private var observer: Phrase {
        evidence.observer.isEmpty
            ? Phrase(de: "jemandem, der nicht genannt ist", en: "somebody who is not named")
            : Phrase(de: evidence.observer, en: evidence.observer)
    }

    private var entry: LogEntry? { evidence.entry.flatMap { try? LogEntry(canonicalBytes: $0) } }

    private var details: [Phrase] {
        var lines = evidence.checkpoints.enumerated().map { number, checkpoint in
            let (size, root) = (checkpoint.head.size, checkpoint.head.root.hex)
            return Phrase(
                de: "  Prüfpunkt \(number + 1): \(size) Einträge, Wurzel \(root), Unterschrift des Logs gültig",
                en: "  Checkpoint \(number + 1): \(size) entries, root \(root), the log's signature holds")
        }
        if evidence.kind == .foreign { lines += entryLines }
        lines.append(
            Phrase(
                de: "  Bemerkt: \(evidence.observed) (Uhr des Beobachters) von \(observer.de)",
                en: "  Observed: \(evidence.observed) (the observer's clock) by \(observer.en)"))
        lines.append(
            isLogGiven
                ? Phrase(
                    de: "  Schlüssel des Logs: der von Ihnen angegebene", en: "  Key of the log: the one you gave")
                : Phrase(
                    de:
                        "  Schlüssel des Logs: \(evidence.log.text) – aus der Datei. Vergleichen Sie ihn, oder geben Sie "
                        + "--log an: Sonst könnte ihn jemand erfunden haben.",
                    en: "  Key of the log: \(evidence.log.text) – from the file. Compare it or give --log: otherwise "
                        + "somebody may have made it up."))
        return lines
    }

    private var entryLines: [Phrase] {
        guard let entry else {
            return [
                Phrase(
                    de: "  Der Eintrag hat nicht die Form, die das Protokoll vorschreibt.",
                    en: "  The entry does not have the form that the protocol prescribes.")
            ]
        }
        var lines = [
            Phrase(
                de: "  Eintrag: \(entry.kind.rawValue) von \(entry.issuer), eingegangen \(entry.received), "
                    + "SHA-256 \(entry.sha256.hex)",
                en: "  Entry: \(entry.kind.rawValue) of \(entry.issuer), received \(entry.received), "
                    + "SHA-256 \(entry.sha256.hex)")
        ]
        if entry.issuer.description != evidence.observer {
            lines.append(
                Phrase(
                    de: "  Achtung: Der Eintrag steht nicht unter dem Namen von \(observer.de).",
                    en: "  Beware: the entry does not stand under the name of \(observer.en)."))
        }
        guard let text = evidence.statement else {
            return lines + [
                Phrase(
                    de: "  Die Aussage selbst liegt nicht bei.", en: "  The statement itself is not in the file.")
            ]
        }
        let bytes = Array(text.utf8)
        let keyID = (try? CompactJWS(bytes, type: .statement))?.keyID
        let isIt = SHA256.digest(bytes) == entry.sha256
        lines.append(
            isIt
                ? Phrase(
                    de:
                        "  Aussage: liegt bei und ist die des Eintrags; sie nennt den Schlüssel \(keyID ?? "–"). Gehört "
                        + "er der Kommune, so wurde er entwendet; sonst hat der Hub sie untergeschoben.",
                    en:
                        "  Statement: in the file, and the one of the entry; it names the key \(keyID ?? "–"). If that key "
                        + "is the town's, it was stolen; otherwise the hub has slipped the statement in.")
                : Phrase(
                    de: "  Achtung: Die beiliegende Aussage ist nicht die des Eintrags.",
                    en: "  Beware: the statement in the file is not that of the entry."))
        return lines
    }
}
