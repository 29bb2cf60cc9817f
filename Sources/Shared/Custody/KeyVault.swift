import Crypto
import Glibc
import Service
import Synchronization

/// Opens key files for the life of a process. It learns the passphrase once, when the first protected file is met, from a
/// file that the settings name or from whoever sits at the terminal; and it opens each file once, since that costs a good
/// part of a second.
public final class KeyVault: Sendable {
    /// Where the passphrase lies; nil: nowhere.
    public let passphraseFile: String?
    private let ask: @Sendable () throws -> Passphrase?
    private let known = Mutex<Known>(Known())

    private struct Known {
        var passphrase: Passphrase?
        var opened: [String: (file: FileIdentity, key: PrivateKey)] = [:]
    }

    /// A file as it was when it was opened; another one under its name is opened anew.
    private struct FileIdentity: Equatable {
        let device: UInt64
        let number: UInt64
        let size: Int64
        let seconds: Int
        let nanoseconds: Int

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            device = UInt64(status.st_dev)
            number = UInt64(status.st_ino)
            size = Int64(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    /// - Parameter ask: asks a person; nil where nobody answers.
    public init(passphraseFile: String? = nil, ask: @escaping @Sendable () throws -> Passphrase? = { nil }) {
        self.passphraseFile = passphraseFile
        self.ask = ask
    }

    /// The same, asking at the terminal where there is one.
    public convenience init(passphraseFile: String?, console: Console) {
        self.init(passphraseFile: passphraseFile) {
            try PassphrasePrompt.ask(
                Wording(de: "Passphrase der Schlüssel:", en: "Passphrase of the keys:"), console)
        }
    }

    public func load(_ path: String) throws -> PrivateKey {
        try known.withLock { known in
            if let opened = known.opened[path], opened.file == FileIdentity(path) { return opened.key }
            let identity = FileIdentity(path)
            let key: PrivateKey
            do throws(CryptoError) {
                key = try KeyFile.load(path)
            } catch  where error.code == .passphraseNeeded {
                if known.passphrase == nil {
                    known.passphrase = try passphraseFile.map { try PassphraseFile.read($0) } ?? ask()
                }
                guard let passphrase = known.passphrase else { throw error }
                do throws(CryptoError) {
                    key = try KeyFile.load(path, passphrase: passphrase)
                } catch {
                    // Whoever mistyped may try again.
                    if error.code == .wrongPassphrase, passphraseFile == nil { known.passphrase = nil }
                    throw error
                }
            } catch {
                throw error
            }
            if let identity { known.opened[path] = (identity, key) }
            return key
        }
    }

    /// The public half, without a passphrase where the file tells it.
    public func publicKey(_ path: String) throws -> PublicKey {
        try KeyFile.publicKey(path) ?? load(path).publicKey
    }

    /// Makes a new key file: protected where a passphrase is set in the settings, or where other keys have been opened by
    /// one.
    public func create(_ key: PrivateKey, at path: String) throws {
        let passphrase = try known.withLock { known in
            if known.passphrase == nil { known.passphrase = try passphraseFile.map { try PassphraseFile.read($0) } }
            return known.passphrase
        }
        try passphrase?.requireLong()
        try KeyFile.create(key, at: path, passphrase: passphrase)
    }

    /// From now on new keys are protected, also where none is yet: by the passphrase of the settings, or by a new one that
    /// is asked for twice.
    public func protectNewKeys(_ console: Console) throws {
        try known.withLock { known in
            guard known.passphrase == nil else { return }
            known.passphrase =
                try passphraseFile.map { try PassphraseFile.read($0) } ?? PassphrasePrompt.askNew(console)
            try known.passphrase?.requireLong()
        }
    }
}
