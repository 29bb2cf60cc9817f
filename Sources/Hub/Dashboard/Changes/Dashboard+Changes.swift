import Federation
import HTTP
import Pages

/// What has changed, as a page and as a feed.
extension Dashboard {
    /// What has changed since a day or a number of entries; without either, in the last month the log tells of.
    func changes(_ context: PageContext) throws -> ChangesModel {
        let state = context.state
        let begun = state.founding?.received.day ?? state.day
        let month = state.day.adding(days: -30)
        // A log that is younger than a month is compared with its beginning.
        let asked = context.query.first?.value ?? (month < begun ? "1" : month.description)
        let size: Int64
        if let number = Int64(asked), String(number) == asked {
            guard (1...max(1, state.size)).contains(number) else {
                throw PastQuestion.Refusal(reason: .pastSizeRange(state.size))
            }
            size = number
        } else {
            guard let day = CalendarDay(asked), day >= begun else {
                throw PastQuestion.Refusal(reason: .pastDayRange(begun.description))
            }
            size = try pastLog.size(on: day, of: state.size)
        }
        let past =
            size == state.size
            ? PastLog.Position(state: state, region: regionModel(context)) : try pastLog.position(size)
        return try ChangesModel(since: past, state, regionModel(context), log)
    }

    var feed: Route {
        Route("GET", "/feed.atom") { request, _ in
            let context = context(request)
            let key = PageCache.Key(address: request.path, language: context.language.rawValue)
            return cache.answer(request, size: context.state.size, key: key) {
                do {
                    let first = max(0, context.state.size - Int64(ChangesFeed.entriesShown))
                    let entries = try log.entries(from: first, limit: ChangesFeed.entriesShown).map(EntryLine.init)
                    var response = Response.bytes(
                        ChangesFeed(say: context, entries: entries.reversed()).bytes, contentType: AtomFeed.mediaType)
                    response.headers["Vary"] = "Accept-Language"
                    response.headers["X-Content-Type-Options"] = "nosniff"
                    response.headers["Access-Control-Allow-Origin"] = "*"
                    return response
                } catch {
                    return answer(to: error, request)
                }
            }
        }
    }
}
