import Glibc

/// Sends responses over a connection: frames the body, keeps its promise about the length, or breaks off.
struct ResponseSender {
    struct Outcome {
        var status: Int
        var bytes = 0
        var isComplete = false
        var keepsAlive = false
    }

    private let configuration: ServerConfiguration
    private var writer = ResponseHeadWriter()

    init(configuration: ServerConfiguration) { self.configuration = configuration }

    /// Sends "100 Continue"; false when the connection is lost.
    mutating func sendContinue(_ transport: inout Transport) -> Bool {
        var patience = makePatience()
        do throws(HTTPError) {
            try transport.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), [], patience: &patience)
            return true
        } catch {
            return false
        }
    }

    mutating func send(
        _ response: Response, to request: Request, keepsAlive: Bool, allowsChunked: Bool,
        over transport: inout Transport
    ) -> Outcome {
        let hasNoBody = response.status < 200 || response.status == 204 || response.status == 304
        let isHead = request.method == "HEAD"
        switch response.body {
        case .bytes(let body):
            let framing = hasNoBody ? ResponseHeadWriter.Framing.none : .length(body.count)
            return send(response, framing, isHead || hasNoBody ? [] : body, keepsAlive, over: &transport)
        case .stream(let length, let produce):
            let framing: ResponseHeadWriter.Framing =
                hasNoBody ? .none : length.map { .length($0) } ?? (allowsChunked ? .chunked : .none)
            if isHead || hasNoBody { return send(response, framing, [], keepsAlive, over: &transport) }
            return stream(response, framing, produce, keepsAlive && framing != .none, over: &transport)
        case .file(let path):
            guard let file = OpenFile(path: path) else { return fail(over: &transport, isHead: isHead) }
            let framing = hasNoBody ? ResponseHeadWriter.Framing.none : .length(file.length)
            if isHead || hasNoBody { return send(response, framing, [], keepsAlive, over: &transport) }
            return stream(response, framing, file.send, keepsAlive, over: &transport)
        }
    }

    private mutating func send(
        _ response: Response, _ framing: ResponseHeadWriter.Framing, _ body: [UInt8], _ keepsAlive: Bool,
        over transport: inout Transport
    ) -> Outcome {
        var outcome = Outcome(status: response.status)
        var patience = makePatience()
        let head = writer.head(response, framing, closes: !keepsAlive)
        do throws(HTTPError) {
            try transport.write(head, body, patience: &patience)
            outcome.bytes = head.count + body.count
            outcome.isComplete = true
            outcome.keepsAlive = keepsAlive
        } catch {
            transport.abort()
        }
        return outcome
    }

    private mutating func stream(
        _ response: Response, _ framing: ResponseHeadWriter.Framing,
        _ produce: (_ write: ([UInt8]) throws -> Void) throws -> Void, _ keepsAlive: Bool,
        over transport: inout Transport
    ) -> Outcome {
        var outcome = Outcome(status: response.status)
        var patience = makePatience()
        var bodyBytes = 0
        // The head waits for the first bytes, and each chunk's end for the next chunk: one write for both.
        var prefix = writer.head(response, framing, closes: !keepsAlive)
        var hasBegun = false
        func put(_ before: [UInt8], _ bytes: [UInt8]) throws(HTTPError) {
            hasBegun = true
            try transport.write(before, bytes, patience: &patience)
            outcome.bytes += before.count + bytes.count
        }
        do {
            try produce { bytes in
                guard !bytes.isEmpty else { return }
                bodyBytes += bytes.count
                if case .length(let length) = framing, bodyBytes > length { throw Self.mismatch }
                if framing == .chunked { prefix.append(String(bytes.count, radix: 16) + "\r\n") }
                try put(prefix, bytes)
                prefix = framing == .chunked ? [0x0D, 0x0A] : []
            }
            if case .length(let length) = framing, bodyBytes != length { throw Self.mismatch }
            if framing == .chunked { prefix.append("0\r\n\r\n") }
            if !prefix.isEmpty { try put(prefix, []) }
            outcome.isComplete = true
            outcome.keepsAlive = keepsAlive
        } catch {
            if !hasBegun { return fail(over: &transport, isHead: false) }
            transport.abort()
        }
        return outcome
    }

    /// The answer in place of a body that could not even begin.
    private mutating func fail(over transport: inout Transport, isHead: Bool) -> Outcome {
        let response = configuration.refusal(500, "The answer could not be made.", nil)
        guard case .bytes(let body) = response.body else { return Outcome(status: 500) }
        return send(response, .length(body.count), isHead ? [] : body, false, over: &transport)
    }

    private func makePatience() -> WritePatience {
        WritePatience(seconds: configuration.writeDeadline, rate: 16384)
    }

    private static var mismatch: HTTPError {
        HTTPError(.bodyLengthMismatch, "The body's producer wrote another number of bytes than it announced.")
    }
}

/// A regular file opened for reading, with the length it had then.
private final class OpenFile {
    let length: Int
    private let descriptor: Int32

    init?(path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        length = Int(status.st_size)
    }

    deinit { close(descriptor) }

    func send(_ write: ([UInt8]) throws -> Void) throws {
        var sent = 0
        while sent < length {
            let wanted = min(length - sent, 65536)
            let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                count = max(0, pread(descriptor, buffer.baseAddress, wanted, off_t(sent)))
            }
            guard !bytes.isEmpty else { throw HTTPError(.unreadableFile, "The file became shorter while it was sent.") }
            try write(bytes)
            sent += bytes.count
        }
    }
}
