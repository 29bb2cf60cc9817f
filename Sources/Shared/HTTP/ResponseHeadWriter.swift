/// Writes status line and fields into a buffer that is reused for a connection's life.
struct ResponseHeadWriter {
    enum Framing: Equatable {
        case length(Int)
        case chunked
        /// The end of the connection ends the body; or there is no body to frame.
        case none
    }

    private static let okLine = Array("HTTP/1.1 200 OK\r\n".utf8)
    private static let lengthName = Array("Content-Length: ".utf8)
    private static let chunkedLine = Array("Transfer-Encoding: chunked\r\n".utf8)
    private static let closeLine = Array("Connection: close\r\n".utf8)
    private static let owned = ["content-length", "transfer-encoding", "connection", "date", "keep-alive"]

    private var bytes: [UInt8] = []
    private var dateSecond = -1
    private var dateLine: [UInt8] = []

    mutating func head(_ response: Response, _ framing: Framing, closes: Bool) -> [UInt8] {
        bytes.removeAll(keepingCapacity: true)
        if response.status == 200 {
            bytes += Self.okLine
        } else {
            bytes.append("HTTP/1.1 ")
            bytes.append(decimal: min(max(response.status, 100), 999))
            bytes.append(" \(StatusPhrase.text(response.status))\r\n")
        }
        appendDate()
        appendFields(response.headers)
        switch framing {
        case .length(let length):
            bytes += Self.lengthName
            bytes.append(decimal: length)
            bytes += [0x0D, 0x0A]
        case .chunked: bytes += Self.chunkedLine
        case .none: break
        }
        if closes { bytes += Self.closeLine }
        bytes += [0x0D, 0x0A]
        return bytes
    }

    private mutating func appendFields(_ headers: Headers) {
        let wire = headers.wire.span
        let isPlain = !headers.fields.contains { Self.isOwned(wire, $0) }
        if isPlain {
            bytes += headers.wire
            return
        }
        for field in headers.fields where !Self.isOwned(wire, field) {
            bytes += headers.wire[field.name.lowerBound..<field.value.upperBound]
            bytes += [0x0D, 0x0A]
        }
    }

    private static func isOwned(_ wire: borrowing Span<UInt8>, _ field: Headers.Field) -> Bool {
        for name in owned where spells(wire, field.name, name) { return true }
        return false
    }

    private mutating func appendDate() {
        let now = HTTPDate.nowInSeconds()
        if now != dateSecond {
            dateSecond = now
            dateLine = Array("Date: \(HTTPDate.text(secondsSince1970: now))\r\n".utf8)
        }
        bytes += dateLine
    }
}
