import Glibc
import Synchronization

/// What a command line program reads and writes: data to standard output, speech to standard error.
public final class Console: Sendable {
    public let language: Language
    private let input: Int32
    private let output: Int32
    private let speech: Int32
    private let isTerminal: Bool
    private let usesColours: Bool
    private let failed = Atomic<Bool>(false)

    public init(
        environment: [String: String] = Settings.processEnvironment(), input: Int32 = 0, output: Int32 = 1,
        speech: Int32 = 2
    ) {
        language = Language(environment: environment)
        self.input = input
        self.output = output
        self.speech = speech
        isTerminal = isatty(speech) == 1 && environment["TERM"] != "dumb"
        // https://no-color.org: set and not empty.
        usesColours = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
    }

    /// A line of data.
    public func print(_ line: String) { write(Array((line + "\n").utf8)) }

    /// Data as it is.
    public func write(_ bytes: [UInt8]) {
        if !writeAll(output, bytes) { failed.store(true, ordering: .relaxed) }
    }

    /// True when data could not be written, so that a program can't report success over a full disk.
    public var outputFailed: Bool { failed.load(ordering: .relaxed) }

    public func say(_ text: String) { speak(text) }
    public func say(_ wording: Wording) { speak(wording.text(language)) }

    /// What the user could do next.
    public func hint(_ wording: Wording) { speak(paint("→ ", "36") + wording.text(language)) }

    public func warn(_ wording: Wording) {
        speak(paint(Wording(de: "Warnung: ", en: "warning: ").text(language), "33") + wording.text(language))
    }

    public func fail(_ text: String) {
        speak(paint(Wording(de: "Fehler: ", en: "error: ").text(language), "31") + text)
    }

    /// The progress of long work of `total` steps.
    public func progress(_ what: Wording, total: Int) -> Progress {
        Progress(what.text(language), total: total, isTerminal: isTerminal) { [speech] in
            writeAll(speech, Array($0.utf8))
        }
    }

    /// Asks a question; only a clear yes is one, and so an end of input is none.
    public func confirm(_ question: Wording) -> Bool {
        writeAll(speech, Array((question.text(language) + (language == .german ? " [j/N] " : " [y/N] ")).utf8))
        let answer = trimmed(Substring(readLine() ?? "")).lowercased()
        return (language == .german ? ["j", "ja"] : ["y", "yes"]).contains(answer)
    }

    /// One line of input of at most 4096 bytes, without its end; nil at the end of input.
    public func readLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < 4096 {
            let count = read(input, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
            if byte == 0x0a { break }
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }

    /// Whether somebody sits at the input who can be asked.
    public var canAsk: Bool { isatty(input) == 1 }

    /// Asks for something that is not shown while it is typed: one line of at most 1024 bytes. nil where nobody can be
    /// asked, or Ctrl-C or Ctrl-D was pressed.
    public func readSecret(_ question: Wording) -> [UInt8]? {
        var before = termios()
        guard canAsk, tcgetattr(input, &before) == 0 else { return nil }
        var silent = before
        // Ctrl-C is read as a character, so that nothing can leave the terminal silent.
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        withUnsafeMutableBytes(of: &silent.c_cc) { controls in
            controls[Int(VMIN)] = 1
            controls[Int(VTIME)] = 0
        }
        writeAll(speech, Array((question.text(language) + " ").utf8))
        guard tcsetattr(input, TCSAFLUSH, &silent) == 0 else { return nil }
        defer {
            _ = tcsetattr(input, TCSAFLUSH, &before)
            writeAll(speech, [0x0A])
        }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(input, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != 0x03, byte != 0x04 else { return nil }
            switch byte {
            case 0x0A, 0x0D: return line
            case 0x08, 0x7F:
                // A whole character, however many bytes it has.
                while let last = line.popLast(), last & 0xC0 == 0x80 {}
            case 0x15: line.removeAll()
            default: if line.count < 1024 { line.append(byte) }
            }
        }
    }

    private func speak(_ text: String) { writeAll(speech, Array((text + "\n").utf8)) }

    private func paint(_ text: String, _ colour: String) -> String {
        usesColours ? "\u{1b}[\(colour)m\(text)\u{1b}[0m" : text
    }
}

/// The progress of one long piece of work: a line that moves on a terminal, else a line at each tenth.
public final class Progress: Sendable {
    private let what: String
    private let total: Int
    private let isTerminal: Bool
    private let write: @Sendable (String) -> Void
    private let shown = Mutex(-1)

    init(_ what: String, total: Int, isTerminal: Bool, write: @escaping @Sendable (String) -> Void) {
        self.what = what
        self.total = max(1, total)
        self.isTerminal = isTerminal
        self.write = write
    }

    /// Steps done so far.
    public func advance(to done: Int) {
        let percent = Int(Double(min(max(0, done), total)) / Double(total) * 100)
        let step = isTerminal ? percent : percent / 10 * 10
        shown.withLock { shown in
            guard step > shown else { return }
            shown = step
            write(isTerminal ? "\r\(what) \(step) %" : "\(what) \(step) %\n")
        }
    }

    public func finish() {
        advance(to: total)
        if isTerminal { write("\n") }
    }
}
