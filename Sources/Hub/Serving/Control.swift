import Crypto
import Federation
import HTTP
import Service

/// How a command reaches the running hub: a second listener on loopback whose port and token stand in a file that only
/// the hub's user can read. The office's acts never pass the public listener.
struct Control: Sendable {
    let path: String
    let office: Office
    let token: String

    init(settings: HubSettings, office: Office) throws {
        path = settings.controlPath
        self.office = office
        token = Hex.encode(try randomBytes(32))
    }

    /// Starts listening and writes the file.
    func start() throws -> Server {
        var configuration = ServerConfiguration(host: "127.0.0.1", port: 0)
        configuration.maximumConnections = 16
        let server = Server(configuration: configuration, handler: handle)
        let port = try server.start()
        try Files.writeFileDurably(path, Array("\(port) \(token)\n".utf8), mode: 0o600)
        return server
    }

    private func handle(_ request: Request) -> Response {
        let given = Array((request.headers["Authorization"] ?? "").utf8)
        guard constantTimeEqual(given, Array("Bearer \(token)".utf8)) else {
            return .text("This listener is for the hub's own commands.\n", status: 403)
        }
        guard request.method == "POST", request.path == "/acts" else { return .text("Not found.\n", status: 404) }
        do {
            return .text(try office.perform(try Office.Act(json: request.body)))
        } catch {
            return .text("\(error)", status: 409)
        }
    }

    /// Performs an act: through the running hub if there is one, else by opening the store here.
    static func perform(_ act: Office.Act, settings: HubSettings, world: World) throws -> String {
        let hub: OpenHub
        do {
            hub = try OpenHub(settings, world: world)
        } catch {
            guard let answer = try send(act, settings: settings) else { throw error }
            return answer
        }
        defer { hub.close() }
        return try hub.office.perform(act)
    }

    /// `nil` where no hub answers.
    private static func send(_ act: Office.Act, settings: HubSettings) throws -> String? {
        guard let content = try? Files.readFile(settings.controlPath, maximum: 1000) else { return nil }
        let parts = String(decoding: content, as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "\n" })
        guard parts.count == 2 else { return nil }
        var request = ClientRequest(
            method: "POST", url: "http://127.0.0.1:\(parts[0])/acts",
            headers: Headers([("Authorization", "Bearer \(parts[1])")]))
        request.body = act.json.canonicalBytes
        let response: ClientResponse
        do throws(HTTPError) {
            response = try Client().send(request)
        } catch  where error.code == .refused {
            // The file of a hub that has gone.
            return nil
        } catch {
            throw ServiceError(
                .inputOutput,
                "The running hub did not answer (\(error.reason)). It may have done what was asked: look with `status` "
                    + "before you try again")
        }
        let text = String(decoding: response.body, as: UTF8.self)
        guard response.status == 200 else { throw ServiceError(.notPermitted, text) }
        return text
    }
}
