import Crypto
import Federation
import HTTP
import Ledger

/// The node's own copy of a federation's log, for whoever needs it when the hub has lost it: `/federations/<name>/log/…`
/// with the addresses of docs/PROTOCOL.md section 7. It holds nothing that the hub does not publish.
struct LogMirror: Sendable {
    let node: Node

    var routes: [Route] {
        [
            Route("GET", "/federations/:name/log/checkpoint") { request, parameters in
                answer(request, parameters, "text/plain; charset=utf-8", isFinal: false) { $0.checkpoint }
            },
            Route("GET", "/federations/:name/log/tile/entries/:path*") { request, parameters in
                answer(request, parameters, "application/octet-stream") { membership in
                    guard
                        let coordinate = try? EntryBundleCoordinate(path: "tile/entries/\(parameters["path"] ?? "")")
                    else { return nil }
                    return try bundle(coordinate, membership)
                }
            },
            Route("GET", "/federations/:name/log/statement/:hex") { request, parameters in
                answer(request, parameters, "application/jose") { membership in
                    guard let sha256 = Digest(hex: parameters["hex"] ?? "") else { return nil }
                    return try node.store.read { connection in
                        try connection.first(
                            "SELECT statement FROM log_entry WHERE federation = ? AND sha256 = ?",
                            .text(membership.name), .blob(sha256.bytes)
                        ) { try $0.blob(0) }
                    }.flatMap { $0.isEmpty ? nil : $0 }
                }
            },
        ]
    }

    /// The entries of a bundle, as many as its coordinate says; nil where the copy is not that far.
    private func bundle(_ coordinate: EntryBundleCoordinate, _ membership: Membership) throws -> [UInt8]? {
        let leaves = try node.store.read { connection in
            try connection.query(
                "SELECT leaf FROM log_entry WHERE federation = ? AND position >= ? ORDER BY position LIMIT ?",
                .text(membership.name), .integer(coordinate.firstIndex), .integer(Int64(coordinate.width))
            ) { try $0.blob(0) }
        }
        guard leaves.count == coordinate.width else { return nil }
        return try EntryBundle(entries: leaves).bytes
    }

    private func answer(
        _ request: Request, _ parameters: Parameters, _ type: String, isFinal: Bool = true,
        _ find: (Membership) throws -> [UInt8]?
    ) -> Response {
        do {
            let name = parameters["name"] ?? ""
            guard let membership = try node.memberships().first(where: { $0.name == name && $0.isMember }),
                let bytes = try find(membership)
            else { return Problem(status: 404, detail: "This copy of the log has nothing here").response() }
            var response = Response.bytes(bytes, contentType: type)
            response.headers["Cache-Control"] = isFinal ? "public, max-age=86400" : "no-cache"
            return response
        } catch {
            node.world.log.error("mirror.failed", .failure(error))
            return Problem(status: 503, detail: "The copy cannot be read at the moment").response()
        }
    }
}
