/// Bytes that have arrived and are not yet consumed, in one buffer that is reused for the life of a connection.
struct ReceiveBuffer: Sendable {
    private var storage = [UInt8](repeating: 0, count: 8192)
    private var start = 0
    private var end = 0

    var count: Int { end - start }
    var isEmpty: Bool { start == end }

    mutating func append(_ bytes: some Collection<UInt8>) {
        makeSpace(bytes.count)
        storage.replaceSubrange(end..<end + bytes.count, with: bytes)
        end += bytes.count
    }

    /// Lets `read` fill free space of at least 4 KiB and returns how many bytes it says it wrote.
    mutating func receive(
        _ read: (UnsafeMutableBufferPointer<UInt8>) throws(HTTPError) -> Int
    ) throws(HTTPError) -> Int {
        makeSpace(4096)
        let free = end
        let count = try storage.withUnsafeMutableBufferPointer { (buffer) throws(HTTPError) -> Int in
            try read(UnsafeMutableBufferPointer(rebasing: buffer[free...]))
        }
        end += count
        return count
    }

    func withUnread<Result>(
        _ body: (borrowing Span<UInt8>) throws(HTTPError) -> Result
    ) throws(HTTPError) -> Result {
        try body(storage.span.extracting(start..<end))
    }

    /// A copy of unread bytes; `range` counts from the first unread byte.
    func copy(_ range: Range<Int>) -> [UInt8] { Array(storage[start + range.lowerBound..<start + range.upperBound]) }

    mutating func consume(_ count: Int) {
        start += count
        if start >= end {
            start = 0
            end = 0
        }
    }

    /// Makes room by moving the unread bytes to the front, and grows only when that is not enough.
    private mutating func makeSpace(_ space: Int) {
        if storage.count - end >= space { return }
        if start > 0 {
            let unread = end - start
            let from = start
            storage.withUnsafeMutableBufferPointer { buffer in
                for index in 0..<unread { buffer[index] = buffer[from + index] }
            }
            start = 0
            end = unread
        }
        if storage.count - end < space {
            storage.append(contentsOf: repeatElement(0, count: max(storage.count, space)))
        }
    }
}
