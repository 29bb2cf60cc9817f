import Federation
import HTTP
import Pages

/// How errors become answers: the one table from error to HTTP status (docs/PROTOCOL.md section 11).
struct Problems: Sendable {
    let publicAddress: String

    func response(_ error: any Error, _ request: Request) -> Response {
        switch error {
        case let refusal as Refusal:
            var problem = problem(refusal.code.rawValue, status: Self.status(refusal.code), refusal.reason, request)
            if let position = refusal.position { problem.extra.append(("position", .integer(position))) }
            if let field = refusal.field { problem.extra.append(("field", .string(field))) }
            if let expected = refusal.expected { problem.extra.append(("expected", .string(expected))) }
            return problem.response()
        case let refused as TokenRefused:
            return problem("token", status: 403, refused.description, request).response()
        case let unavailable as Unavailable:
            let code = if case .stopping = unavailable { "stopping" } else { "storage" }
            var response = problem(code, status: 503, unavailable.description, request).response()
            response.headers["Retry-After"] = "30"
            return response
        default:
            return problem("storage", status: 503, "The hub cannot answer this at the moment", request).response()
        }
    }

    /// What the server itself refuses before a handler sees it, under the same codes; nobody's language is known then.
    func refusal(status: Int, reason: String) -> Response {
        let codes = [400: "malformed", 413: "too-large"]
        guard let code = codes[status] else { return Problem(status: status, detail: reason).response() }
        return Problem(
            type: "\(publicAddress)/problems/\(code)", title: ProblemPhrases.title(code)(.german), status: status,
            detail: reason
        ).response()
    }

    func problem(_ code: String, status: Int, _ detail: String, _ request: Request) -> Problem {
        let language = Pages.Language(rawValue: request.preferredLanguage(among: ["de", "en"])) ?? .german
        return Problem(
            type: "\(publicAddress)/problems/\(code)", title: ProblemPhrases.title(code)(language), status: status,
            detail: Self.detail(code, detail, language), instance: request.id)
    }

    /// In German what the code means and what to do, then the exact sentence, which only English has.
    private static func detail(_ code: String, _ detail: String, _ language: Pages.Language) -> String {
        guard language == .german, let explanation = ProblemPhrases.all[code] else { return detail }
        return "\(explanation.meaning(.german)) \(explanation.action(.german)) [\(detail)]"
    }

    static func status(_ code: Refusal.Code) -> Int {
        switch code {
        case .malformed, .notCanonical, .unknownMember, .invalidUTF8, .truncated: 400
        case .unknownKey, .foreignKey, .revokedKey, .wrongSignature, .notAdmitted, .suspended, .role, .wrongFederation:
            403
        case .sequence, .previous, .fork, .number, .revision, .report, .closed: 409
        case .tooLarge: 413
        case .unknownKind, .unknownVersion, .algorithm, .future, .reference, .membership, .unknownIndicator, .decimals,
            .range, .value, .smallCount, .recoverable, .weakKey, .proof, .duplicateKey, .rule, .leaf:
            422
        }
    }
}
