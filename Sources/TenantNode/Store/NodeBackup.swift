import Accounts
import Crypto
import Database
import Glibc
import Participation
import Service

/// One file that holds everything of a node: a copy of its database as of one moment, with the key files inside.
///
/// Whoever has it can speak for the town; it is readable by its owner alone.
enum NodeBackup {
    /// Copies a running node to a new file, which appears under its name only when it is whole and durable.
    static func write(_ node: Node, to path: String) throws {
        guard access(path, F_OK) != 0 else { throw alreadyThere(path) }
        // Drawn anew each time, so that no file of anybody's own is in the way or lost.
        let partial = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).partial"
        try node.store.backup(to: partial)
        defer { unlink(partial) }
        let files = try node.memberships().flatMap { membership -> [(String, [UInt8])] in
            // Former keys are kept as well, and new ones on their way; a half-finished attempt to join may have none yet.
            var last = max(membership.keyNumber, membership.pendingKeyNumber ?? 1)
            while access(NodeKeys.folder(last + 1, in: node.folder(of: membership.name)), F_OK) == 0 { last += 1 }
            return try (1...last).flatMap { number in
                try NodeKeys.files.compactMap { file -> (String, [UInt8])? in
                    let relative = NodeKeys.folder(number, in: "federations/\(membership.name)") + "/\(file)"
                    let path = "\(node.folder)/\(relative)"
                    guard number == membership.keyNumber && membership.isMember || access(path, F_OK) == 0 else {
                        return nil
                    }
                    return (relative, try Files.readFile(path, maximum: 16_384))
                }
            }
        }
        try addFiles(files, to: partial)
        // link(2) refuses where rename(2) would replace.
        guard link(partial, path) == 0 else {
            throw errno == EEXIST
                ? alreadyThere(path)
                : ServiceError(.inputOutput, "The backup could not be put in its place.", at: path)
        }
    }

    private static func addFiles(_ files: [(String, [UInt8])], to path: String) throws {
        let copy = try Connection(path: path, mode: .readWrite, application: Migrations.application)
        try copy.transaction {
            try PrivacyTables.withoutGuesses(copy)
            try copy.execute("CREATE TABLE backup_file (path TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT")
            for (file, content) in files {
                try copy.execute("INSERT INTO backup_file VALUES (?, ?)", .text(file), .blob(content))
            }
        }
        // One file without a write-ahead log beside it.
        _ = try copy.first("PRAGMA journal_mode=DELETE") { try $0.text(0) }
    }

    /// Makes a node of a backup in a folder that is empty or not there. Every federation is unconfirmed afterwards.
    static func restore(_ path: String, to folder: String) throws {
        guard access(path, R_OK) == 0 else {
            throw NodeError(
                .notFound, de: "Die Sicherung \(path) ist nicht lesbar.", en: "The backup \(path) cannot be read.")
        }
        clearLeftovers(folder)
        guard try isEmpty(folder) else {
            throw NodeError(
                .notEmpty, de: "Der Ordner \(folder) ist nicht leer; es wird nichts überschrieben.",
                en: "The folder \(folder) is not empty; nothing is overwritten.")
        }
        try Files.ensureFolder(folder)
        guard chmod(folder, 0o700) == 0 else {
            throw ServiceError(.notPermitted, "The folder's mode cannot be set to 0700.", at: folder)
        }
        do {
            try unfold(path, into: folder)
        } catch {
            clearLeftovers(folder)
            throw (error as? DatabaseError).flatMap { foreign(path, $0) } ?? error
        }
    }

    /// Where a restore is built; what is found there later was left by one that was killed.
    private static let staging = ".restore-unfinished"

    private static func unfold(_ path: String, into folder: String) throws {
        let staging = "\(folder)/\(staging)"
        try Files.ensureFolder(staging)
        let copy = Node.databasePath(in: staging)
        do {
            let backup = try Connection(path: path, mode: .readOnly, application: Migrations.application)
            try backup.backup(to: copy)
        }
        try unpack(copy, into: staging)
        // Last of all: without the database under its name there is no node, and the restore can be done again.
        guard
            access("\(staging)/federations", F_OK) != 0
                || rename("\(staging)/federations", "\(folder)/federations") == 0,
            rename(copy, Node.databasePath(in: folder)) == 0
        else { throw ServiceError(.inputOutput, "The restored node could not be put in its place.", at: folder) }
        rmdir(staging)
    }

    /// Removes what an unfinished restore of ours has left; nothing where there is a node.
    private static func clearLeftovers(_ folder: String) {
        let database = Node.databasePath(in: folder)
        let staging = "\(folder)/\(staging)"
        guard access(database, F_OK) != 0 else { return }
        // The database is moved last: while it lies there, the folder of keys beside it is the backup's as well.
        if access(Node.databasePath(in: staging), F_OK) == 0 { removeTree("\(folder)/federations") }
        removeTree(staging)
        // As earlier versions named it.
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink("\(database).partial\(suffix)") }
    }

    private static func removeTree(_ path: String) {
        for name in names(in: path) ?? [] {
            let below = "\(path)/\(name)"
            var status = stat()
            guard lstat(below, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR { removeTree(below) } else { unlink(below) }
        }
        rmdir(path)
    }

    private static func foreign(_ path: String, _ error: DatabaseError) -> NodeError? {
        guard [.notADatabase, .wrongApplication, .corrupt].contains(error.code) else { return nil }
        return NodeError(
            .notABackup,
            de: "\(path) ist keine Sicherung eines Knotens, oder sie ist beschädigt. Es wurde nichts angelegt.",
            en: "\(path) is not a node's backup, or it is damaged. Nothing was created. (\(error.reason))")
    }

    private static func unpack(_ path: String, into folder: String) throws {
        let copy = try Connection(path: path, mode: .readWrite, application: Migrations.application)
        guard
            try copy.first("SELECT 1 FROM sqlite_master WHERE name = 'backup_file'", row: { try $0.int64(0) }) != nil
        else { throw DatabaseError(.wrongApplication, "It holds no key files.") }
        let names = Set(try copy.query("SELECT name FROM federation") { try $0.text(0) })
        let files = try copy.query("SELECT path, content FROM backup_file") { (try $0.text(0), try $0.blob(1)) }
        for (file, content) in files {
            // Names are checked against the federations, so that a crafted backup writes nowhere else.
            let parts = file.split(separator: "/").map(String.init)
            guard (3...4).contains(parts.count), parts[0] == "federations", names.contains(parts[1]),
                let last = parts.last, ["statement.pem", "cosigner.pem"].contains(last),
                parts.count == 3 || isKeyFolder(parts[2])
            else { throw DatabaseError(.corrupt, "The backup holds a file that does not belong to a node.") }
            try Files.ensureFolder(([folder] + parts.dropLast()).joined(separator: "/"))
            try Files.createFileExclusively("\(folder)/\(file)", content)
        }
        try copy.transaction {
            try copy.execute("DROP TABLE backup_file")
            try copy.execute("UPDATE federation SET is_confirmed = 0")
            try RestoredAccounts.settle(at: World.live().now().seconds, copy)
        }
        _ = try copy.first("PRAGMA journal_mode=DELETE") { try $0.text(0) }
    }

    private static func isKeyFolder(_ name: String) -> Bool {
        guard name.hasPrefix("keys-"), let number = Int(name.dropFirst(5)) else { return false }
        return number > 1 && name == "keys-\(number)"
    }

    private static func isEmpty(_ folder: String) throws -> Bool {
        guard let names = names(in: folder) else { return access(folder, F_OK) != 0 }
        // What must stay erased outlives the database; it is put beside the restored one, and erased again there.
        return names.allSatisfy { $0 == ErasureList.fileName }
    }

    /// What lies in a folder; nil where it can't be read.
    private static func names(in folder: String) -> [String]? {
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    private static func alreadyThere(_ path: String) -> NodeError {
        NodeError(
            .alreadyThere, de: "\(path) ist schon da; es wird nichts überschrieben.",
            en: "\(path) is there already; nothing is overwritten.")
    }
}
