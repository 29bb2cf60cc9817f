import Crypto
import Federation
import HTTP
import Ledger

/// What machines read and write: the log as C2SP tlog-tiles, statements in, receipts out (docs/PROTOCOL.md 7 and 8).
struct LogRoutes: Sendable {
    let log: LogStore
    let sequencer: Sequencer
    let intake: Intake
    let enrolment: Enrolment
    let witnesses: WitnessDesk
    let problems: Problems

    private static let receiptType = "text/plain; charset=utf-8"
    private static let immutable = "public, max-age=31536000, immutable"

    var routes: [Route] {
        [
            Route("GET", "/log/checkpoint") { request, _ in checkpoint(request) },
            Route("GET", "/log/candidate") { request, _ in cosigned(request) { try witnesses.candidate() } },
            Route("GET", "/log/witnessed") { request, _ in cosigned(request) { try witnesses.witnessed() } },
            Route("POST", "/log/cosignature") { request, _ in
                answer(request) {
                    try witnesses.take(request.body)
                    return Response(status: 204)
                }
            },
            Route("GET", "/log/tile/:path*") { request, parameters in tile(request, parameters["path"] ?? "") },
            Route("GET", "/log/statement/:hex") { request, parameters in statement(request, parameters["hex"] ?? "") },
            Route("GET", "/log/receipt/:index") { request, parameters in receipt(request, parameters["index"] ?? "") },
        ] + exchangeRoutes
    }

    /// What `ExchangeOperation` describes.
    private var exchangeRoutes: [Route] {
        ExchangeOperation.allCases.flatMap { operation in
            let description = operation.description
            return description.routes { request, given in
                var response: Response
                do throws(ParameterRefusal) {
                    guard let (_, arguments) = try description.arguments(request, given) else {
                        return notFound(request)
                    }
                    response = exchange(operation, request, arguments)
                } catch {
                    return error.response(problems.publicAddress, request)
                }
                response.headers["Access-Control-Allow-Origin"] = "*"
                return response
            }
        }
    }

    private func exchange(_ operation: ExchangeOperation, _ request: Request, _ arguments: Arguments) -> Response {
        switch operation {
        case .statements: post(request) { try intake.take($0) }
        case .enrolments: post(request) { try enrolment.take($0) }
        case .issuer: issuer(request, arguments[.issuer] ?? "")
        case .witnesses:
            answer(request) {
                var response = Response.json(try WitnessStanding(sequencer.snapshot, log).json(origin: log.origin))
                response.headers["Cache-Control"] = "public, max-age=2"
                return response
            }
        }
    }

    private func checkpoint(_ request: Request) -> Response {
        let checkpoint = sequencer.snapshot.checkpoint
        var response = Response.bytes(checkpoint.bytes, contentType: "text/plain; charset=utf-8")
        response.headers["Cache-Control"] = "public, max-age=2"
        response.etag = String(checkpoint.head.size)
        return response.conditional(for: request)
    }

    /// A checkpoint with the lines of witnesses, where there is one.
    private func cosigned(_ request: Request, _ find: () throws -> SignedCheckpoint?) -> Response {
        answer(request) {
            guard let checkpoint = try find() else { return notFound(request) }
            var response = Response.bytes(checkpoint.bytes, contentType: "text/plain; charset=utf-8")
            response.headers["Cache-Control"] = "public, max-age=2"
            return response
        }
    }

    private func tile(_ request: Request, _ path: String) -> Response {
        answer(request) {
            let bytes: [UInt8]?
            if path.hasPrefix("entries/") {
                guard let coordinate = try? EntryBundleCoordinate(path: "tile/\(path)") else {
                    return notFound(request)
                }
                bytes = try log.bundle(coordinate)
            } else {
                guard let coordinate = try? TileCoordinate(path: "tile/\(path)") else { return notFound(request) }
                bytes = try log.tile(coordinate)
            }
            guard let bytes else { return notFound(request) }
            var response = Response.bytes(bytes, contentType: "application/octet-stream")
            response.headers["Cache-Control"] = Self.immutable
            return response
        }
    }

    private func statement(_ request: Request, _ hex: String) -> Response {
        answer(request) {
            guard let sha256 = Digest(hex: hex), let found = try log.statement(sha256),
                found.index < sequencer.snapshot.state.size
            else { return notFound(request) }
            guard let bytes = found.bytes else {
                return problems.problem("redacted", status: 410, "This statement has been redacted", request).response()
            }
            var response = Response.bytes(bytes, contentType: "application/jose")
            // What may be redacted is kept nowhere for long.
            let isRedactable = (try? UnverifiedStatement(bytes))?.statement.kind.isRedactable ?? true
            response.headers["Cache-Control"] = isRedactable ? "public, max-age=300" : Self.immutable
            return response
        }
    }

    private func receipt(_ request: Request, _ text: String) -> Response {
        answer(request) {
            guard let index = Int64(text), String(index) == text, index >= 0, index < sequencer.snapshot.state.size
            else {
                return notFound(request)
            }
            return .bytes(try log.receipt(index: index).bytes, contentType: Self.receiptType)
        }
    }

    private func post(_ request: Request, _ take: ([UInt8]) throws -> (receipt: Receipt, isNew: Bool)) -> Response {
        answer(request) {
            let (receipt, isNew) = try take(request.body)
            return .bytes(receipt.bytes, contentType: Self.receiptType, status: isNew ? 201 : 200)
        }
    }

    private func issuer(_ request: Request, _ text: String) -> Response {
        let state = sequencer.snapshot.state
        guard let issuer = Issuer(text), let chain = state.chains[issuer] else { return notFound(request) }
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("issuer")
            writer.string(issuer.description)
            writer.member("previous")
            writer.string(chain.last?.hex ?? "")
            writer.member("sequence")
            writer.integer(chain.sequence)
        }
        var response = Response.json(writer.bytes)
        response.headers["Cache-Control"] = "no-store"
        return response
    }

    private func notFound(_ request: Request) -> Response {
        problems.problem("not-found", status: 404, "The log has nothing at \(request.path)", request).response()
    }

    private func answer(_ request: Request, _ make: () throws -> Response) -> Response {
        do {
            return try make()
        } catch {
            return problems.response(error, request)
        }
    }
}
