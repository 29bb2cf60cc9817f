import Crypto
import Database
import Glibc
import Service

/// What was erased, in a file beside the database: whoever restores an older backup gets back the database, but not this,
/// and so everything is erased again.
///
/// One line each, `kind digest seconds`; the digest is SHA-256 of a secret that only its owner had, so the file tells
/// nobody anything. Lines are only ever added.
public struct ErasureList: Sendable {
    public enum Kind: String, Sendable {
        /// The author of something: link, name and group.
        case author
        /// The same and what they wrote.
        case text
        /// The address of somebody who followed by mail; the digest is that of the links in their mails.
        case follower
    }

    struct Entry: Sendable, Hashable {
        let kind: Kind
        let digest: [UInt8]
        let at: Int64
    }

    public static let fileName = "erasures.list"
    private static let maximumSize = 64 << 20

    let path: String

    public init(path: String) { self.path = path }

    /// Durable when this returns, and before anything is erased: a line too many does no harm.
    func add(_ entry: Entry) throws(ServiceError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ServiceError(.inputOutput, "The erasure list cannot be opened.", at: path) }
        defer { close(descriptor) }
        var rest = Array("\(entry.kind.rawValue) \(Hex.encode(entry.digest)) \(entry.at)\n".utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw ServiceError(.inputOutput, "The erasure list cannot be written.", at: path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else {
            throw ServiceError(.inputOutput, "The erasure list cannot be made durable.", at: path)
        }
    }

    /// Every line that can be read; a last one cut off by a power failure was not acknowledged.
    func entries() throws(ServiceError) -> [Entry] {
        guard access(path, F_OK) == 0 else { return [] }
        let text = String(decoding: try Files.readFile(path, maximum: Self.maximumSize), as: UTF8.self)
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 3, let kind = Kind(rawValue: String(words[0])),
                let digest = Hex.decode(words[1].utf8), digest.count == 32, let at = Int64(words[2])
            else { return nil }
            return Entry(kind: kind, digest: digest, at: at)
        }
    }
}

/// Erasing what belongs to one person, for good.
public enum Erasing {
    static func digest(_ secret: String) -> [UInt8] { SHA256.digest(Array(secret.utf8)).bytes }

    /// Whether it has the form of an author's secret.
    static func isSecret(_ text: String) -> Bool { text.utf8.count == 32 && Hex.decode(text.utf8) != nil }

    /// Erases an author by their link.
    static func erase(_ secret: String, removesText: Bool, _ desk: ParticipationDesk) throws -> Bool {
        let digest = digest(secret)
        let isThere = try desk.store.read { connection in
            for room in desk.personal where try room.record(digest, connection) != nil { return true }
            return false
        }
        guard isThere else { return false }
        let entry = ErasureList.Entry(kind: removesText ? .text : .author, digest: digest, at: desk.now)
        try desk.erasures?.add(entry)
        try desk.store.write { connection in try apply(entry, desk.personal, connection) }
        return true
    }

    /// Forgets the address of somebody who followed.
    static func forget(_ follower: Follower, _ desk: ParticipationDesk) throws {
        let entry = ErasureList.Entry(
            kind: .follower, digest: SHA256.digest(follower.token).bytes, at: desk.now)
        try desk.erasures?.add(entry)
        try desk.store.write { connection in try apply(entry, desk.personal, connection) }
    }

    /// Erases again what the list says, after whatever was restored.
    /// - Returns: how much of it had come back.
    @discardableResult
    public static func replay(_ desk: ParticipationDesk) throws -> Int {
        guard let list = desk.erasures else { return 0 }
        let known = try list.entries()
        let stored = try desk.store.read { connection in
            try connection.query("SELECT kind, digest, at FROM erasure") { row -> ErasureList.Entry? in
                guard let kind = ErasureList.Kind(rawValue: try row.text(0)) else { return nil }
                return ErasureList.Entry(kind: kind, digest: try row.blob(1), at: try row.int64(2))
            }.compactMap { $0 }
        }
        let inFile = Set(known.map(\.digest))
        // A backup can be younger than the file it is put beside.
        let missing = stored.filter { !inFile.contains($0.digest) }
        for entry in missing { try list.add(entry) }
        let all = known + missing
        guard !all.isEmpty else { return 0 }
        return try desk.store.write { connection in
            var count = 0
            for entry in all where try apply(entry, desk.personal, connection) { count += 1 }
            return count
        }
    }

    @discardableResult
    private static func apply(
        _ entry: ErasureList.Entry, _ rooms: [any PersonalRoom], _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.execute(
            "INSERT INTO erasure (digest, kind, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", .blob(entry.digest),
            .text(entry.kind.rawValue), .integer(entry.at))
        if entry.kind == .follower {
            let found = try connection.query("SELECT id, token FROM follower") { (try $0.int64(0), try $0.blob(1)) }
                .first { SHA256.digest($0.1).bytes == entry.digest }
            if let found { try FollowerStore.remove(found.0, connection) }
            return found != nil
        }
        var isFound = false
        for room in rooms {
            if try room.erase(entry.digest, removesText: entry.kind == .text, at: entry.at, connection) {
                isFound = true
            }
        }
        // Not even its words can be searched any more.
        if isFound { try IdeaText.catchUp(connection) }
        return isFound
    }
}
