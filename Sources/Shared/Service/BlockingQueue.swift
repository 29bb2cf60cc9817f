/// A bounded queue between threads; a consumer can take everything that waits at once, as a group commit needs it.
public final class BlockingQueue<Item: Sendable>: Sendable {
    private struct State: Sendable {
        var items: [Item] = []
        var isClosed = false
    }

    private let capacity: Int
    private let state = Condition(State())

    public init(capacity: Int) { self.capacity = max(1, capacity) }

    /// Adds an item; false at once when the queue is full or closed, so that the caller can answer "busy".
    public func push(_ item: Item) -> Bool {
        state.change { state in
            guard !state.isClosed, state.items.count < capacity else { return false }
            state.items.append(item)
            return true
        }
    }

    /// Adds an item, waiting for room; false when the queue is closed or the time is over.
    public func pushWaiting(_ item: Item, timeout: Duration? = nil) -> Bool {
        state.wait(timeout: timeout) { state -> Bool? in
            if state.isClosed { return false }
            guard state.items.count < capacity else { return nil }
            state.items.append(item)
            return true
        } ?? false
    }

    /// Takes everything that waits, oldest first, at most `maximum`; waits for a first item.
    /// Empty when the time is over; nil when the queue is closed and drained.
    public func popAll(maximum: Int = .max, timeout: Duration? = nil) -> [Item]? {
        let popped = state.wait(timeout: timeout) { state -> [Item]?? in
            if state.items.isEmpty { return state.isClosed ? .some(nil) : nil }
            let taken = Array(state.items.prefix(max(1, maximum)))
            state.items.removeFirst(taken.count)
            return taken
        }
        return popped ?? []
    }

    /// Refuses further items; those that wait can still be taken.
    public func close() {
        state.change { $0.isClosed = true }
    }

    public var count: Int { state.change { $0.items.count } }
}
