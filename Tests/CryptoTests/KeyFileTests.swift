import Glibc
import Testing

@testable import Crypto

@Suite struct KeyFileTests {
    let folder: String

    init() throws {
        var template = Array("/tmp/rahmenwerk-keys-XXXXXX".utf8CString)
        _ = try #require(mkdtemp(&template))
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    @Test(arguments: SignatureAlgorithm.allCases) func keysSurviveTheirFile(algorithm: SignatureAlgorithm) throws {
        let path = "\(folder)/\(algorithm).pem"
        let key = try PrivateKey.generate(algorithm)
        try KeyFile.create(key, at: path)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        let loaded = try KeyFile.load(path)
        #expect(loaded.publicKey == key.publicKey)
        #expect(key.publicKey.isValidSignature(try loaded.signature(for: [1]), for: [1]))
    }

    // In release builds the array behind OpenSSL's memory BIO was freed before it was read: one load in four failed.
    @Test func aKeyFileLoadsEveryTime() throws {
        let path = "\(folder)/again.pem"
        let key = try PrivateKey.generate(.ed25519)
        try KeyFile.create(key, at: path)
        for _ in 0..<500 { #expect(try KeyFile.load(path).publicKey == key.publicKey) }
    }

    @Test func aKeyFileIsNeverOverwritten() throws {
        let path = "\(folder)/key.pem"
        let first = try PrivateKey.generate(.ed25519)
        try KeyFile.create(first, at: path)
        #expect(throws: CryptoError(.keyFileExists, "")) {
            try KeyFile.create(try PrivateKey.generate(.ed25519), at: path)
        }
        #expect(try KeyFile.load(path).publicKey == first.publicKey)
    }

    @Test func aKeyFileThatOthersMayReadIsRefused() throws {
        let path = "\(folder)/open.pem"
        try KeyFile.create(try PrivateKey.generate(.ed25519), at: path)
        #expect(chmod(path, 0o644) == 0)
        #expect(throws: CryptoError(.keyFilePermissions, "")) { try KeyFile.load(path) }
    }

    @Test(arguments: ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
    func otherFilesAreRefused(content: String) throws {
        let path = "\(folder)/other.pem"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        #expect(write(descriptor, content, content.utf8.count) == content.utf8.count)
        close(descriptor)
        #expect(throws: CryptoError(.invalidKeyFile, "")) { try KeyFile.load(path) }
    }

    @Test func aMissingFileIsNamed() throws {
        let error = try #require(throws: CryptoError.self) { try KeyFile.load("\(folder)/absent.pem") }
        #expect(error.reason.contains("absent.pem"))
    }

    // MARK: With a passphrase

    private func passphrase(_ text: String = "vier Wörter ohne Bezug") throws -> Passphrase {
        try Passphrase(Array(text.utf8))
    }

    /// What another program makes of a key file: openssl's own, from the same system.
    private func openssl(_ path: String, _ text: String) -> Bool {
        let file = "\(folder)/words"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        defer { close(descriptor) }
        guard write(descriptor, text, text.utf8.count) == text.utf8.count else { return false }
        return system("openssl pkey -in '\(path)' -passin 'file:\(file)' -noout 2> /dev/null") == 0
    }

    @Test(arguments: SignatureAlgorithm.allCases) func aPassphraseProtectsAKey(algorithm: SignatureAlgorithm) throws {
        let path = "\(folder)/sealed-\(algorithm).pem"
        let key = try PrivateKey.generate(algorithm)
        try KeyFile.create(key, at: path, passphrase: try passphrase())
        #expect(try KeyFile.isProtected(path))
        #expect(try KeyFile.publicKey(path) == key.publicKey)
        #expect(try KeyFile.load(path, passphrase: passphrase()).publicKey == key.publicKey)
        #expect(throws: CryptoError(.passphraseNeeded, "")) { try KeyFile.load(path) }
        for wrong in ["vier Wörter ohne bezug", "x", String(repeating: "x", count: 1024)] {
            #expect(throws: CryptoError(.wrongPassphrase, "")) {
                try KeyFile.load(path, passphrase: passphrase(wrong))
            }
        }
        #expect(openssl(path, "vier Wörter ohne Bezug"))
        #expect(!openssl(path, "vier Wörter ohne bezug"))
        // What the file says of itself: AES-256-CBC, HMAC-SHA256, and no fewer rounds than promised.
        let described = "\(folder)/described-\(algorithm)"
        let status = system("openssl pkcs8 -in '\(path)' -topk8 -passin pass:x -out /dev/null 2> /dev/null")
        #expect(status != 0)
        #expect(system("openssl asn1parse -in '\(path)' > '\(described)'") == 0)
        let text = try #require(Self.content(described))
        for word in ["PBES2", "PBKDF2", "hmacWithSHA256", "aes-256-cbc", "INTEGER           :0927C0"] {
            #expect(text.contains(word), "\(word) in \(text)")
        }
    }

    @Test func protectionComesAndGoesInPlace() throws {
        let path = "\(folder)/place.pem"
        let key = try PrivateKey.generate(.ed25519)
        try KeyFile.create(key, at: path)
        try KeyFile.protect(key, at: path, passphrase: try passphrase())
        #expect(try KeyFile.isProtected(path))
        try KeyFile.protect(key, at: path, passphrase: try passphrase("another passphrase"))
        #expect(throws: CryptoError(.wrongPassphrase, "")) { try KeyFile.load(path, passphrase: passphrase()) }
        try KeyFile.protect(key, at: path, passphrase: nil)
        #expect(try KeyFile.load(path).publicKey == key.publicKey)
        // Never another key.
        #expect(throws: CryptoError(.keyFileExists, "")) {
            try KeyFile.protect(try PrivateKey.generate(.ed25519), at: path, passphrase: nil)
        }
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    /// An encrypted key that openssl wrote opens as well; only its public half is not told without the passphrase.
    @Test func whatOpenSSLHasEncryptedOpens() throws {
        let path = "\(folder)/theirs.pem"
        let made =
            "umask 077; openssl genpkey -algorithm ed25519 | openssl pkcs8 -topk8 -scrypt -passout pass:abc -out '\(path)'"
        #expect(system(made) == 0)
        #expect(try KeyFile.isProtected(path))
        #expect(try KeyFile.publicKey(path) == nil)
        let key = try KeyFile.load(path, passphrase: passphrase("abc"))
        try KeyFile.protect(key, at: path, passphrase: try passphrase())
        #expect(try KeyFile.publicKey(path) == key.publicKey)
    }

    @Test func aForeignPublicKeyInTheFileIsRefused() throws {
        let (path, other) = ("\(folder)/mine.pem", "\(folder)/other.pem")
        try KeyFile.create(try PrivateKey.generate(.ed25519), at: path, passphrase: try passphrase())
        try KeyFile.create(try PrivateKey.generate(.ed25519), at: other, passphrase: try passphrase())
        #expect(
            system(
                "sed -n '1,/END ENC/p' '\(path)' > '\(path).mixed'; sed '1,/END ENC/d' '\(other)' >> '\(path).mixed'")
                == 0)
        #expect(chmod("\(path).mixed", 0o600) == 0)
        #expect(throws: CryptoError(.invalidKeyFile, "")) {
            try KeyFile.load("\(path).mixed", passphrase: passphrase())
        }
    }

    @Test(arguments: ["", "two\nlines", "tab\there", String(repeating: "x", count: 1025)])
    func passphrasesThatNoPromptTakesAreRefused(text: String) {
        #expect(throws: CryptoError(.badPassphrase, "")) { try passphrase(text) }
    }

    @Test func aPassphraseDoesNotShowItself() throws {
        let secret = try passphrase()
        var dumped = ""
        dump(secret, to: &dumped)
        for text in [dumped, "\(secret)", String(reflecting: secret)] {
            #expect(!text.contains("Bezug") && !text.contains("118"))
        }
        #expect(throws: CryptoError(.badPassphrase, "")) { try passphrase("elevenbytes").requireLong() }
    }

    private static func content(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(descriptor, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }
}
