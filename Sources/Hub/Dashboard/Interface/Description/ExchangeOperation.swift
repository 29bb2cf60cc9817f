import Pages

/// What the programs of towns and witnesses say and ask (docs/PROTOCOL.md sections 7 and 8).
enum ExchangeOperation: String, CaseIterable, Sendable {
    case statements, enrolments, issuer, witnesses

    var description: OperationDescription {
        switch self {
        case .statements:
            OperationDescription(
                method: "POST", path: "/api/v1/statements", topic: .exchange,
                summary: Phrase(
                    de: "Eine unterschriebene Erklärung einreichen; die Antwort ist die Quittung",
                    en: "Hand in a signed statement; the answer is the receipt"),
                answers: [(.text, .text)],
                body: OperationDescription.Body(
                    mediaType: "application/jose",
                    schema: .text,
                    meaning: Phrase(de: "Die Erklärung, ein kompaktes JWS", en: "The statement, a compact JWS")),
                problems: [403, 409, 413, 422, 503], isKept: false, successes: [200, 201])
        case .enrolments:
            OperationDescription(
                method: "POST", path: "/api/v1/enrolments", topic: .exchange,
                summary: Phrase(
                    de: "Mit einer Einladung beitreten; die Antwort ist die Quittung der Aufnahme",
                    en: "Join with an invitation; the answer is the receipt of the admission"),
                answers: [(.text, .text)],
                body: OperationDescription.Body(
                    mediaType: "application/json",
                    schema: .object([("keys", .list(.object)), ("tenant", .tenant), ("token", .text)]),
                    meaning: Phrase(
                        de: "Kanonisches JSON mit zwei Schlüsseln und dem Einmalkennwort der Einladung",
                        en: "Canonical JSON with two keys and the one-time token of the invitation")),
                problems: [403, 409, 413, 422, 503], isKept: false, successes: [200, 201])
        case .issuer:
            OperationDescription(
                path: "/api/v1/issuers/{issuer}", topic: .exchange,
                summary: Phrase(
                    de: "Letzte Nummer und letzter Hashwert eines Ausstellers",
                    en: "Last number and last digest of an issuer"),
                parameters: [.issuer],
                answers: [
                    (
                        .json,
                        .object([
                            ("issuer", .issuer), ("previous", .text("^([0-9a-f]{64})?$")), ("sequence", .integer()),
                        ])
                    )
                ], problems: [404], isKept: false)
        case .witnesses:
            OperationDescription(
                path: "/api/v1/witnesses", topic: .exchange,
                summary: Phrase(
                    de: "Wer das Protokoll bezeugt und bis wohin", en: "Who witnesses the log, and up to where"),
                answers: [
                    (
                        .json,
                        .object([
                            ("candidate", Schema.object([("since", .instant), ("size", .integer())]).orNull),
                            (
                                "committee",
                                .list(
                                    .object([
                                        ("name", .text), ("seconds", Schema.integer().orNull),
                                        ("size", Schema.integer().orNull), ("tenant", .tenant),
                                    ]))
                            ), ("quorum", .integer()),
                            ("witnessed", Schema.object([("size", .integer()), ("time", .instant)]).orNull),
                        ])
                    )
                ], problems: [503], isKept: false)
        }
    }
}
