/// Decodes the chunked transfer coding (RFC 9112 section 7.1) from pieces of any size:
///
///     1*HEXDIG [ extension ] CRLF data CRLF … 1*"0" [ extension ] CRLF *( field-line CRLF ) CRLF
///
/// Extensions are skipped and trailer fields checked and dropped; both are bounded.
struct ChunkedDecoder: Sendable {
    private enum State: Sendable {
        case size, lineEnd, lineExtension, data, dataReturn, dataLineFeed, trailer, done
    }

    static let maximumOverhead = 16384

    private let maximumBytes: Int
    private var state = State.size
    private var digits = 0
    private var size = 0
    private var remaining = 0
    private var total = 0
    private var overhead = 0
    private var trailer: [UInt8] = []

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    var isDone: Bool { state == .done }

    /// Appends what it decodes to `body` and returns how many bytes of `input` it used: all, or up to the end of
    /// the coding. Errors: malformed (400) or longer than allowed (413).
    mutating func decode(_ input: borrowing Span<UInt8>, into body: inout [UInt8]) throws(HTTPError) -> Int {
        var index = 0
        while index < input.count, state != .done {
            if state == .data {
                let count = min(remaining, input.count - index)
                input.extracting(index..<index + count).withUnsafeBufferPointer { body.append(contentsOf: $0) }
                index += count
                remaining -= count
                if remaining == 0 { state = .dataReturn }
                continue
            }
            try take(input[index])
            index += 1
        }
        return index
    }

    private mutating func take(_ byte: UInt8) throws(HTTPError) {
        switch state {
        case .size: try takeSize(byte)
        case .lineExtension:
            if byte == 0x0D {
                state = .lineEnd
            } else {
                guard isFieldValue(byte) else { throw .badRequest("A chunk extension holds a control character.") }
                try countOverhead()
            }
        case .lineEnd:
            guard byte == 0x0A else { throw .badRequest("A chunk size line does not end in CR LF.") }
            digits = 0
            remaining = size
            state = size == 0 ? .trailer : .data
            size = 0
        case .dataReturn:
            guard byte == 0x0D else { throw .badRequest("A chunk is longer than its size says.") }
            state = .dataLineFeed
        case .dataLineFeed:
            guard byte == 0x0A else { throw .badRequest("A chunk does not end in CR LF.") }
            state = .size
        case .trailer: try takeTrailer(byte)
        case .data, .done: break
        }
    }

    private mutating func takeSize(_ byte: UInt8) throws(HTTPError) {
        if let value = hexValue(byte) {
            guard digits < 15 else { throw .badRequest("A chunk size has more than 15 digits.") }
            digits += 1
            size = size << 4 | Int(value)
            return
        }
        guard digits > 0, byte == 0x0D || byte == 0x3B else {
            throw .badRequest("A chunk does not begin with its size in hexadecimal digits.")
        }
        guard size <= maximumBytes - total else {
            throw HTTPError(
                .requestTooLarge, "The body is longer than the \(maximumBytes) bytes allowed.", status: 413)
        }
        total += size
        // A body of very many tiny chunks costs more than it carries; each one counts a little.
        if size > 0, size < 8 { try countOverhead() }
        state = byte == 0x0D ? .lineEnd : .lineExtension
    }

    private mutating func takeTrailer(_ byte: UInt8) throws(HTTPError) {
        try countOverhead()
        trailer.append(byte)
        guard byte == 0x0A else { return }
        guard trailer.count >= 2, trailer[trailer.count - 2] == 0x0D else {
            throw .badRequest("A trailer line ends in a bare line feed; CR LF is expected.")
        }
        if trailer.count > 2 {
            _ = try FieldParser.parse(trailer.span, 0..<trailer.count)
            trailer.removeAll(keepingCapacity: true)
        } else {
            state = .done
        }
    }

    private mutating func countOverhead() throws(HTTPError) {
        overhead += 1
        guard overhead <= Self.maximumOverhead else {
            throw HTTPError(
                .requestTooLarge, "Chunk extensions and trailers take more than \(Self.maximumOverhead) bytes.",
                status: 413)
        }
    }
}
