import Crypto
import Federation
import Glibc

/// An invitation block as the hub's `invite` writes it (docs/PROTOCOL.md section 8).
struct Invitation {
    let host: String
    let port: UInt16
    let origin: String
    let log: String
    let tenant: TenantID
    let token: String

    static func all(in folder: String) throws -> [Invitation] {
        guard let directory = opendir(folder) else { throw LoadError("\(folder) cannot be opened") }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".invitation") { names.append(name) }
        }
        return try names.sorted().map { try Invitation(path: "\(folder)/\($0)") }
    }

    init(path: String) throws {
        guard let file = fopen(path, "r") else { throw LoadError("\(path) cannot be opened") }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        let lines = bytes[..<count].split(separator: 0x0A).filter { $0.first != 0x2D }
        guard let json = Base64URL.decode(lines.flatMap { $0 }),
            case .object(let members) = try JSONValue(canonicalBytes: json)
        else { throw LoadError("\(path) is not an invitation") }
        func text(_ name: String) throws -> String {
            guard case .string(let text)? = members.first(where: { $0.name == name })?.value else {
                throw LoadError("\(path) has no \(name)")
            }
            return text
        }
        let address = try text("hub").dropFirst("http://".count).split(separator: ":")
        guard address.count == 2, let port = UInt16(address[1]), let tenant = TenantID(try text("tenant")) else {
            throw LoadError("\(path): a plain http address with a port is expected")
        }
        host = String(address[0])
        self.port = port
        self.tenant = tenant
        origin = try text("origin")
        log = try text("log")
        token = try text("token")
    }
}
