/// One command of a program: its words, its texts, what it takes and what it does.
public struct Command: Sendable {
    /// A positional argument.
    public struct Argument: Sendable {
        public enum Kind: Sendable { case required, optional, repeated }

        let name: String
        let summary: Wording
        let kind: Kind

        public init(_ name: String, _ summary: Wording, _ kind: Kind = .required) {
            self.name = name
            self.summary = summary
            self.kind = kind
        }
    }

    /// `--name VALUE`, or a flag when it has no placeholder for a value.
    public struct Option: Sendable {
        let name: String
        let placeholder: String?
        let summary: Wording
        let standard: String?
        let isRepeatable: Bool

        /// - Parameters:
        ///   - name: without the dashes.
        ///   - value: placeholder of the value, such as `FILE`; nil makes a flag.
        ///   - standard: the value when the option isn't given, shown in the help.
        public init(
            _ name: String, value: String? = nil, _ summary: Wording, default standard: String? = nil,
            repeatable: Bool = false
        ) {
            self.name = name
            placeholder = value
            self.summary = summary
            self.standard = standard
            isRepeatable = repeatable
        }
    }

    let words: [String]
    let summary: Wording
    let details: Wording?
    let arguments: [Argument]
    let options: [Option]
    let run: @Sendable (Invocation, Console) throws -> Int32

    /// - Parameters:
    ///   - words: such as `["framework", "publish"]`; empty for a program with a single command.
    ///   - details: further paragraphs for the command's own help.
    ///   - run: gives the exit status.
    public init(
        _ words: [String], _ summary: Wording, details: Wording? = nil, arguments: [Argument] = [],
        options: [Option] = [], run: @escaping @Sendable (Invocation, Console) throws -> Int32
    ) {
        self.words = words
        self.summary = summary
        self.details = details
        self.arguments = arguments
        self.options = options
        self.run = run
    }
}
