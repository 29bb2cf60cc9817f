import HTTP
import Service
import Synchronization

/// Finished answers of one log size. A newer size drops them all; concurrent misses of one address render once.
final class PageCache: Sendable {
    struct Key: Hashable, Sendable {
        /// Path, the part of the query that matters, and the language.
        let address: String
        let language: String
    }

    /// An answer with its 304, both ready to send. An object: what is handed over under the lock is one reference.
    private final class Page: Sendable {
        let answer: Response
        let notModified: Response
        let etag: String
        let byteCount: Int

        init(answer: Response, notModified: Response, etag: String, byteCount: Int) {
            self.answer = answer
            self.notModified = notModified
            self.etag = etag
            self.byteCount = byteCount
        }
    }

    private enum Slot {
        case ready(Page)
        case rendering(Completion<Page>)
    }

    private struct Shelf {
        var size: Int64 = -1
        var slots: [Key: Slot] = [:]
        var byteCount = 0
    }

    /// What a lookup says is to be done.
    private enum Task {
        case send(Page)
        case wait(Completion<Page>)
        case render(Completion<Page>?)
    }

    private let maximumBytes: Int
    private let maximumPages: Int
    private let fingerprint: String
    private let shelf = Mutex(Shelf())

    /// `fingerprint` becomes part of every ETag: it tells programs and settings apart that draw the same log.
    init(fingerprint: String, maximumBytes: Int = 128 << 20, maximumPages: Int = 8192) {
        self.fingerprint = fingerprint
        self.maximumBytes = maximumBytes
        self.maximumPages = maximumPages
    }

    /// The answer for `key` at log size `size`, rendered only if it is not there yet. Only a 200 is kept.
    func answer(_ request: Request, size: Int64, key: Key, render: () -> Response) -> Response {
        let page =
            switch task(size, key) {
            case .send(let page): page
            case .wait(let completion): completion.wait() ?? self.page(render(), size, key)
            case .render(let completion): finish(self.page(render(), size, key), size, key, completion)
            }
        guard page.answer.status == 200, let condition = request.headers["If-None-Match"] else { return page.answer }
        return condition == page.etag ? page.notModified : page.answer.conditional(for: request)
    }

    /// Number of answers held now.
    var count: Int { shelf.withLock { $0.slots.count } }

    private func task(_ size: Int64, _ key: Key) -> Task {
        shelf.withLock { shelf in
            if size > shelf.size {
                // Those who wait for a page of the old size hold its completion themselves.
                shelf = Shelf()
                shelf.size = size
            }
            // A reader that still holds an older log renders for itself.
            guard size == shelf.size else { return .render(nil) }
            switch shelf.slots[key] {
            case .ready(let page): return .send(page)
            case .rendering(let completion): return .wait(completion)
            case nil:
                let completion = Completion<Page>()
                shelf.slots[key] = .rendering(completion)
                return .render(completion)
            }
        }
    }

    private func finish(_ page: Page, _ size: Int64, _ key: Key, _ completion: Completion<Page>?) -> Page {
        guard let completion else { return page }
        shelf.withLock { shelf in
            guard shelf.size == size else { return }
            guard page.answer.status == 200, page.byteCount < maximumBytes / 4 else {
                shelf.slots[key] = nil
                return
            }
            if shelf.byteCount + page.byteCount > maximumBytes || shelf.slots.count > maximumPages {
                shelf.slots = shelf.slots.filter { if case .rendering = $0.value { true } else { false } }
                shelf.byteCount = 0
            }
            shelf.slots[key] = .ready(page)
            shelf.byteCount += page.byteCount
        }
        completion.fulfil(page)
        return page
    }

    private func page(_ response: Response, _ size: Int64, _ key: Key) -> Page {
        guard response.status == 200 else {
            return Page(answer: response, notModified: response, etag: "", byteCount: 0)
        }
        var answer = response
        answer.etag = "\(size)-\(key.language)-\(fingerprint)"
        answer.headers["Cache-Control"] = "no-cache"
        var notModified = Response(status: 304)
        for name in ["ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"] {
            notModified.headers[name] = answer.headers[name]
        }
        var byteCount = 1024
        if case .bytes(let bytes) = answer.body { byteCount += bytes.count }
        return Page(answer: answer, notModified: notModified, etag: answer.etag ?? "", byteCount: byteCount)
    }
}
