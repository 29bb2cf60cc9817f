import Glibc

/// The text for the current `errno`.
func systemMessage() -> String {
    let number = errno
    return strerror(number).map { String(cString: $0) } ?? "error \(number)"
}

/// Makes a file's content durable; the file must not be open as a database in this process, because closing the
/// descriptor would drop SQLite's locks on it.
func synchronizeFile(_ path: String) throws(DatabaseError) {
    try synchronize(path, O_RDONLY | O_CLOEXEC)
}

/// Makes the entry of a new file in its folder durable.
func synchronizeFolder(of path: String) throws(DatabaseError) {
    var folder = "."
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
        folder = slash == path.startIndex ? "/" : String(path[..<slash])
    }
    try synchronize(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
}

private func synchronize(_ path: String, _ flags: Int32) throws(DatabaseError) {
    let descriptor = open(path, flags)
    guard descriptor >= 0 else {
        throw DatabaseError(.inputOutput, "Cannot open \(path) to make it durable: \(systemMessage()).")
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
        throw DatabaseError(.inputOutput, "Cannot make \(path) durable: \(systemMessage()).")
    }
}
