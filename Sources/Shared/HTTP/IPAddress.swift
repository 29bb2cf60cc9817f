import Glibc

/// An IPv4 or IPv6 address as one number; IPv4 is held as its mapped IPv6 form, so both compare alike.
struct IPAddress: Sendable, Hashable {
    let bits: UInt128

    private static let mappedPrefix: UInt128 = 0xFFFF << 32

    init(bits: UInt128) { self.bits = bits }

    /// Parses the text form; nil when it is none.
    init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bits = Self.mappedPrefix | UInt128(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bits = Self.bits(of: six)
        } else {
            return nil
        }
    }

    /// The address in a socket address of either family.
    init?(_ storage: sockaddr_storage) {
        switch Int32(storage.ss_family) {
        case AF_INET:
            let address = withUnsafeBytes(of: storage) { $0.loadUnaligned(as: sockaddr_in.self) }
            bits = Self.mappedPrefix | UInt128(UInt32(bigEndian: address.sin_addr.s_addr))
        case AF_INET6:
            let address = withUnsafeBytes(of: storage) { $0.loadUnaligned(as: sockaddr_in6.self) }
            bits = Self.bits(of: address.sin6_addr)
        default: return nil
        }
    }

    var isIPv4: Bool { bits >> 32 == 0xFFFF }

    /// What the cap per address counts: an IPv4 address, or the /64 network one IPv6 household has to itself.
    var capKey: IPAddress { isIPv4 ? self : IPAddress(bits: (bits >> 64) << 64) }

    var text: String {
        var bytes = [UInt8](repeating: 0, count: 16)
        for index in 0..<16 { bytes[index] = UInt8(truncatingIfNeeded: bits >> UInt128(120 - 8 * index)) }
        var characters = [CChar](repeating: 0, count: 64)
        let source = isIPv4 ? Array(bytes[12...]) : bytes
        guard inet_ntop(isIPv4 ? AF_INET : AF_INET6, source, &characters, 64) != nil else { return "unknown" }
        return String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func bits(of address: in6_addr) -> UInt128 {
        withUnsafeBytes(of: address) { $0.reduce(UInt128(0)) { $0 << 8 | UInt128($1) } }
    }
}

/// The proxies whose word on the client's address and scheme counts: addresses and CIDR ranges.
struct TrustedProxies: Sendable {
    private let ranges: [(network: UInt128, mask: UInt128)]

    init(_ entries: [String]) throws(HTTPError) {
        var ranges: [(network: UInt128, mask: UInt128)] = []
        for entry in entries {
            let parts = entry.split(separator: "/", omittingEmptySubsequences: false)
            guard let address = IPAddress(String(parts[0])), parts.count <= 2 else { throw Self.malformed(entry) }
            let width = address.isIPv4 && !parts[0].contains(":") ? 32 : 128
            var length = width
            if parts.count == 2 {
                guard let number = Int(parts[1]), (0...width).contains(number) else { throw Self.malformed(entry) }
                length = number
            }
            let zeros = UInt128(width - length)
            let mask: UInt128 = zeros == 128 ? 0 : (UInt128.max >> zeros) << zeros
            ranges.append((address.bits & mask, mask))
        }
        self.ranges = ranges
    }

    func contains(_ address: IPAddress) -> Bool { ranges.contains { address.bits & $0.mask == $0.network } }

    /// The rightmost address that is not a trusted proxy, starting with the peer; nil scheme when none is given.
    /// What stands left of the first address we cannot trust or read was written by anyone.
    func client(peer: IPAddress, headers: Headers) -> (address: IPAddress, isSecure: Bool?) {
        guard contains(peer) else { return (peer, nil) }
        var address = peer
        let hops = headers.all("X-Forwarded-For").joined(separator: ",").split(separator: ",")
        for hop in hops.reversed() {
            guard let next = Self.parse(trimmed(hop)) else { break }
            address = next
            if !contains(next) { break }
        }
        let scheme = headers.all("X-Forwarded-Proto").last.flatMap { listTokens($0).last }
        return (address, scheme.map { $0 == "https" })
    }

    /// An address, also with a port as some proxies write it.
    private static func parse(_ text: String) -> IPAddress? {
        if let address = IPAddress(text) { return address }
        if text.hasPrefix("[") { return IPAddress(String(text.dropFirst().prefix { $0 != "]" })) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? IPAddress(String(parts[0])) : nil
    }

    private static func malformed(_ entry: String) -> HTTPError {
        HTTPError(
            .malformedSetting,
            "The trusted proxy \"\(entry)\" is no IP address or range; 192.0.2.1 or 2001:db8::/32 is expected.")
    }
}
