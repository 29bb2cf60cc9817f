import Crypto
import Database

/// Recovery codes: ten on a list, each good once, kept as digests.
extension SecondFactor {
    static let recoveryCodeCount = 10

    /// 80 random bits each, in four groups of four characters.
    static func newRecoveryCodes() throws -> [String] {
        try (0..<recoveryCodeCount).map { _ in grouped(Base32.encode(try randomBytes(10))) }
    }

    static func replaceRecoveryCodes(
        _ codes: [String], of account: Int64, _ connection: borrowing Connection
    ) throws {
        try connection.execute("DELETE FROM recovery_code WHERE account = ?", .integer(account))
        for code in codes {
            try connection.execute(
                "INSERT INTO recovery_code (account, code_sha256, used) VALUES (?, ?, NULL)", .integer(account),
                .blob(SHA256.digest(Array(code.filter { $0 != "-" }.utf8)).bytes))
        }
    }

    static func unusedRecoveryCodes(of account: Int64, _ connection: borrowing Connection) throws -> Int64 {
        try connection.first(
            "SELECT count(*) FROM recovery_code WHERE account = ? AND used IS NULL", .integer(account)
        ) { try $0.int64(0) } ?? 0
    }

    /// How a secret is typed into an app by hand: in groups of four.
    public static func text(of secret: [UInt8]) -> String {
        grouped(Base32.encode(secret)).replacing("-", with: " ")
    }

    /// The address that apps take a secret from (Google Authenticator's Key URI Format). `issuer` and `login` must not
    /// hold a colon.
    public static func address(of secret: [UInt8], issuer: String, login: String) -> String {
        let issuer = encoded(issuer)
        return "otpauth://totp/\(issuer):\(encoded(login))?secret=\(Base32.encode(secret))&issuer=\(issuer)"
    }

    private static func grouped(_ text: String) -> String {
        let characters = Array(text)
        return stride(from: 0, to: characters.count, by: 4).map {
            String(characters[$0..<min($0 + 4, characters.count)])
        }.joined(separator: "-")
    }

    private static func encoded(_ text: String) -> String {
        var coded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                coded.unicodeScalars.append(Unicode.Scalar(byte))
            default: coded += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return coded
    }
}
