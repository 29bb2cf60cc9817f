import Glibc
import HTTP
import Ledger
import Service

/// Where the missing part of a log is read from: another place that serves it, or an unpacked export. Nothing of it is
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

/// An export that was unpacked: the folder that holds `data/log`.
struct UnpackedExport: LogSource {
    let folder: String

    /// Throws where there is no export.
    init(_ folder: String) throws {
        self.folder = "\(folder)/data/log"
        guard access("\(self.folder)/checkpoint", R_OK) == 0 else {
            throw ServiceError(
                .notFound,
                "This is no unpacked export: data/log/checkpoint is missing. Unpack it first with: tar -xf FILE",
                at: folder)
        }
    }

    func read(_ path: String, maximum: Int) throws -> [UInt8] {
        try Files.readFile("\(folder)/\(path)", maximum: maximum)
    }
}
