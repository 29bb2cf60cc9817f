import Crypto
import Federation
import Ledger
import Pages

/// Draws the log: newest checkpoint, entries, and how to check both.
struct LogView {
    let say: PageContext
    let model: LogModel
    let standing: WitnessStanding

    init(_ context: PageContext, _ model: LogModel, _ standing: WitnessStanding) {
        say = context
        self.model = model
        self.standing = standing
    }

    func page() -> DrawnPage {
        say.page(
            .log, title: say(.logTitle),
            lead: .text(Phrase.logLead(say.integer(model.checkpoint.head.size), say.language)),
            body: [
                model.question.page == 1 ? checkpointSection : .empty,
                model.question.page == 1 ? WitnessView(say: say, standing: standing).section() : .empty, entrySection,
                model.question.page == 1 ? proofSection : .empty,
                DataLinks.html(say, json: "/api/v1/log", csv: "/api/v1/log.csv"),
            ])
    }

    private var checkpointSection: HTML {
        let checkpoint = model.checkpoint
        return .section(
            .h2(.text(say(.newestCheckpoint))),
            DefinitionList([
                (say(.origin), .code(.text(checkpoint.checkpoint.origin))),
                (say(.size), .text(Phrase.entryCount(say.integer(checkpoint.head.size), say.language))),
                (say(.root), HashText(checkpoint.head.root.hex).html(say.language)),
                (say(.signature), [.code(.text(checkpoint.log.name)), .text(" · "), .text(say(.signedByLog))]),
            ]).html(),
            Details(
                say(.checkpointText), [.verbatim(String(decoding: checkpoint.bytes, as: UTF8.self))]
            ).html(), .p(.a("/log/checkpoint", .text(say(.checkpointFile)))))
    }

    private var entrySection: HTML {
        let words = StatementWords(say)
        let table = DataTable(
            caption: say(.logEntries),
            columns: [
                .init(say(.logEntry)), .init(say(.whatItSays)), .init(say(.issuer)),
                .init(say(.receivedHeader)), .init(say(.digest)),
            ],
            rows: model.entries.map { entry in
                [
                    .html([
                        .a(say.link("/log/entries/\(entry.index)"), .text(say.integer(entry.index))),
                        .span(.text(words.kind(entry.leaf.kind)), class: "cell-note"),
                    ]),
                    .html(.span(.text(words.line(entry.statement)), class: "cell-words")),
                    .html(words.issuer(entry.leaf.issuer)), .html(say.timeOnTwoLines(entry.leaf.received)),
                    .html(
                        .a(
                            Address(path: "/log/statement/\(entry.leaf.sha256.hex)"),
                            HashText(entry.leaf.sha256.hex, shown: 8).abbreviated())),
                ]
            }, hidesCaption: true, emptyText: say(.emptyLog), stacks: true)
        let size = Int(say.snapshot.state.size)
        return .section(
            .heading(.text(say(.logEntries)), id: "entries"),
            say.list(model.question, found: size, of: size).html(search: nil, table: table, say.language))
    }

    private var proofSection: HTML {
        .section(
            .h2(.text(say(.whatItProves))),
            .ul(
                [.li(.text(say(.provesSigned))), .li(.text(say(.provesOrder))), .li(.text(say(.provesFigures)))]
                    + (standing.witnessed == nil ? [] : [.li(.text(say(.provesOneLog)))])),
            .h3(.text(say(.whatItDoesNotProve))),
            .ul(
                [.li(.text(say(.provesNoTruth)))]
                    + (standing.witnessed == nil ? [.li(.text(say(.provesNoWitness)))] : [])),
            .h3(.text(say(.howToVerify))), .p(.text(say(.howToVerifyText))),
            .element(
                .pre, [.class("wrapped"), .set(.tabindex, "0")], [.text("rahmenwerk-audit verify \(exportName).tar")]),
            .p(.text(say(.howToVerifyByHand))))
    }

    private var exportName: String {
        let origin = model.checkpoint.checkpoint.origin.map { $0 == "/" ? "_" : $0 }
        return "\(String(origin))-\(model.checkpoint.head.size)"
    }
}

