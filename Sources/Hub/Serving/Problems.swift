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
        case let refused as CosignatureRefusal: return response(refused, request)
        case let unavailable as Unavailable:
            let code =
                switch unavailable {
                case .stopping: "stopping"
                case .history: "lost-history"
                case .fullDisk, .reloading, .storage: "storage"
                }
            var response = problem(code, status: 503, unavailable.description, request).response()
            response.headers["Retry-After"] = "30"
            return response
        default:
            return problem("storage", status: 503, "The hub cannot answer this at the moment", request).response()
        }
    }

    private func response(_ refused: CosignatureRefusal, _ request: Request) -> Response {
        switch refused {
        case .unreadable(let error):
            let isForged = [.signatureInvalid, .signatureMissing, .originMismatch].contains(error.code)
            return problem(
                isForged ? "wrong-signature" : "malformed", status: isForged ? 403 : 400, error.reason, request
            ).response()
        case .notCandidate(let size, let candidate):
            let offered = candidate.map { "offered is the one of size \($0)" } ?? "none is offered"
            var problem = problem(
                "not-candidate", status: 409, "The checkpoint of size \(size) is not offered to witnesses; \(offered)",
                request)
            if let candidate { problem.extra.append(("expected", .string(String(candidate)))) }
            return problem.response()
        case .notAWitness:
            return problem(
                "not-a-witness", status: 403, "No line of this note is by a member of the committee", request
            ).response()
        case .future(let tenant):
            return problem(
                "future", status: 422,
                "The cosignature of \(tenant) is dated more than 24 hours ahead of the hub's clock",
                request
            ).response()
        case .lostHistory(let lost):
            return problem("lost-history", status: 409, Unavailable.history(.lost(lost)).description, request)
                .response()
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
