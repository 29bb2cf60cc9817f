import AccountPages
import Accounts
import Federation
import HTTP
import Pages

/// What has come into the log since an account last looked at this list.
struct NewsDesk: Sendable {
    let rooms: OfficeRooms

    var routes: [Route] {
        [
            rooms.gate.get("/news", for: .reader) { request, _, visitor in
                try page(rooms.desk(request, visitor, query: ["since"]))
            }
        ]
    }

    private func page(_ desk: Desk) throws -> Response {
        let size = desk.say.state.size
        guard let typed = desk.say.query.first?.value else {
            // The address of the list names where it begins, so that it stays the same when it is loaded again.
            let since = try NewsModel(rooms, desk).since
            return desk.redirect("/office/news", [QueryItem("since", String(since))])
        }
        guard let since = Int64(typed), String(since) == typed, (0...size).contains(since) else {
            return desk.page(
                .start, title: desk(.badQuestionTitle), lead: .text(desk(Phrase.sinceExpected(size))), status: 400,
                body: [.p(.buttonLink(desk.link("/office/news"), desk(.toNews)))])
        }
        let model = try NewsModel(rooms, desk, since: since, limit: ChangesModel.entriesShown)
        try rooms.reminders.look(desk.account, upTo: size, at: rooms.now)
        return desk.page(
            .start, title: desk(.newsTitle), lead: .text(Phrase.newsLead(model.count, desk.language)),
            body: [NewsView(desk: desk, model: model).list])
    }
}

/// New entries of the log, as far as they are shown.
struct NewsModel: Sendable {
    /// Entries on the office's first page.
    static let shownAtStart = 5

    /// The number of entries that the account has seen; where it has never looked, those of before the last 30 days.
    let since: Int64
    let size: Int64
    /// The newest first.
    let entries: [EntryLine]
    let hasLooked: Bool

    var count: Int64 { size - since }

    init(_ rooms: OfficeRooms, _ desk: Desk, since asked: Int64? = nil, limit: Int = NewsModel.shownAtStart) throws {
        let log = rooms.dashboard.log
        size = desk.say.state.size
        let looked = try rooms.reminders.lastLook(of: desk.account)
        hasLooked = looked != nil
        // A log that was restored may be shorter than what somebody has seen of it.
        since =
            try asked ?? looked.map { [size] in min($0, size) }
            ?? PastLog(log).size(
                on: desk.say.state.day.adding(days: -30), of: size)
        let first = max(since, size - Int64(limit))
        entries =
            try first < size ? log.entries(from: first, limit: Int(size - first)).map(EntryLine.init).reversed() : []
    }
}

/// Draws what is new.
struct NewsView {
    let desk: Desk
    let model: NewsModel

    /// As a part of the office's first page.
    var section: HTML {
        guard model.count > 0 else { return .empty }
        let words = Phrase.newsLead(model.count, desk.language)
        return .section(
            .heading(.text(desk(model.hasLooked ? .newsTitle : .newsOfMonth)), id: "news"), .p(.text(words)), table,
            .p(
                .buttonLink(
                    desk.link("/office/news", [QueryItem("since", String(model.since))]), desk(.newsSeen),
                    primary: false)))
    }

    /// The whole list, with the ways on.
    var list: HTML {
        let rest = model.count - Int64(model.entries.count)
        return [
            model.count > 0
                ? .section(.h2(.text(desk(.changesEntries))), table)
                : EmptyState(desk(.newsNone), explanation: desk(.newsNoneExplanation)).html(),
            .when(
                rest > 0,
                .p(.a(desk.link("/log"), .text(Phrase.changesMore(desk.say.integer(rest), desk.language))))),
            .when(
                model.since > 0,
                .p(
                    .a(
                        desk.link("/changes", [QueryItem("since", String(model.since))]),
                        .text(desk(.newsFigures))))),
        ]
    }

    private var table: HTML {
        let words = StatementWords(desk.say)
        return DataTable(
            caption: desk(.changesEntries),
            columns: [.init(desk(.receivedHeader)), .init(desk(.issuer)), .init(desk(.whatItSays))],
            rows: model.entries.map { entry in
                [
                    .html(desk.say.timeOnTwoLines(entry.leaf.received)), .html(words.issuer(entry.leaf.issuer)),
                    .html([
                        .a(desk.link("/log/entries/\(entry.index)"), .text(words.kind(entry.leaf.kind))),
                        .span(.text(words.line(entry.statement)), class: "cell-note"),
                    ]),
                ]
            }, hidesCaption: true, stacks: true
        ).html(desk.language)
    }
}

extension Phrase {
    static let newsTitle = Phrase(de: "Neu seit Ihrem letzten Blick", en: "New since you last looked")
    static let newsOfMonth = Phrase(de: "Neu in den letzten 30 Tagen", en: "New in the last 30 days")
    static let newsSeen = Phrase(
        de: "Alles Neue ansehen und als gesehen merken", en: "See all that is new and keep it as seen")
    static let newsNone = Phrase(de: "Nichts Neues", en: "Nothing new")
    static let newsNoneExplanation = Phrase(
        de: "Seit Ihrem letzten Blick ist kein Eintrag ins Protokoll gekommen.",
        en: "Since you last looked no entry has come into the log.")
    static let newsFigures = Phrase(
        de: "Welche regionalen Werte heute anders lauten", en: "Which regional values differ today")
    static let toNews = Phrase(de: "Zur Liste des Neuen", en: "To the list of what is new")

    static func newsLead(_ count: Int64, _ language: Language) -> String {
        switch count {
        case 0: Phrase(de: "Nichts Neues im Protokoll.", en: "Nothing new in the log.")(language)
        case 1: Phrase(de: "Ein neuer Eintrag im Protokoll.", en: "One new entry in the log.")(language)
        default:
            Phrase(
                de: "\(NumberFormat.decimal(String(count), .german)) neue Einträge im Protokoll.",
                en: "\(NumberFormat.decimal(String(count), .english)) new entries in the log.")(language)
        }
    }

    static func sinceExpected(_ size: Int64) -> Phrase {
        Phrase(
            de:
                "Bitte geben Sie in der Adresse bei „since“ eine Zahl von 0 bis \(size) an: so viele Einträge hat das Protokoll.",
            en: "Please give at “since” in the address a number from 0 to \(size): the log has that many entries.")
    }
}
