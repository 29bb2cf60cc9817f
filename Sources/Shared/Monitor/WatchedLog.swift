import Federation
import Ledger

/// What a monitor remembers of a log, in its state file: canonical JSON.
///
///     {"checkpoint":<signed note>,"log":<vkey>,"looked":<instant>,"version":1,"witnessed":<signed note> or null}
public struct WatchedLog: Sendable {
    public static let maximumByteCount = 262_144

    public let log: VerifierKey
    /// The newest head that was verified.
    public let checkpoint: SignedCheckpoint
    /// The newest head that witnesses stand for.
    public let witnessed: SignedCheckpoint?
    /// When it was looked at last, by the monitor's clock.
    public let looked: Instant

    init(checkpoint: SignedCheckpoint, witnessed: SignedCheckpoint?, looked: Instant) {
        log = checkpoint.log
        self.checkpoint = checkpoint
        self.witnessed = witnessed
        self.looked = looked
    }

    /// Reads a state file; throws `broken` for one in another form or of another log.
    public init(file: [UInt8], log: VerifierKey) throws(WatchFault) {
        do {
            var reader = try CanonicalReader(file)
            try reader.openObject()
            try reader.member("checkpoint")
            let checkpoint = try reader.string()
            try reader.member("log")
            let named = try reader.string()
            let looked = try reader.instant("looked")
            _ = try reader.integer("version", in: 1...1)
            try reader.member("witnessed")
            let witnessed = reader.null() ? nil : try reader.string()
            try reader.closeObject()
            try reader.end()
            guard named.utf8.elementsEqual(log.text.utf8) else {
                throw WatchFault.broken("The state file is about the log \(named).")
            }
            try self.init(
                checkpoint: SignedCheckpoint(note: Array(checkpoint.utf8), log: log),
                witnessed: witnessed.map { try SignedCheckpoint(note: Array($0.utf8), log: log) }, looked: looked)
        } catch let fault as WatchFault {
            throw fault
        } catch {
            throw .broken("The state file cannot be read: \(error)")
        }
    }

    public var file: [UInt8] {
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("checkpoint")
            writer.string(checkpoint.note.text + Self.lines(checkpoint))
            writer.member("log")
            writer.string(log.text)
            writer.member("looked")
            writer.string(looked.description)
            writer.member("version")
            writer.integer(1)
            writer.member("witnessed")
            if let witnessed { writer.string(witnessed.note.text + Self.lines(witnessed)) } else { writer.null() }
        }
        return writer.bytes
    }

    /// What follows the text of a note: the empty line and the signatures.
    private static func lines(_ checkpoint: SignedCheckpoint) -> String {
        String(decoding: checkpoint.note.bytes.dropFirst(checkpoint.note.text.utf8.count), as: UTF8.self)
    }
}
