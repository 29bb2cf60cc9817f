import Glibc

/// Private keys in files: PKCS #8 PEM, mode 0600, encrypted where a passphrase is given; created once and never
/// overwritten by another key.
public enum KeyFile {
    /// Writes `key` to a new file and makes it durable before returning. Refuses where anything stands already. The file
    /// appears under its name only when it is whole: a break leaves no half key behind.
    public static func create(
        _ key: PrivateKey, at path: String, passphrase: Passphrase? = nil
    ) throws(CryptoError) {
        let partial = try writePartial(key, beside: path, passphrase)
        defer { unlink(partial) }
        // link(2) refuses where rename(2) would replace.
        guard link(partial, path) == 0 else {
            if errno == EEXIST {
                throw CryptoError(.keyFileExists, "\(path) exists already; a key file is never overwritten")
            }
            throw failure("cannot be created", path)
        }
        try synchronizeFolder(of: path)
    }

    /// Writes the key that lies at `path` anew, under a passphrase or without one: whoever reads gets the old file or the
    /// new one, whatever happens. The new file has been read back before it takes the place of the old one.
    public static func protect(_ key: PrivateKey, at path: String, passphrase: Passphrase?) throws(CryptoError) {
        // An encrypted file by another program may name no public key.
        if let present = try publicKey(path), present != key.publicKey {
            throw CryptoError(.keyFileExists, "\(path) holds another key; nothing was changed")
        }
        let partial = try writePartial(key, beside: path, passphrase)
        defer { unlink(partial) }
        guard try load(partial, passphrase: passphrase).publicKey == key.publicKey else {
            throw CryptoError(.library, "\(path): the new file does not give the key back; nothing was changed")
        }
        guard rename(partial, path) == 0 else { throw failure("cannot be replaced", path) }
        try synchronizeFolder(of: path)
    }

    /// Reads a key file. Refuses a file that others may read: a key that has leaked must not be used in silence.
    public static func load(_ path: String, passphrase: Passphrase? = nil) throws(CryptoError) -> PrivateKey {
        try withContent(path) { pem throws(CryptoError) in
            let key = try PrivateKey(pem: pem, passphrase: passphrase)
            if let beside = try PrivateKey.publicKey(pem: pem), beside != key.publicKey {
                throw CryptoError(.invalidKeyFile, "The public key in this file is not that of the private one")
            }
            return key
        }
    }

    /// The public key of a key file; nil where only a passphrase would tell.
    public static func publicKey(_ path: String) throws(CryptoError) -> PublicKey? {
        try withContent(path) { pem throws(CryptoError) in
            do throws(CryptoError) {
                return try PrivateKey(pem: pem).publicKey
            } catch  where error.code == .passphraseNeeded {
                return try PrivateKey.publicKey(pem: pem)
            } catch {
                throw error
            }
        }
    }

    /// Whether the key in this file needs a passphrase.
    public static func isProtected(_ path: String) throws(CryptoError) -> Bool {
        try withContent(path) { pem throws(CryptoError) in
            do throws(CryptoError) {
                _ = try PrivateKey(pem: pem)
                return false
            } catch  where error.code == .passphraseNeeded {
                return true
            } catch {
                throw error
            }
        }
    }

    private static func withContent<Result>(
        _ path: String, _ body: ([UInt8]) throws(CryptoError) -> Result
    ) throws(CryptoError) -> Result {
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
        pem.removeLast(pem.count - count)
        defer {
            pem.withUnsafeMutableBytes { buffer in
                if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
            }
        }
        do throws(CryptoError) {
            return try body(pem)
        } catch {
            throw CryptoError(error.code, "\(path): \(error.reason)")
        }
    }

    /// A whole, durable file beside `path`.
    private static func writePartial(
        _ key: PrivateKey, beside path: String, _ passphrase: Passphrase?
    ) throws(CryptoError) -> String {
        let pem: [UInt8]
        if let passphrase { pem = try key.pem(protectedBy: passphrase) } else { pem = try key.pem() }
        let partial = "\(path).\(Hex.encode(try randomBytes(8))).partial"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("cannot be created", path) }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0, write(descriptor, pem, pem.count) == pem.count, fsync(descriptor) == 0
        else {
            let problem = failure("cannot be written", path)
            unlink(partial)
            throw problem
        }
        return partial
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
