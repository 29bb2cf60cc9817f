import Glibc

/// Small files read and written whole, and durably: when a write has returned it survives a power failure.
public enum Files {
    /// The content of a regular file of at most `maximum` bytes.
    public static func readFile(_ path: String, maximum: Int) throws(ServiceError) -> [UInt8] {
        // Without O_NONBLOCK, a pipe in place of the file would hold the program up for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system("Cannot open the file", at: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system("Cannot examine the file", at: path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw ServiceError(.inputOutput, "A regular file is expected.", at: path)
        }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system("Cannot read the file", at: path) }
            if count == 0 { return bytes }
            guard bytes.count + count <= maximum else {
                throw ServiceError(.tooLarge, "The file is larger than \(maximum) bytes.", at: path)
            }
            bytes += block[..<count]
        }
    }

    /// Replaces a file as a whole: readers see the old content or the new, never a part, whatever happens.
    public static func writeFileDurably(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o600) throws(ServiceError) {
        let temporary = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("Cannot create a file beside it", at: path) }
        do throws(ServiceError) {
            try fill(descriptor, bytes, mode, path)
            guard rename(temporary, path) == 0 else { throw ServiceError.system("Cannot replace the file", at: path) }
        } catch {
            unlink(temporary)
            throw error
        }
        try synchronizeFolder(of: path)
    }

    /// Creates a file that must not be there yet; nothing is ever overwritten.
    public static func createFileExclusively(
        _ path: String, _ bytes: [UInt8], mode: UInt32 = 0o600
    ) throws(ServiceError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("Cannot create the file", at: path) }
        do throws(ServiceError) {
            try fill(descriptor, bytes, mode, path)
        } catch {
            unlink(path)
            throw error
        }
        try synchronizeFolder(of: path)
    }

    /// Creates a folder, and those above it, where missing; one that is there keeps its mode.
    public static func ensureFolder(_ path: String, mode: UInt32 = 0o700) throws(ServiceError) {
        guard mkdir(path, mode) != 0 else { return try synchronizeFolder(of: path) }
        if errno == EEXIST {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw ServiceError(.alreadyExists, "A folder is expected, but a file is there.", at: path)
            }
            return
        }
        let parent = folder(of: path)
        guard errno == ENOENT, parent != path, parent != "." else {
            throw .system("Cannot create the folder", at: path)
        }
        try ensureFolder(parent, mode: mode)
        guard mkdir(path, mode) == 0 || errno == EEXIST else { throw .system("Cannot create the folder", at: path) }
        try synchronizeFolder(of: path)
    }

    /// Bytes that this process may still write on the file system of `path`.
    public static func freeSpace(_ path: String) throws(ServiceError) -> UInt64 {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw .system("Cannot examine the file system", at: path) }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// Writes, sets the mode, makes durable and closes in every case.
    private static func fill(
        _ descriptor: Int32, _ bytes: [UInt8], _ mode: UInt32, _ path: String
    ) throws(ServiceError) {
        var failure: ServiceError?
        if !writeAll(descriptor, bytes) {
            failure = .system("Cannot write the file", at: path)
        } else if fchmod(descriptor, mode) != 0 {
            failure = .system("Cannot set the file's mode", at: path)
        } else if fsync(descriptor) != 0 {
            failure = .system("Cannot make the file durable", at: path)
        }
        if close(descriptor) != 0, failure == nil { failure = .system("Cannot close the file", at: path) }
        if let failure { throw failure }
    }

    /// Makes the entry of a new or renamed file durable.
    private static func synchronizeFolder(of path: String) throws(ServiceError) {
        let folder = folder(of: path)
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("Cannot open the folder", at: folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system("Cannot make the folder durable", at: folder) }
    }

    private static func folder(of path: String) -> String {
        var end = path.utf8.endIndex
        while end > path.utf8.startIndex, path.utf8[path.utf8.index(before: end)] == UInt8(ascii: "/") {
            end = path.utf8.index(before: end)
        }
        guard let slash = path[..<end].utf8.lastIndex(of: UInt8(ascii: "/")) else {
            return path.hasPrefix("/") ? "/" : "."
        }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
