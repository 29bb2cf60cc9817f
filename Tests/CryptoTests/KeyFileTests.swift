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
}
