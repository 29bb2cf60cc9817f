/// What the user gave to a command: complete, because the command line has checked it.
public struct Invocation: Sendable {
    public let command: [String]
    private let arguments: [String: [String]]
    private let options: [String: [String]]

    init(command: [String], arguments: [String: [String]], options: [String: [String]]) {
        self.command = command
        self.arguments = arguments
        self.options = options
    }

    /// A required argument.
    public func argument(_ name: String) throws(ServiceError) -> String {
        guard let value = arguments[name]?.first else {
            throw ServiceError(.usage, "The argument is missing.", at: name)
        }
        return value
    }

    public func optionalArgument(_ name: String) -> String? { arguments[name]?.first }

    /// All values of a repeated argument.
    public func repeatedArgument(_ name: String) -> [String] { arguments[name] ?? [] }

    /// The value of an option, its default, or nil.
    public func option(_ name: String) -> String? { options[name]?.last }

    /// All values of a repeatable option.
    public func repeatedOption(_ name: String) -> [String] { options[name] ?? [] }

    /// The value of an option that the command can't do without.
    public func requiredOption(_ name: String) throws(ServiceError) -> String {
        guard let value = option(name) else { throw ServiceError(.usage, "The option is required.", at: "--" + name) }
        return value
    }

    public func flag(_ name: String) -> Bool { options[name] != nil }

    /// The value of an option as an integer in a range.
    public func integerOption(_ name: String, in range: ClosedRange<Int>) throws(ServiceError) -> Int? {
        guard let text = option(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw ServiceError(
                .usage, "An integer from \(range.lowerBound) to \(range.upperBound) is expected.", at: "--" + name)
        }
        return number
    }
}
