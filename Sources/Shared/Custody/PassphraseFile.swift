import Crypto
import Glibc
import Service

/// A file that holds one passphrase: one line, readable by its owner alone.
public enum PassphraseFile {
    /// Refuses a file that others may read. systemd's credentials are readable for the service alone, but show that by an
    /// access list, which looks like rights of the group: `environment` says which folder is theirs.
    public static func read(
        _ path: String, environment: [String: String] = Settings.processEnvironment()
    ) throws -> Passphrase {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw ServiceError(
                .notFound, "There is no passphrase file here: \(String(cString: strerror(errno)))", at: path)
        }
        let credentials = environment["CREDENTIALS_DIRECTORY"].map { $0 + "/" } ?? ""
        let mayBeShared: UInt32 = !credentials.isEmpty && path.hasPrefix(credentials) ? 0o037 : 0o077
        guard status.st_mode & mayBeShared == 0 else {
            throw ServiceError(
                .notPermitted, "The passphrase file can be read by others; run: chmod 600 \(path)", at: path)
        }
        var bytes = try Files.readFile(path, maximum: 1026)
        defer {
            bytes.withUnsafeMutableBytes { buffer in
                if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
            }
        }
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        do {
            return try Passphrase(bytes)
        } catch {
            throw ServiceError(.malformed, error.reason, at: path)
        }
    }
}
