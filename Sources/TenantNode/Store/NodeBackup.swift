import Crypto
import Database
import Glibc
import Service

/// One file that holds everything of a node: a copy of its database as of one moment, with the key files inside.
///
/// Whoever has it can speak for the town; it is readable by its owner alone.
enum NodeBackup {
    /// Copies a running node to a new file, which appears under its name only when it is whole and durable.
    static func write(_ node: Node, to path: String) throws {
        guard access(path, F_OK) != 0 else { throw alreadyThere(path) }
        let partial = "\(path).partial"
        unlink(partial)
        try node.store.backup(to: partial)
        defer { unlink(partial) }
        let files = try node.memberships().flatMap { membership in
            // Former keys are kept as well; a half-finished attempt to join may have none yet.
            try (1...max(membership.keyNumber, membership.pendingKeyNumber ?? 1)).flatMap { number in
                try ["statement.pem", "cosigner.pem"].compactMap { file -> (String, [UInt8])? in
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
        guard try isEmpty(folder) else {
            throw NodeError(
                .notEmpty, de: "Der Ordner \(folder) ist nicht leer; es wird nichts überschrieben.",
                en: "The folder \(folder) is not empty; nothing is overwritten.")
        }
        try Files.ensureFolder(folder)
        guard chmod(folder, 0o700) == 0 else {
            throw ServiceError(.notPermitted, "The folder's mode cannot be set to 0700.", at: folder)
        }
        let database = Node.databasePath(in: folder)
        let partial = database + ".partial"
        do {
            let backup = try Connection(path: path, mode: .readOnly, application: Migrations.application)
            try backup.backup(to: partial)
        }
        try unpack(partial, into: folder)
        // Last of all: without the database under its name there is no node, and the restore can be done again.
        guard rename(partial, database) == 0 else {
            throw ServiceError(.inputOutput, "The database could not be put in its place.", at: database)
        }
    }

    private static func unpack(_ path: String, into folder: String) throws {
        let copy = try Connection(path: path, mode: .readWrite, application: Migrations.application)
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
        }
        _ = try copy.first("PRAGMA journal_mode=DELETE") { try $0.text(0) }
    }

    private static func isKeyFolder(_ name: String) -> Bool {
        guard name.hasPrefix("keys-"), let number = Int(name.dropFirst(5)) else { return false }
        return number > 1 && name == "keys-\(number)"
    }

    private static func isEmpty(_ folder: String) throws -> Bool {
        guard let directory = opendir(folder) else { return access(folder, F_OK) != 0 }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { return false }
        }
        return true
    }

    private static func alreadyThere(_ path: String) -> NodeError {
        NodeError(
            .alreadyThere, de: "\(path) ist schon da; es wird nichts überschrieben.",
            en: "\(path) is there already; nothing is overwritten.")
    }
}
