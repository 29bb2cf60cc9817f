import Crypto
import Database
import Glibc
import Service
import Testing

@testable import Accounts

/// A desk on a fresh database with a clock that stands still and cheap passwords.
final class TestDesk {
    static let password = "vier Wörter ohne Bezug"
    static let cheap = ScryptCost(logRounds: 2, blockSize: 1, parallelism: 1)

    let folder: String
    let clock: FixedClock
    let store: Store
    private(set) var desk: AccountDesk

    init() throws {
        var template = Array("/tmp/accounts-test-XXXXXX".utf8CString)
        folder = String(cString: try #require(mkdtemp(&template)))
        clock = FixedClock(try Timestamp("2026-11-25T08:00:00Z"))
        store = Store(
            path: "\(folder)/test.sqlite", application: 0x5465_7374,
            migrations: [Migration(number: 1, name: "accounts", sql: AccountTables.sql + JournalRetention.sql)])
        desk = try Self.desk(store, clock)
    }

    private static func desk(
        _ store: Store, _ clock: FixedClock, _ policy: AccountPolicy = AccountPolicy()
    ) throws -> AccountDesk {
        try AccountDesk(
            store: store, now: { clock.now.seconds }, monotonic: { clock.monotonic }, cost: try #require(cheap),
            policy: policy)
    }

    deinit {
        store.close()
        for suffix in ["", "-wal", "-shm"] { unlink("\(folder)/test.sqlite\(suffix)") }
        rmdir(folder)
    }

    /// The same database as another process sees it, or this one after a restart.
    func restart(_ policy: AccountPolicy = AccountPolicy()) throws { desk = try Self.desk(store, clock, policy) }

    /// The first account.
    @discardableResult
    func admin(_ login: String = "a.admin") throws -> LogIn {
        let link = try #require(try desk.firstAdminLink())
        return try desk.acceptFirst(
            link, login: login, name: "A. Admin", function: "Leitung", password: Self.password,
            repeated: Self.password)
    }

    func logIn(
        _ login: String = "a.admin", _ password: String = TestDesk.password, from address: String = "192.0.2.1",
        device: String? = nil
    ) throws -> LogIn {
        try desk.logIn(login, password: password, from: address, device: device)
    }

    /// The code of the refusal, or nil where it was allowed.
    func refusal<Result>(_ body: () throws -> Result) throws -> AccountRefusal.Code? {
        do {
            _ = try body()
            return nil
        } catch let refusal as AccountRefusal {
            return refusal.code
        }
    }
}
