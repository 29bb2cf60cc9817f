import Glibc

/// Private keys in files: PKCS #8 PEM, mode 0600, created once and never overwritten.
public enum KeyFile {
    /// Writes `key` to a new file and makes it durable before returning. Refuses where anything stands already. The file
    /// appears under its name only when it is whole: a break leaves no half key behind.
    public static func create(_ key: PrivateKey, at path: String) throws(CryptoError) {
        let pem = try key.pem()
        let partial = "\(path).\(Hex.encode(try randomBytes(8))).partial"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("cannot be created", path) }
        defer {
            close(descriptor)
            unlink(partial)
        }
        guard fchmod(descriptor, 0o600) == 0, write(descriptor, pem, pem.count) == pem.count, fsync(descriptor) == 0
        else { throw failure("cannot be written", path) }
        // link(2) refuses where rename(2) would replace.
        guard link(partial, path) == 0 else {
            if errno == EEXIST {
                throw CryptoError(.keyFileExists, "\(path) exists already; a key file is never overwritten")
            }
            throw failure("cannot be created", path)
        }
        try synchronizeFolder(of: path)
    }

    /// Reads a key file. Refuses a file that others may read: a key that has leaked must not be used in silence.
    public static func load(_ path: String) throws(CryptoError) -> PrivateKey {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot be opened", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("cannot be examined", path) }
        guard status.st_mode & 0o077 == 0 else {
            throw CryptoError(.keyFilePermissions, "\(path) can be read by others; run: chmod 600 \(path)")
        }
        var pem = [UInt8](repeating: 0, count: 16_384)
        let count = read(descriptor, &pem, pem.count)
        guard count >= 0 else { throw failure("cannot be read", path) }
        defer {
            pem.withUnsafeMutableBytes { buffer in
                if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
            }
        }
        do throws(CryptoError) {
            return try PrivateKey(pem: Array(pem[..<count]))
        } catch {
            throw CryptoError(error.code, "\(path): \(error.reason)")
        }
    }

    private static func synchronizeFolder(of path: String) throws(CryptoError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot be opened", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot be made durable", folder) }
    }

    private static func failure(_ what: String, _ path: String) -> CryptoError {
        CryptoError(.fileSystem, "\(path) \(what): \(String(cString: strerror(errno)))")
    }
}