/// Draws one entry of the log.
struct EntryView {
    let say: PageContext
    let model: EntryModel
    /// Longer statements are left to the file itself.
    private static let shownBytes = 200_000

    init(_ context: PageContext, _ model: EntryModel) {
        say = context
        self.model = model
    }

    func page() -> DrawnPage {
        let words = StatementWords(say)
        let statementFile = Address(path: "/log/statement/\(model.leaf.sha256.hex)")
        var items: [(term: String, content: HTML)] = [
            (say(.kind), .text(words.kind(model.leaf.kind))), (say(.issuer), words.issuer(model.leaf.issuer)),
            (say(.receivedHeader), say.time(model.leaf.received)),
        ]
        if let statement = model.statement {
            items.append((say(.issuedHeader), say.time(statement.issued)))
            items.append((say(.sequenceHeader), .text(say.integer(statement.sequence))))
        }
        items.append((say(.digest), HashText(model.leaf.sha256.hex, shown: 24).html(say.language)))
        items.append((say(.byteCount), .text(NumberFormat.byteSize(Int(model.leaf.byteCount), say.language))))
        if let algorithm = model.algorithm, let keyID = model.keyID {
            items.append((say(.signature), [.text("\(algorithm.rawValue), "), HashText(keyID).html(say.language)]))
        }
        items.append((say(.receipt), .a(Address(path: "/log/receipt/\(model.index)"), .text(say(.receiptFile)))))
        items.append((say(.statement), .a(statementFile, .text(say(.statementFile)))))
        return say.page(
            .log, title: Phrase.entryTitle(say.integer(model.index), words.kind(model.leaf.kind), say.language),
            lead: .text(words.line(model.statement)),
            body: [
                .when(doubt) { Callout(.warning, [.p(.text($0))]).html(say.language) },
                DefinitionList(items).html(), neighbours,
                .section(.h2(.text(say(.leafHeading))), block(model.leafText)),
                .when(model.header) { .section(.h2(.text(say(.headerHeading))), block($0)) },
                model.payload.map { .section(.h2(.text(say(.payloadHeading))), block($0)) }
                    ?? .section(
                        .h2(.text(say(.payloadHeading))), redaction),
            ])
    }

    /// Where the key under this statement was declared compromised from an entry on that lies before it.
    private var doubt: String? {
        say.state.doubt(of: Reference(index: model.index, sha256: model.leaf.sha256), by: model.leaf.issuer)
            .map { Phrase.signedInDoubt(say.integer($0.from), say.language) }
    }

    /// Why the content is gone, as the log says it.
    private var redaction: HTML {
        guard let redaction = say.state.redactions[model.index] else {
            return .p(.text(say(.redacted)), class: "sign")
        }
        return [
            .p(
                .text(Phrase.redactedBecause(redaction.value.reason, redaction.value.rule, say.language)), class: "sign"
            ),
            .p(.a(say.link("/log/entries/\(redaction.index)"), .text(say(.toTheRedaction)))),
        ]
    }

    private var neighbours: HTML {
        let before = model.index > 0 ? say.link("/log/entries/\(model.index - 1)") : nil
        let after = model.index + 1 < model.size ? say.link("/log/entries/\(model.index + 1)") : nil
        return .element(
            .nav, [.class("pagination"), .set(.ariaLabel, say(.logEntries))],
            [
                .when(before) { .a($0, .text(say(.earlierEntry)), class: "button secondary") },
                .when(after) { .a($0, .text(say(.laterEntry)), class: "button secondary") },
            ])
    }

    private func block(_ text: String) -> HTML {
        guard text.utf8.count > Self.shownBytes else {
            return .verbatim(text)
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var shown = ""
        for line in lines {
            guard shown.utf8.count + line.utf8.count < Self.shownBytes else { break }
            shown += line + "\n"
        }
        return [
            .verbatim(shown + "…"), .p(.text(say(.shortenedStatement))),
        ]
    }
}
