import AccountPages
import Federation
import HTTP
import Ledger
import Pages

/// `/office/enter`: statements that have come as files, by stick or mail, from towns without a connection.
struct EnterDesk: Sendable {
    let rooms: OfficeRooms

    /// How many files one form takes; they are entered in this order.
    private static let places = 1...5

    /// What became of one file.
    private struct Outcome {
        let file: String
        let result: Result<(index: Int64, isNew: Bool, leaf: LogEntry), Problem>

        struct Problem: Error { let phrase: Phrase }
    }

    var routes: [Route] {
        [
            rooms.gate.get("/enter", for: .author) { request, _, visitor in
                page(rooms.desk(request, visitor), [])
            },
            rooms.gate.post("/enter", for: .author) { request, _, visitor, form in
                let desk = rooms.desk(request, visitor)
                let files = Self.places.compactMap { form.file("file\($0)") }.filter { !$0.bytes.isEmpty }
                guard !files.isEmpty else { return page(desk, [], .chooseStatementFile) }
                return page(rooms.renewed(desk), try files.map { try enter($0.fileName ?? "", $0.bytes, desk) })
            },
        ]
    }

    private func enter(_ name: String, _ bytes: [UInt8], _ desk: Desk) throws -> Outcome {
        let before = rooms.state.size
        do {
            let receipt = try Receipt(text: Array(try rooms.office.perform(.enter(bytes), by: desk.account).utf8))
            let leaf = try LogEntry(canonicalBytes: receipt.extra ?? [])
            return Outcome(file: name, result: .success((receipt.index, receipt.index >= before, leaf)))
        } catch {
            return Outcome(file: name, result: .failure(Outcome.Problem(phrase: OfficeProblem.phrase(error))))
        }
    }

    private func page(_ desk: Desk, _ outcomes: [Outcome], _ problem: Phrase? = nil) -> Response {
        let isRefused = outcomes.contains { if case .failure = $0.result { true } else { false } }
        let form = MemberForm(desk: desk)
        let parts = Self.places.map { place in
            form.field(
                "file\(place)", .statementFileNumber(place), .file(accept: ".jws"),
                hint: place == 1 ? .statementFileHint : nil, isRequired: place == 1)
        }
        var entering = desk.form(
            to: "/office/enter", parts: parts, submit: .enterSubmit,
            cancel: PageFrame.Link(desk(.cancel), desk.link("/office/members")))
        entering.hasFile = true
        return desk.page(
            .members, title: desk(.enterTitle), lead: .text(desk(.enterLead)), hasErrors: problem != nil || isRefused,
            status: problem != nil || isRefused ? 422 : 200,
            body: [.when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) }]
                + outcomes.map { outcome($0, desk) } + [entering.html(desk.language)])
    }

    private func outcome(_ outcome: Outcome, _ desk: Desk) -> HTML {
        switch outcome.result {
        case .success(let taken):
            Callout(
                .success, title: outcome.file,
                [
                    .p(
                        .text(
                            desk(
                                .statementEntered(
                                    StatementWords(desk.say).kind(taken.leaf.kind),
                                    name(of: taken.leaf.issuer, desk), isNew: taken.isNew)) + " "),
                        .a(
                            desk.link("/log/entries/\(taken.index)"),
                            .text("\(desk(.logEntry)) \(desk.say.integer(taken.index))"))),
                    .p(
                        .a(Address(path: "/log/receipt/\(taken.index)"), .text(desk(.downloadReceipt))),
                        .text(" " + desk(.receiptGoesBack))),
                ]
            ).html(desk.language)
        case .failure(let problem):
            Callout(.error, title: outcome.file, [.p(.text(desk(problem.phrase)))]).html(desk.language)
        }
    }

    private func name(of issuer: Issuer, _ desk: Desk) -> String {
        switch issuer {
        case .office: desk(.theOffice)
        case .tenant(let tenant): desk.say.name(tenant)
        }
    }
}

extension Phrase {
    static let enterTitle = Phrase(de: "Erklärung aus einer Datei aufnehmen", en: "Take a statement from a file")
    static let enterLead = Phrase(
        de:
            "Für Kommunen ohne Verbindung: Ihr Knoten gibt unterschriebene Dateien aus, die auf einem Stick oder mit der Post kommen. Hier gehen sie durch dieselbe Prüfung wie jede andere Erklärung; die Quittung geht auf demselben Weg zurück.",
        en:
            "For municipalities without a connection: their node hands out signed files, which come on a stick or by mail. Here they pass the same check as any other statement; the receipt goes back the same way."
    )
    static let statementFileHint = Phrase(
        de: "Endet auf .jws. Mehrere einer Kommune bitte in der Reihenfolge ihrer Nummern.",
        en: "Ends in .jws. Several of one municipality in the order of their numbers, please.")
    static let chooseStatementFile = Phrase(
        de: "Bitte wählen Sie mindestens eine Datei.", en: "Please choose at least one file.")
    static let enterSubmit = Phrase(de: "Prüfen und aufnehmen", en: "Check and take")
    static let downloadReceipt = Phrase(de: "Quittung herunterladen", en: "Download the receipt")
    static let receiptGoesBack = Phrase(
        de: "(.tlog-proof; geht zurück an die Kommune)", en: "(.tlog-proof; goes back to the municipality)")

    static func statementFileNumber(_ place: Int) -> Phrase {
        Phrase(de: "Datei \(place)", en: "File \(place)")
    }

    static func statementEntered(_ kind: String, _ name: String, isNew: Bool) -> Phrase {
        isNew
            ? Phrase(
                de: "\(kind) von \(name) steht jetzt im Protokoll:", en: "\(kind) of \(name) now stands in the log:")
            : Phrase(
                de: "\(kind) von \(name) stand schon im Protokoll:", en: "\(kind) of \(name) stood in the log already:")
    }
}
