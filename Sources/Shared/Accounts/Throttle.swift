import Crypto
import Database

/// Slows guessing down: each failure beyond a few doubles the wait. It is kept in the database, so that a restart
/// forgives nothing, and every try is charged before it is checked, so that many at once count as many.
struct Throttle: Sendable {
    enum Subject: Sendable {
        /// Whoever tries this login from a browser that never had it. Known or not makes no difference.
        case login(String)
        /// A browser that has logged in with this login before: others who guess cannot lock it out.
        case device(String)
        /// A network address; a whole hall may stand behind one, so it is never made to wait long.
        case address(String)
        /// The second factor of an account.
        case code(Int64)
        /// The password of somebody who is logged in and is asked for it once more.
        case password(Int64)

        fileprivate var text: String {
            switch self {
            case .login(let login): "login \(login)"
            case .device(let device): "device \(device)"
            case .address(let address): "address \(address)"
            case .code(let account): "code \(account)"
            case .password(let account): "password \(account)"
            }
        }

        /// Failures that cost nothing, the longest wait, and after how long all is forgotten; in seconds.
        fileprivate var rule: (free: Int64, longest: Int64, memory: Int64) {
            switch self {
            case .login: (5, 900, 86_400)
            case .device, .code, .password: (10, 900, 86_400)
            case .address: (30, 60, 3600)
            }
        }
    }

    /// Keys the digests, so that the table tells nothing about logins and addresses without the rest of the database.
    let key: [UInt8]

    /// Charges a try to all subjects, or gives the seconds to wait and charges nothing.
    func charge(_ subjects: [Subject], at now: Int64, _ connection: borrowing Connection) throws -> Int64 {
        var wait: Int64 = 0
        var charges: [(digest: [UInt8], failures: Int64)] = []
        for subject in subjects {
            let digest = try digest(subject)
            let found = try connection.first(
                "SELECT failures, last FROM account_throttle WHERE subject = ?", .blob(digest)
            ) { (failures: try $0.int64(0), last: try $0.int64(1)) }
            guard let found, found.last + subject.rule.memory > now else {
                charges.append((digest, 1))
                continue
            }
            // Where the clock was set back, the wait begins anew and so is never longer than it can be.
            if found.last > now {
                try connection.execute(
                    "UPDATE account_throttle SET last = ? WHERE subject = ?", .integer(now), .blob(digest))
            }
            wait = max(wait, min(found.last, now) + delay(found.failures, subject) - now)
            charges.append((digest, found.failures + 1))
        }
        guard wait <= 0 else { return wait }
        for charge in charges {
            try connection.execute(
                """
                INSERT INTO account_throttle (subject, failures, last) VALUES (?, ?, ?)
                ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last = excluded.last
                """,
                .blob(charge.digest), .integer(charge.failures), .integer(now))
        }
        return 0
    }

    /// Forgets what no rule remembers any more. It reads the whole table, so it is not done for each try.
    static func prune(at now: Int64, _ connection: borrowing Connection) throws {
        try connection.execute("DELETE FROM account_throttle WHERE last < ?", .integer(now - 86_400))
    }

    /// Takes back what a successful try was charged. An address gets only its one try back: somebody with an account
    /// of their own must not clear the way for guessing others.
    func forgive(_ subjects: [Subject], _ connection: borrowing Connection) throws {
        for subject in subjects {
            if case .address = subject {
                try connection.execute(
                    "UPDATE account_throttle SET failures = max(0, failures - 1) WHERE subject = ?",
                    .blob(try digest(subject)))
            } else {
                try connection.execute("DELETE FROM account_throttle WHERE subject = ?", .blob(try digest(subject)))
            }
        }
    }

    private func delay(_ failures: Int64, _ subject: Subject) -> Int64 {
        let rule = subject.rule
        guard failures >= rule.free else { return 0 }
        return min(rule.longest, 1 << min(failures - rule.free + 1, 20))
    }

    private func digest(_ subject: Subject) throws -> [UInt8] {
        try KeyedHash.sha256.code(Array(subject.text.utf8), key: key)
    }
}

/// Marks a browser that has logged in with a login before. It opens nothing; it only has tries of its own.
struct DeviceMark {
    let key: [UInt8]

    func make(for login: String) throws -> String {
        let number = Hex.encode(try randomBytes(16))
        return "\(number).\(try seal(number, login))"
    }

    /// The number of a mark that was made here for that login, or nil.
    func number(in text: String?, for login: String) throws -> String? {
        guard let text, text.utf8.count < 200 else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 32 else { return nil }
        let number = String(parts[0])
        return constantTimeEqual(Array(parts[1].utf8), Array(try seal(number, login).utf8)) ? number : nil
    }

    private func seal(_ number: String, _ login: String) throws -> String {
        Base64URL.encode(try KeyedHash.sha256.code(Array("device \(number) \(login)".utf8), key: key))
    }
}
