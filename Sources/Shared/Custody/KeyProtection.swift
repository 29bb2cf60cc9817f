import Crypto

/// Puts key files under a passphrase, under another one, or under none. Every file is opened before the first is changed,
/// and each is replaced as a whole: a wrong passphrase changes nothing, and after a break the same can be done again.
public struct KeyProtection: Sendable {
    public let files: [String]

    public init(_ files: [String]) { self.files = files }

    /// The files that need a passphrase now.
    public func protected() throws(CryptoError) -> [String] {
        var found: [String] = []
        for file in files where try KeyFile.isProtected(file) { found.append(file) }
        return found
    }

    /// - Parameter old: opens what is protected by something else than `new`.
    /// - Returns: the files that were changed.
    public func protect(by new: Passphrase, opening old: Passphrase?) throws(CryptoError) -> [String] {
        try new.requireLong()
        var found: [(path: String, key: PrivateKey)] = []
        for file in files {
            do throws(CryptoError) {
                if try KeyFile.isProtected(file) {
                    _ = try KeyFile.load(file, passphrase: new)
                    continue
                }
                found.append((file, try KeyFile.load(file)))
            } catch  where error.code == .wrongPassphrase {
                guard let old else { throw error }
                found.append((file, try KeyFile.load(file, passphrase: old)))
            } catch {
                throw error
            }
        }
        for (path, key) in found { try KeyFile.protect(key, at: path, passphrase: new) }
        return found.map(\.path)
    }

    /// - Returns: the files that were changed.
    public func unprotect(opening old: Passphrase) throws(CryptoError) -> [String] {
        var found: [(path: String, key: PrivateKey)] = []
        for file in try protected() { found.append((file, try KeyFile.load(file, passphrase: old))) }
        for (path, key) in found { try KeyFile.protect(key, at: path, passphrase: nil) }
        return found.map(\.path)
    }
}
