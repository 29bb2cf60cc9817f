import Crypto
import Database
import Service

/// The secret that an author keeps: 32 hexadecimal digits. Only its SHA-256 is stored, so nobody in the house knows the link.
public enum AuthorLink {
    static func make(_ world: World) -> String { Hex.encode(world.randomBytes(16)) }

    static func isSecret(_ text: String) -> Bool { text.utf8.count == 32 && Hex.decode(text.utf8) != nil }

    /// The secret that a form brings along, where nothing is known by it yet.
    static func free(_ secret: String, _ connection: borrowing Connection) throws -> String? {
        guard isSecret(secret), try contribution(secret, connection) == nil, try comment(secret, connection) == nil
        else {
            return nil
        }
        return secret
    }

    public static func contribution(_ secret: String, _ connection: borrowing Connection) throws -> Int64? {
        guard isSecret(secret) else { return nil }
        return try connection.first(
            "SELECT id FROM contribution WHERE author = ?", .blob(digest(secret)), row: { try $0.int64(0) })
    }

    public static func comment(_ secret: String, _ connection: borrowing Connection) throws -> Int64? {
        guard isSecret(secret) else { return nil }
        return try connection.first(
            "SELECT id FROM comment WHERE author = ?", .blob(digest(secret)), row: { try $0.int64(0) })
    }

    static func digest(_ secret: String) -> [UInt8] { SHA256.digest(Array(secret.utf8)).bytes }
}
