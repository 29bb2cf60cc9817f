import HTTP
import Service

/// Where the missing part of a log is read from: another place that serves it, or an export. Nothing of it is
/// believed before it is checked.
protocol LogSource: Sendable {
    /// The bytes below `/log/`, such as `checkpoint` or `statement/<hex>`. Throws where they are not there.
    func read(_ path: String, maximum: Int) throws -> [UInt8]
}

/// A hub, or a node that lets others read its copy.
struct ServedLog: LogSource {
    let base: String
    private let client = Client()

    init(_ address: String) {
        var base = address
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base.hasSuffix("/log") ? base : base + "/log"
    }

    func read(_ path: String, maximum: Int) throws -> [UInt8] {
        let response: ClientResponse
        do throws(HTTPError) {
            response = try client.send(ClientRequest(url: "\(base)/\(path)"))
        } catch {
            throw ServiceError(.inputOutput, "\(error.reason)", at: "\(base)/\(path)")
        }
        guard response.status == 200 else {
            throw ServiceError(.notFound, "The answer has status \(response.status)", at: "\(base)/\(path)")
        }
        guard response.body.count <= maximum else {
            throw ServiceError(.outOfRange, "The answer has more than \(maximum) bytes", at: "\(base)/\(path)")
        }
        return response.body
    }
}
