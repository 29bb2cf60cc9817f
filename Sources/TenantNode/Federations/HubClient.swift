import HTTP
import Service

/// Speaks to one hub. Tells what may pass by itself (network, 5xx, a proxy's own page) from what the hub refuses.
struct HubClient: Sendable {
    let base: String
    let client: Client

    func get(_ path: String) throws(HubFailure) -> [UInt8] {
        try send(ClientRequest(url: base + path)).body
    }

    func post(_ path: String, _ body: [UInt8], contentType: String) throws(HubFailure) -> [UInt8] {
        try send(
            ClientRequest(
                method: "POST", url: base + path, headers: Headers([("Content-Type", contentType)]), body: body)
        ).body
    }

    private func send(_ request: ClientRequest) throws(HubFailure) -> ClientResponse {
        let response: ClientResponse
        do throws(HTTPError) {
            response = try client.send(request)
        } catch {
            throw HubFailure(
                isFinal: false, status: nil, code: "", reason: error.reason,
                german: "Keine Verbindung: \(Self.german(error.code))")
        }
        if [200, 201, 204].contains(response.status) { return response }
        let type = response.headers["Content-Type"]?.lowercased() ?? ""
        guard type.hasPrefix("application/problem+json") else {
            throw HubFailure(
                isFinal: false, status: response.status, code: "",
                reason: "Status \(response.status) without an explanation by the hub; a proxy in between may have "
                    + "answered.",
                german: "Status \(response.status) ohne eine Erklärung des Hubs; vielleicht hat ein Proxy dazwischen "
                    + "geantwortet.")
        }
        let (code, detail) = Self.problem(response.body)
        // What the hub itself refuses stays refused; what it cannot do now may work later.
        let isFinal = (400..<500).contains(response.status) && ![408, 425, 429].contains(response.status)
        throw HubFailure(isFinal: isFinal, status: response.status, code: code, reason: detail)
    }

    /// What kept the answer away, for those who look at the pages; `error.reason` says more to those who run the node.
    static func german(_ code: HTTPError.Code) -> String {
        switch code {
        case .refused: "Unter dieser Adresse nimmt gerade kein Programm Verbindungen an."
        case .nameNotFound: "Der Name in der Adresse des Hubs ist nicht zu finden."
        case .unreachable: "Zu dieser Adresse führt kein Weg durch das Netz."
        case .timeout: "Die Zeit ist abgelaufen; vielleicht hält eine Firewall die Verbindung auf."
        case .connectionLost, .responseTruncated: "Die Verbindung ist abgebrochen."
        case .proxyRefused: "Der Proxy lässt die Verbindung nicht zu."
        case .certificateNotTrusted: "Dem Zertifikat des Hubs wird nicht vertraut."
        case .certificateForAnotherHost: "Das Zertifikat gilt für einen anderen Namen."
        case .certificateExpired: "Das Zertifikat des Hubs ist abgelaufen oder gilt noch nicht."
        case .tlsFailed, .unusableCertificateFile: "Eine verschlüsselte Verbindung kam nicht zustande."
        case .malformedResponse, .responseTooLarge: "Die Antwort war nicht zu lesen."
        default: "Die Anfrage konnte nicht gesendet werden."
        }
    }

    /// Problem details are plain JSON, which the settings reader takes as the JSON5 it is.
    private static func problem(_ body: [UInt8]) -> (code: String, detail: String) {
        guard let root = try? Settings(body, file: "answer", prefix: "ANSWER").root else { return ("", "") }
        let type = (try? root.string("type", default: "")) ?? ""
        let detail = (try? root.string("detail", default: "")) ?? ""
        let code = type.split(separator: "/").last.map(String.init) ?? ""
        return (printable(code, maximum: 60), printable(detail, maximum: 500))
    }
}

/// Why the hub gave no answer that helps.
struct HubFailure: Error, CustomStringConvertible {
    /// True where the hub has refused: sending the same again does not help.
    let isFinal: Bool
    let status: Int?
    /// The last part of the problem type (docs/PROTOCOL.md section 11), or empty.
    let code: String
    let reason: String
    /// The reason in German; nil where the hub or the system gave it in English only.
    var german: String?

    var wording: Wording {
        let number = status.map { "HTTP \($0)" + (code.isEmpty ? "" : " \(code)") }
        let said = german ?? reason
        let head = isFinal ? "Der Hub lehnt ab" + (number.map { " (\($0)): " } ?? ": ") : number.map { "\($0): " } ?? ""
        return Wording(de: head + said, en: description)
    }

    var description: String {
        let head = status.map { "HTTP \($0)" + (code.isEmpty ? "" : " \(code)") + ": " } ?? ""
        return head + reason
    }
}
