import COpenSSL

/// The cost of one scrypt computation (RFC 7914): it is stored beside each hash, so that it can grow with the machines.
public struct ScryptCost: Sendable, Hashable {
    /// The number of rounds is 2 to this power; memory and time grow with it.
    public let logRounds: Int
    public let blockSize: Int
    public let parallelism: Int

    /// `nil` outside of what this program will spend on one password: at most 256 MiB.
    public init?(logRounds: Int, blockSize: Int, parallelism: Int) {
        guard 1...20 ~= logRounds, 1...64 ~= blockSize, 1...64 ~= parallelism else { return nil }
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
        guard memory <= 256 << 20 else { return nil }
    }

    private init(unchecked logRounds: Int, _ blockSize: Int, _ parallelism: Int) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 32 MiB for each password (OWASP Password Storage Cheat Sheet, the row with the least memory).
    public static let standard = ScryptCost(unchecked: 15, 8, 3)

    /// In bytes.
    public var memory: Int { 128 * blockSize << logRounds }
}

/// Derives `count` bytes from a password; slow and greedy on purpose.
public func scrypt(
    _ password: [UInt8], salt: [UInt8], cost: ScryptCost, count: Int = 32
) throws(CryptoError) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: count)
    let characters = password.map { CChar(bitPattern: $0) }
    // OpenSSL counts a little more than the table itself.
    let limit = UInt64(cost.memory + 128 * cost.blockSize * (cost.parallelism + 2) + (1 << 20))
    let made = EVP_PBE_scrypt(
        characters, characters.count, salt, salt.count, 1 << UInt64(cost.logRounds), UInt64(cost.blockSize),
        UInt64(cost.parallelism), limit, &output, count)
    guard made == 1 else { throw CryptoError.fromLibrary("The password could not be hashed") }
    return output
}
