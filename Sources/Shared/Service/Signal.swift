/// Wakes a waiting thread; a signal given while none waits is kept, once.
public final class Signal: Sendable {
    private let state = Condition(false)

    public init() {}

    public func notify() { state.change { $0 = true } }

    /// True when signalled, false when the time is over; nil waits for ever.
    public func wait(timeout: Duration? = nil) -> Bool {
        state.wait(timeout: timeout) { isSet -> Bool? in
            guard isSet else { return nil }
            isSet = false
            return true
        } ?? false
    }
}

/// A result that one thread hands to others, once: the receipt a connection thread waits for.
public final class Completion<Value: Sendable>: Sendable {
    private let state = Condition<Value?>(nil)

    public init() {}

    /// The first value stays; false for later ones.
    @discardableResult
    public func fulfil(_ value: Value) -> Bool {
        state.change { current in
            guard current == nil else { return false }
            current = value
            return true
        }
    }

    /// The value, or nil when the time is over first.
    public func wait(timeout: Duration? = nil) -> Value? {
        state.wait(timeout: timeout) { $0 }
    }
}
