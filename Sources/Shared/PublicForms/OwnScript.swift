import Crypto
import HTTP
import Pages
import Service

/// A script file of our own; its address holds a hash of its bytes, so it can be cached for ever.
public struct OwnScript: Sendable {
    /// Works for a form that was sent too often, see `ProofOfWork`.
    public static let work = OwnScript("work", PackageResources.work_js)

    public let path: String
    private let bytes: [UInt8]

    public init(_ name: String, _ bytes: [UInt8]) {
        self.bytes = bytes
        path = "/scripts/\(name).\(SHA256.digest(bytes).hex.prefix(16)).js"
    }

    public var address: Address { Address(path: path) }

    /// Where a house serves its scripts.
    public static func route(_ scripts: [OwnScript]) -> Route {
        Route("GET", "/scripts/:name") { request, _ in
            guard let script = scripts.first(where: { $0.path == request.path }) else {
                return Problem(status: 404, detail: "There is no such script.").response()
            }
            var response = Response.bytes(script.bytes, contentType: "text/javascript; charset=utf-8")
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            response.headers["X-Content-Type-Options"] = "nosniff"
            return response
        }
    }
}
