import HTTP

/// Where a log is served: the one way in which a monitor touches the network.
public protocol LogServer {
    /// What lies at a path such as `/log/checkpoint`; nil where nothing does. Throws `unreachable`.
    func get(_ path: String) throws(WatchFault) -> [UInt8]?
}

/// A hub over HTTP, asked past every cache.
public struct HubServer: LogServer {
    private let base: String
    private let client: Client

    /// `caFile`: authorities to trust instead of the system's.
    public init(_ address: String, caFile: String? = nil) {
        var configuration = ClientConfiguration()
        configuration.caFile = caFile
        configuration.userAgent = "rahmenwerk-audit"
        // The largest answer is a bundle of 256 entries of 64 KiB.
        configuration.maximumResponseBytes = 17 << 20
        client = Client(configuration: configuration)
        base = address.hasSuffix("/") ? String(address.dropLast()) : address
    }

    public func get(_ path: String) throws(WatchFault) -> [UInt8]? {
        let answer: ClientResponse
        do throws(HTTPError) {
            answer = try client.send(
                ClientRequest(url: base + path, headers: Headers([("Cache-Control", "no-cache")])))
        } catch {
            throw .unreachable(error.reason)
        }
        switch answer.status {
        case 200: return answer.body
        case 404: return nil
        default: throw .unreachable("\(path) answers with status \(answer.status).")
        }
    }
}
