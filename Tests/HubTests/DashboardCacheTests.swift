import Foundation
import HTTP
import Synchronization
import Testing

@testable import Hub

@Suite struct DashboardCacheTests {
    private final class Counter: Sendable { let count = Atomic<Int>(0) }

    private let key = PageCache.Key(address: "/", language: "de")

    @Test func concurrentMissesRenderOnce() async throws {
        let cache = PageCache(fingerprint: "x")
        let rendered = Counter()
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    cache.answer(Request(), size: 1, key: PageCache.Key(address: "/", language: "de")) {
                        rendered.count.add(1, ordering: .relaxed)
                        usleep(50_000)
                        return .text("page")
                    }.status
                }
            }
            for await status in group { #expect(status == 200) }
        }
        #expect(rendered.count.load(ordering: .relaxed) == 1)
    }

    @Test func onlyGoodAnswersOfTheNewestSizeAreKept() {
        let cache = PageCache(fingerprint: "x")
        #expect(cache.answer(Request(), size: 5, key: key) { .text("no", status: 404) }.status == 404)
        #expect(cache.count == 0)
        _ = cache.answer(Request(), size: 5, key: key) { .text("five") }
        #expect(cache.count == 1)
        let older = cache.answer(Request(), size: 4, key: key) { .text("four") }
        #expect(older.etag == "\"4-de-x\"")
        #expect(cache.answer(Request(), size: 5, key: key) { .text("again") }.etag == "\"5-de-x\"")
        _ = cache.answer(Request(), size: 6, key: PageCache.Key(address: "/b", language: "de")) { .text("six") }
        #expect(cache.count == 1)
    }

    @Test func itHoldsNoMoreThanItMay() {
        let cache = PageCache(fingerprint: "x", maximumBytes: 40_000, maximumPages: 3)
        for number in 0..<50 {
            _ = cache.answer(Request(), size: 1, key: PageCache.Key(address: "/\(number)", language: "de")) {
                .text("page \(number)")
            }
            #expect(cache.count <= 4)
        }
        _ = cache.answer(Request(), size: 1, key: key) { .text(String(repeating: "x", count: 30_000)) }
        let again = cache.answer(Request(), size: 1, key: key) { .text("small") }
        #expect(again.status == 200)
    }
}
