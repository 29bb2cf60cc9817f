/// One typed field of a log line; there is no kind for free text.
public struct LogField: Sendable {
    enum Value: Sendable {
        case code(String), number(Int64), milliseconds(Int64), boolean(Bool), path(String), failure(String)
    }

    let key: StaticString
    let value: Value

    /// An identifier of the program's own: letters, digits and `. _ : / + = -`, at most 128; anything else is withheld.
    public static func code(_ key: StaticString, _ code: String) -> LogField {
        let isCode = (1...128 ~= code.utf8.count) && code.utf8.allSatisfy(isCodeByte)
        return LogField(key: key, value: .code(isCode ? code : "(withheld)"))
    }

    public static func number(_ key: StaticString, _ number: some BinaryInteger) -> LogField {
        LogField(key: key, value: .number(Int64(clamping: number)))
    }

    /// Written in whole milliseconds.
    public static func duration(_ key: StaticString, _ duration: Duration) -> LogField {
        let (seconds, attoseconds) = duration.components
        let whole = seconds.multipliedReportingOverflow(by: 1000)
        let milliseconds = whole.overflow ? Int64.max : whole.partialValue + attoseconds / 1_000_000_000_000_000
        return LogField(key: key, value: .milliseconds(milliseconds))
    }

    public static func boolean(_ key: StaticString, _ flag: Bool) -> LogField {
        LogField(key: key, value: .boolean(flag))
    }

    /// A path of this machine's file system or a route, never one with a person's data in it.
    public static func path(_ key: StaticString, _ path: String) -> LogField {
        LogField(key: key, value: .path(path))
    }

    /// An error of the program: its own description, which by the rules of every target holds no personal data.
    public static func failure(_ error: any Error) -> LogField {
        LogField(key: "failure", value: .failure("\(error)"))
    }

    var readable: String {
        switch value {
        case .code(let code): code
        case .number(let number): String(number)
        case .milliseconds(let number): "\(number)ms"
        case .boolean(let flag): String(flag)
        case .path(let text), .failure(let text): jsonText(printable(text))
        }
    }

    var json: String {
        switch value {
        case .code(let code): jsonText(code)
        case .number(let number), .milliseconds(let number): String(number)
        case .boolean(let flag): String(flag)
        case .path(let text), .failure(let text): jsonText(printable(text))
        }
    }

    private static func isCodeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: Array("._:/+=-".utf8).contains(byte)
        }
    }
}
