import Glibc

/// Writes one line an event, readable or as JSON, with a single write(2) each, so that lines of threads never mix.
///
/// An event is a literal and its fields are typed, so a contribution, a name or an address can't slip into a log by
/// accident.
public struct Logger: Sendable {
    public enum Level: String, Sendable, CaseIterable, Comparable {
        case debug, info, warning, error

        public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
        // A switch and no search in a list: it is asked for every request.
        private var rank: Int {
            switch self {
            case .debug: 0
            case .info: 1
            case .warning: 2
            case .error: 3
            }
        }
    }

    public enum Format: String, Sendable, CaseIterable { case readable, json }

    private let format: Format
    private let minimum: Level
    private let descriptor: Int32
    private let now: @Sendable () -> Timestamp
    private let fields: [LogField]

    public init(
        format: Format, minimum: Level = .info, descriptor: Int32 = 2, now: @escaping @Sendable () -> Timestamp,
        fields: [LogField] = []
    ) {
        self.format = format
        self.minimum = minimum
        self.descriptor = descriptor
        self.now = now
        self.fields = fields
    }

    /// A logger that adds `more` to each line, such as a request's id.
    public func with(_ more: LogField...) -> Logger {
        Logger(format: format, minimum: minimum, descriptor: descriptor, now: now, fields: fields + more)
    }

    public func debug(_ event: StaticString, _ more: LogField...) { log(.debug, event, more) }
    public func info(_ event: StaticString, _ more: LogField...) { log(.info, event, more) }
    public func warning(_ event: StaticString, _ more: LogField...) { log(.warning, event, more) }
    public func error(_ event: StaticString, _ more: LogField...) { log(.error, event, more) }

    /// The fields are made only where the line is written.
    public func log(_ level: Level, _ event: StaticString, _ fields: @autoclosure () -> [LogField]) {
        guard level >= minimum else { return }
        let more = fields()
        writeAll(descriptor, Array(line(level, event, self.fields + more).utf8))
    }

    private func line(_ level: Level, _ event: StaticString, _ fields: [LogField]) -> String {
        let time = now().textWithMilliseconds
        switch format {
        case .readable:
            let name = level.rawValue.uppercased()
            let rest = fields.map { " \($0.key)=\($0.readable)" }.joined()
            return "\(time) \(name) \(event)\(rest)\n"
        case .json:
            let head = "{\"time\":\"\(time)\",\"level\":\"\(level.rawValue)\",\"event\":\(jsonText("\(event)"))"
            return head + fields.map { ",\(jsonText("\($0.key)")):\($0.json)" }.joined() + "}\n"
        }
    }
}

/// Writes everything or gives up silently: a log that can't be written must not stop the program.
@discardableResult
func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    var start = 0
    while start < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
            write(descriptor, buffer.baseAddress.map { $0 + start }, bytes.count - start)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        start += count
    }
    return true
}

/// A JSON string with its quotes; control characters and U+2028/2029 are escaped.
func jsonText(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x22, 0x5c:
            result += "\\"
            result.unicodeScalars.append(scalar)
        case 0..<0x20, 0x7f...0x9f, 0x200b...0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff:
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
