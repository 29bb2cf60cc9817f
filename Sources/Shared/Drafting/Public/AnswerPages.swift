import Database
import HTTP
import Pages
import Participation
import PublicForms
import Tables

/// `/participation/documents/:slug/answers`: every remark that was published with what was made of it, as a page that
/// prints, and as CSV.
struct AnswerPages: Sendable {
    let desk: ParticipationDesk

    private static let perPage = 50

    var routes: [Route] {
        let path = DraftingRooms.path + "/:slug/answers"
        return [
            desk.site.get(path) { turn, parameters in
                guard let model = try model(parameters) else { return turn.notFound() }
                return turn.show(page(model, turn))
            },
            desk.site.get(path + ".csv") { turn, parameters in
                guard let model = try model(parameters) else { return turn.notFound() }
                return turn.file(
                    AnswerTable(model: model, language: turn.language).csv,
                    contentType: "text/csv; charset=utf-8; header=present", name: "\(model.document.slug)-answers.csv")
            },
        ]
    }

    private func model(_ parameters: Parameters) throws -> AnswerModel? {
        try desk.store.read { connection in
            guard let document = try DocumentStore.find(slug: parameters["slug"] ?? "", connection) else { return nil }
            let heads = try VersionStore.heads(of: document.id, connection)
            guard let newest = heads.last else { return nil }
            let remarks = try RemarkStore.published(of: document.id, connection)
            var versions: [Int64: DocumentVersion] = [:]
            for number in Set(remarks.map(\.number)) {
                versions[number] = try VersionStore.read(number, of: document.id, connection)
            }
            return AnswerModel(
                document: document, newest: newest, heads: heads, versions: versions, remarks: remarks,
                hidden: try RemarkStore.count(.hidden, of: document.id, connection))
        }
    }

    private func page(_ model: AnswerModel, _ turn: PublicTurn) -> PublicPage {
        let path = "\(DraftingRooms.path)/\(model.document.slug)"
        let verdict = Remark.Answer.Verdict(rawValue: turn.request.queryValue("verdict") ?? "")
        let isOpenOnly = turn.request.queryValue("verdict") == "open"
        let chosen = model.sorted.filter { remark in
            isOpenOnly ? remark.answer == nil : verdict.map { remark.answer?.verdict == $0 } ?? true
        }
        let isWhole = turn.request.queryValue("all") == "1"
        let count = max(1, (chosen.count + Self.perPage - 1) / Self.perPage)
        let at = isWhole ? 1 : min(max(1, Int(turn.request.queryValue("page") ?? "") ?? 1), count)
        let shown = isWhole ? chosen[...] : chosen.dropFirst((at - 1) * Self.perPage).prefix(Self.perPage)
        let kept = turn.request.queryValue("verdict").map { [QueryItem("verdict", $0)] } ?? []
        let rows = AnswerTable(model: model, language: turn.language).rows(Array(shown))
        func to(_ page: Int) -> Address { turn.link(path + "/answers", kept + [QueryItem("page", "\(page)")]) }
        return PublicPage(
            title: turn.say(
                "Was wurde aus den Anmerkungen zu „\(model.newest.title)“?",
                "What became of the remarks on \"\(model.newest.title)\"?"),
            lead: .text(lead(model, turn)),
            body: [
                .when(
                    model.document.isExample,
                    Callout(.information, [.p(.text(turn(.documentExample)))]).html(turn.language)),
                .when(
                    model.hidden > 0,
                    .p(
                        .text(
                            model.hidden == 1
                                ? turn.say(
                                    "Eine Anmerkung wurde nach den Regeln nicht veröffentlicht.",
                                    "One remark was not published, in accordance with the rules.")
                                : turn.say(
                                    "\(model.hidden) Anmerkungen wurden nach den Regeln nicht veröffentlicht.",
                                    "\(model.hidden) remarks were not published, in accordance with the rules.")),
                        class: "muted")),
                choice(model, turn),
                DataTable(
                    caption: turn.say("Anmerkungen und Antworten", "Remarks and answers"),
                    columns: [
                        DataTable.Column(turn.say("Stelle", "Place")),
                        DataTable.Column(turn.say("Anmerkung", "Remark")),
                        DataTable.Column(turn.say("Antwort", "Answer")),
                    ], rows: rows,
                    emptyText: turn.say("Keine Anmerkung dieser Art.", "No remark of this kind."), stacks: true
                ).html(turn.language),
                .when(
                    !isWhole,
                    Pagination(
                        page: at, pageCount: count, previous: at > 1 ? to(at - 1) : nil,
                        next: at < count ? to(at + 1) : nil
                    ).html(turn.language)),
                .ul([
                    .li(
                        .a(
                            turn.link(path + "/answers.csv"),
                            .text(turn.say("Als Tabelle (CSV)", "As a table (CSV)")))),
                    .when(
                        !isWhole && count > 1,
                        .li(
                            .a(
                                turn.link(path + "/answers", kept + [QueryItem("all", "1")]),
                                .text(
                                    turn.say("Alles auf einer Seite, zum Drucken", "All on one page, for printing")))
                        )),
                ]),
            ],
            breadcrumb: [
                PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
                PageFrame.Link(turn(.documents), turn.link(DraftingRooms.path)),
                PageFrame.Link(model.newest.title, turn.link(path)),
            ])
    }

