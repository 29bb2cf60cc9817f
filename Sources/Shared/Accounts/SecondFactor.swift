import Crypto
import Database

/// Codes of an app (RFC 6238) and recovery codes, each good once.
public enum SecondFactor {
    /// Digits without a space are a code of the app, anything else a recovery code. Throws `AccountRefusal`.
    /// Gives what the journal says about it.
    static func use(
        _ typed: String, of account: Int64, at now: Int64, _ connection: borrowing Connection
    ) throws -> String {
        let code = typed.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard let known = try AccountStore.credentials(account, connection), let secret = known.secret else {
            throw wrong
        }
        if code.utf8.count == 6, code.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
            guard let step = try step(of: code, secret: secret, at: now) else { throw wrong }
            // A step far ahead was used while the clock was wrong; it must not lock its owner out.
            let last = known.codeStep > OneTimeCode.step(at: now) + 1 ? 0 : known.codeStep
            guard step > last else {
                throw AccountRefusal(
                    .usedCode, de: "Dieser Code ist schon verwendet worden. Bitte warten Sie auf den nächsten.",
                    en: "This code has been used already. Please wait for the next one.")
            }
            try connection.execute("UPDATE account SET code_step = ? WHERE id = ?", .integer(step), .integer(account))
            return ""
        }
        return try useRecovery(code, of: account, at: now, connection)
    }

    static func remove(from account: Int64, _ connection: borrowing Connection) throws {
        try connection.execute("UPDATE account SET code_secret = NULL, code_step = 0 WHERE id = ?", .integer(account))
        try connection.execute("DELETE FROM recovery_code WHERE account = ?", .integer(account))
    }

    private static func useRecovery(
        _ code: String, of account: Int64, at now: Int64, _ connection: borrowing Connection
    ) throws -> String {
        let digest = SHA256.digest(Array(code.utf8)).bytes
        let changed = try connection.execute(
            "UPDATE recovery_code SET used = ? WHERE account = ? AND code_sha256 = ? AND used IS NULL",
            .integer(now), .integer(account), .blob(digest))
        if changed == 1 { return "recovery code" }
        let isUsed = try connection.first(
            "SELECT used FROM recovery_code WHERE account = ? AND code_sha256 = ?", .integer(account), .blob(digest)
        ) { try $0.int64(0) }
        guard isUsed != nil else { throw wrong }
        throw AccountRefusal(
            .usedCode,
            de: "Dieser Wiederherstellungscode ist schon einmal verwendet worden und gilt nicht mehr. Bitte nehmen Sie "
                + "einen anderen von Ihrer Liste.",
            en: "This recovery code has been used once and is not valid any more. Please take another one of your list."
        )
    }

    /// The step within one of now whose code this is: clocks differ a little.
    static func step(of code: String, secret: [UInt8], at now: Int64) throws -> Int64? {
        let present = OneTimeCode.step(at: now)
        var found: Int64?
        for step in [present, present - 1, present + 1] where step >= 0 {
            let expected = Array(try OneTimeCode.code(secret: secret, step: step).utf8)
            if constantTimeEqual(Array(code.utf8), expected) { found = found ?? step }
        }
        return found
    }

    static var wrong: AccountRefusal {
        AccountRefusal(
            .wrongCode,
            de:
                "Dieser Code stimmt nicht. Bitte geben Sie die sechs Ziffern ein, die Ihre App gerade zeigt, oder einen "
                + "Wiederherstellungscode.",
            en: "This code is not right. Please enter the six digits that your app shows now, or a recovery code.")
    }
}
