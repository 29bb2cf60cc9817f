import Database
import Glibc
import Service

/// The right to sign and send for one federation, held by one process (and one thread) at a time.
enum FederationLock {
    /// Waits up to `seconds` for the lock, then says who holds it.
    static func with<Result>(
        _ folder: String, waiting seconds: Int = 10, _ body: () throws -> Result
    ) throws -> Result {
        let lock = try take("\(folder)/outbox.lock", attempts: max(1, seconds * 20))
        defer { lock.release() }
        return try body()
    }

    private static func take(_ path: String, attempts: Int) throws -> ProcessLock {
        for _ in 1..<attempts {
            do throws(DatabaseError) {
                return try ProcessLock(path: path)
            } catch {
                guard error.code == .locked else { throw error }
                usleep(50_000)
            }
        }
        do throws(DatabaseError) {
            return try ProcessLock(path: path)
        } catch {
            guard error.code == .locked else { throw error }
            throw NodeError(
                .busy,
                de: "Ein anderer Prozess unterschreibt oder versendet gerade für diesen Verbund. Bitte in einer Minute "
                    + "noch einmal versuchen. (\(error.reason))",
                en: "Another process is signing or sending for this federation. Please try again in a minute. "
                    + "(\(error.reason))")
        }
    }
}