    private func lead(_ model: AnswerModel, _ turn: PublicTurn) -> String {
        let total = model.remarks.count
        guard total > 0 else { return turn.say("Noch keine Anmerkung.", "No remark yet.") }
        func number(_ verdict: Remark.Answer.Verdict) -> Int { model.remarks.count { $0.answer?.verdict == verdict } }
        let answered = model.remarks.count { $0.answer != nil }
        return turn.say(
            "\(total == 1 ? "Eine Anmerkung" : "\(total) Anmerkungen"), \(answered) beantwortet: \(number(.taken)) übernommen, \(number(.partly)) teilweise, "
                + "\(number(.declined)) nicht übernommen.",
            "\(total == 1 ? "One remark" : "\(total) remarks"), \(answered) answered: \(number(.taken)) taken over, \(number(.partly)) in part, "
                + "\(number(.declined)) not taken over.")
    }

    private func choice(_ model: AnswerModel, _ turn: PublicTurn) -> HTML {
        guard !model.remarks.isEmpty else { return .empty }
        let options =
            Remark.Answer.Verdict.allCases.map { FormField.Option($0.rawValue, $0.word(turn.language)) }
            + [FormField.Option("open", RemarkStore.Choice.open.word(turn.language))]
        var field = FormField(
            id: "verdict", label: turn.say("Nur zeigen", "Show only"), control: .select(options), isRequired: false)
        field.marksOptional = false
        field.choosesNothing = turn.say("alle", "all")
        field.values = turn.request.queryValue("verdict").map { [$0] } ?? []
        var form = Form(
            action: Address(path: "\(DraftingRooms.path)/\(model.document.slug)/answers"),
            hidden: [QueryItem("lang", turn.language.rawValue)], fields: [field],
            submitLabel: turn.say("Anzeigen", "Show"))
        form.isQuestion = true
        form.isSecondary = true
        return form.html(turn.language)
    }
}

/// Every published remark of a document with its answer.
struct AnswerModel: Sendable {
    let document: Document
    let newest: DocumentVersion
    let heads: [DocumentVersion]
    let versions: [Int64: DocumentVersion]
    let remarks: [Remark]
    /// How many are not shown.
    let hidden: Int

    /// In the order of the text: those on the whole first, then paragraph by paragraph.
    var sorted: [Remark] {
        remarks.map { remark in (remark, remark.paragraph.flatMap { versions[remark.number]?.place(of: $0) }) }
            .sorted { left, right in
                switch (left.1, right.1) {
                case (nil, nil): left.0.id < right.0.id
                case (nil, _): true
                case (_, nil): false
                case (let one?, let other?): one == other ? left.0.id < right.0.id : one < other
                }
            }.map(\.0)
    }
}

/// The same as rows of a page and as CSV.
struct AnswerTable {
    let model: AnswerModel
    let language: Language

    func rows(_ remarks: [Remark]) -> [[DataTable.Cell]] {
        remarks.map { remark in
            let place = DraftingViews.place(remark, model.versions, language)
            let path = "\(DraftingRooms.path)/\(model.document.slug)/paragraphs/"
            let address = Address(
                path: path + (remark.paragraph.map { "\($0)" } ?? "whole"),
                query: [QueryItem("lang", language.rawValue)], fragment: "r-\(remark.id)")
            let version = Phrase(de: "Fassung \(remark.number)", en: "version \(remark.number)")(language)
            let from = [
                remark.pseudonym, remark.origin.channel.word(language), DraftingViews.day(remark.received, language),
            ].filter { !$0.isEmpty }.joined(separator: ", ")
            return [
                .html([.a(address, .text(place)), .span(.text(version), class: "cell-note")]),
                .html([
                    DraftingViews.said(remark, model.versions, language), .p(.text(from), class: "cell-note"),
                ]),
                .html(
                    DraftingViews.answer(
                        remark, takenIn: DraftingViews.takenIn(remark, model.heads), language)),
            ]
        }
    }

    var csv: [UInt8] {
        let german = [
            "Nummer", "Fassung", "Stelle", "Absatz", "Anmerkung", "Vorgeschlagener Wortlaut", "Name", "Weg",
            "Eingegangen", "Antwort", "Begründung", "Stelle der Antwort", "Beantwortet", "Eingearbeitet in Fassung",
        ]
        let english = [
            "number", "version", "place", "paragraph", "remark", "suggested wording", "name", "channel", "received",
            "answer", "reason", "answered by", "answered", "worked into version",
        ]
        // The mark tells spreadsheets that this is UTF-8.
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + CSVLine(language == .german ? german : english).bytes
        for remark in model.sorted { bytes += line(remark).bytes }
        return bytes
    }

    private func line(_ remark: Remark) -> CSVLine {
        let paragraph = remark.paragraph.flatMap { key in model.versions[remark.number]?.paragraph(key)?.text }
        let answer = remark.answer
        let said: [CSVLine.Cell] = [
            .integer(remark.id), .integer(remark.number),
            .text(DraftingViews.place(remark, model.versions, language)), .text(paragraph ?? ""), .text(remark.text),
            .text(remark.wording), .text(remark.pseudonym), .text(remark.origin.channel.word(language)),
            .text(DraftingViews.civilDay(remark.received).description),
        ]
        let answered: [CSVLine.Cell] = [
            .text(answer?.verdict.word(language) ?? ""), .text(answer?.reason ?? ""), .text(answer?.office ?? ""),
            .text(answer.map { DraftingViews.civilDay($0.at).description } ?? ""),
            .integer(DraftingViews.takenIn(remark, model.heads)),
        ]
        return CSVLine(said + answered)
    }
}
