import Crypto
import Glibc
import Service
import Synchronization
import Testing

@testable import Custody

@Suite struct KeyVaultTests {
    let folder: String
    let words = "vier Wörter ohne Bezug"

    init() throws {
        var template = Array("/tmp/rahmenwerk-custody-XXXXXX".utf8CString)
        _ = try #require(mkdtemp(&template))
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func passphrase(_ text: String) throws -> Passphrase { try Passphrase(Array(text.utf8)) }

    private func file(_ text: String, mode: UInt32 = 0o600, name: String = "passphrase") throws -> String {
        try Files.writeFileDurably("\(folder)/\(name)", Array(text.utf8), mode: mode)
        return "\(folder)/\(name)"
    }

    @Test func opensByTheFileOfTheSettings() throws {
        let path = "\(folder)/key.pem"
        let vault = KeyVault(passphraseFile: try file(words + "\n"))
        let key = try PrivateKey.generate(.ed25519)
        try vault.create(key, at: path)
        #expect(try KeyFile.isProtected(path))
        #expect(try vault.load(path).publicKey == key.publicKey)
        #expect(try KeyVault(passphraseFile: vault.passphraseFile).load(path).publicKey == key.publicKey)
        #expect(throws: CryptoError(.passphraseNeeded, "")) { try KeyVault().load(path) }
        #expect(try KeyVault().publicKey(path) == key.publicKey)
        let wrong = try file("something else entirely", name: "wrong")
        #expect(throws: CryptoError(.wrongPassphrase, "")) { try KeyVault(passphraseFile: wrong).load(path) }
    }

    /// One question for all files, another one after a slip, and none where nothing is protected.
    @Test func asksOnceAndAgainAfterASlip() throws {
        let (open, first, second) = ("\(folder)/open.pem", "\(folder)/1.pem", "\(folder)/2.pem")
        try KeyFile.create(try PrivateKey.generate(.ed25519), at: open)
        for path in [first, second] {
            try KeyFile.create(try PrivateKey.generate(.ed25519), at: path, passphrase: try passphrase(words))
        }
        let answers = Mutex([words, "a slip of the finger"])
        let asked = Mutex(0)
        let vault = KeyVault {
            asked.withLock { $0 += 1 }
            return try answers.withLock { $0.popLast() }.map { try Passphrase(Array($0.utf8)) }
        }
        _ = try vault.load(open)
        #expect(asked.withLock { $0 } == 0)
        #expect(throws: CryptoError(.wrongPassphrase, "")) { try vault.load(first) }
        _ = try vault.load(first)
        _ = try vault.load(second)
        _ = try vault.load(first)
        #expect(asked.withLock { $0 } == 2)
        // A key made now is protected like those that were opened.
        try vault.create(try PrivateKey.generate(.ed25519), at: "\(folder)/3.pem")
        #expect(try KeyFile.isProtected("\(folder)/3.pem"))
    }

    @Test func aFileThatWasReplacedIsOpenedAnew() throws {
        let path = "\(folder)/key.pem"
        let vault = KeyVault(passphraseFile: try file(words))
        try vault.create(try PrivateKey.generate(.ed25519), at: path)
        let before = try vault.load(path).publicKey
        #expect(unlink(path) == 0)
        try vault.create(try PrivateKey.generate(.ed25519), at: path)
        #expect(try vault.load(path).publicKey != before)
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o620] as [UInt32])
    func aPassphraseThatOthersMayReadIsRefused(mode: UInt32) throws {
        let path = try file(words, mode: mode)
        let error = try #require(throws: ServiceError.self) { try PassphraseFile.read(path, environment: [:]) }
        #expect(error.code == .notPermitted && error.reason.contains("chmod 600"))
    }

    /// systemd shows the right of the service as one of the group (systemd.exec(5), credentials).
    @Test func credentialsOfSystemdAreTaken() throws {
        let path = try file(words, mode: 0o440)
        #expect(throws: Never.self) { try PassphraseFile.read(path, environment: ["CREDENTIALS_DIRECTORY": folder]) }
        #expect(throws: ServiceError.self) {
            try PassphraseFile.read(path, environment: ["CREDENTIALS_DIRECTORY": "/run/credentials/other"])
        }
        let open = try file(words, mode: 0o444, name: "open")
        #expect(throws: ServiceError.self) {
            try PassphraseFile.read(open, environment: ["CREDENTIALS_DIRECTORY": folder])
        }
    }

    @Test(arguments: ["", "\n", "two\nlines\n", String(repeating: "x", count: 1100)])
    func filesThatHoldNoPassphraseAreNamed(text: String) throws {
        let path = try file(text)
        let error = try #require(throws: ServiceError.self) { try PassphraseFile.read(path, environment: [:]) }
        #expect("\(error)".contains(path))
    }

    @Test func aWrongPassphraseChangesNoFile() throws {
        let files = ["\(folder)/a.pem", "\(folder)/b.pem", "\(folder)/c.pem"]
        for (path, words) in zip(files, [nil, "the first passphrase", "the other passphrase"]) {
            try KeyFile.create(
                try PrivateKey.generate(.ed25519), at: path, passphrase: try words.map { try passphrase($0) })
        }
        let before = try files.map { try Files.readFile($0, maximum: 16_384) }
        let protection = KeyProtection(files)
        // The last file opens with neither.
        for old in [nil, try passphrase("the first passphrase")] {
            #expect(throws: CryptoError(.wrongPassphrase, "")) {
                try protection.protect(by: passphrase("a new passphrase"), opening: old)
            }
        }
        #expect(throws: CryptoError(.wrongPassphrase, "")) {
            try protection.unprotect(opening: passphrase("the first passphrase"))
        }
        #expect(throws: CryptoError(.badPassphrase, "")) {
            try protection.protect(by: passphrase("short"), opening: nil)
        }
        #expect(try files.map { try Files.readFile($0, maximum: 16_384) } == before)
        // A break in the middle: some are under the new one already, and the same command finishes.
        #expect(
            try KeyProtection(Array(files[..<2])).protect(
                by: passphrase("the other passphrase"), opening: passphrase("the first passphrase")
            ).count == 2)
        #expect(try protection.protect(by: passphrase("the other passphrase"), opening: nil).isEmpty)
        #expect(try protection.unprotect(opening: passphrase("the other passphrase")) == files)
        #expect(try protection.protected().isEmpty)
    }
}
