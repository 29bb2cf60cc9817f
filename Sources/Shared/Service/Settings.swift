import Glibc

/// The settings of one program: a commented JSON5 file, overridden by environment variables, overridden by flags.
///
/// A program reads it once through `root` and then calls `finish`, which refuses every key that nobody asked for, so a
/// misspelt key can't be overlooked. The key `http.maximumConnections` is `<PREFIX>_HTTP_MAXIMUM_CONNECTIONS` in the
/// environment.
public final class Settings {
    /// One setting as it took effect.
    public struct Effective: Sendable, Equatable {
        public enum Source: String, Sendable { case file, environment, flag, `default` }
        public let path: String
        public let value: String
        public let source: Source
    }

    public private(set) var effective: [Effective] = []

    private let tree: JSON5Node
    private let prefix: String
    private var environment: [String: String]
    private var flags: [String: String]
    /// The keys asked for, by the path of their section.
    private var asked: [String: [String]] = [:]
    private var askedVariables: [String] = []

    /// - Parameters:
    ///   - bytes: the file's content; nil for a program that runs without a file.
    ///   - file: its name, for errors.
    ///   - prefix: of the environment variables, without the underscore after it.
    ///   - ignoring: variables with that prefix that aren't settings.
    ///   - flags: `path=value` texts, as given on a command line.
    public init(
        _ bytes: [UInt8]?, file: String, prefix: String, environment: [String: String] = [:],
        ignoring: Set<String> = [], flags: [String] = []
    ) throws(ServiceError) {
        tree =
            try bytes.map { bytes throws(ServiceError) in try JSON5Parser.parse(bytes, file: file) }
            ?? JSON5Node(value: .section([]), line: 1)
        guard case .section = tree.value else {
            throw ServiceError(.malformed, "The settings must be one section in { }, not \(tree.kind).", at: file)
        }
        self.prefix = prefix
        self.environment = environment.filter { $0.key.hasPrefix(prefix + "_") && !ignoring.contains($0.key) }
        self.flags = [:]
        for flag in flags {
            guard let equals = flag.firstIndex(of: "="), equals != flag.startIndex else {
                throw ServiceError(.usage, "A setting is given as key=value.", at: printable(flag))
            }
            guard
                self.flags.updateValue(String(flag[flag.index(after: equals)...]), forKey: String(flag[..<equals]))
                    == nil
            else { throw ServiceError(.duplicateKey, "The setting is given twice.", at: printable(flag)) }
        }
    }

    public var root: SettingsReader { SettingsReader(settings: self, path: "", node: tree) }

    /// Refuses what nobody asked for, with the nearest key that somebody did.
    public func finish() throws(ServiceError) {
        try refuseLeftovers(tree, "")
        if let (flag, _) = flags.sorted(by: { $0.key < $1.key }).first {
            throw unknown(flag, among: effective.map(\.path), what: "setting")
        }
        if let (name, _) = environment.sorted(by: { $0.key < $1.key }).first {
            throw unknown(name, among: askedVariables, what: "environment variable")
        }
    }

    /// The settings in effect, one a line with where each comes from, for `--show-settings` and the like.
    public var report: String {
        effective.map { "\($0.path): \($0.value)  // \($0.source.rawValue)\n" }.joined()
    }

    func override(_ path: String) -> (text: String, source: Effective.Source)? {
        let name = prefix + "_" + Self.variable(path)
        askedVariables.append(name)
        // Taken out of both, so that a flag over a variable doesn't leave the variable unasked.
        let variable = environment.removeValue(forKey: name)
        if let flag = flags.removeValue(forKey: path) { return (flag, .flag) }
        return variable.map { ($0, .environment) }
    }

    func ask(_ key: String, in section: String) {
        asked[section, default: []].append(key)
    }

    func record(_ path: String, _ value: String, _ source: Effective.Source) {
        effective.append(Effective(path: path, value: value, source: source))
    }

    /// `http.maximumConnections` → `HTTP_MAXIMUM_CONNECTIONS`.
    static func variable(_ path: String) -> String {
        var result = ""
        var previousIsLower = false
        for character in path {
            if character.isUppercase, previousIsLower { result += "_" }
            result += character.isLetter || character.isNumber ? character.uppercased() : "_"
            previousIsLower = character.isLowercase || character.isNumber
        }
        return result
    }

    private func refuseLeftovers(_ node: JSON5Node, _ path: String) throws(ServiceError) {
        switch node.value {
        case .section(let members):
            // A section asked for as a whole but never read holds only leftovers as well.
            let known = asked[path] ?? []
            for member in members {
                let full = SettingsReader.join(path, member.key)
                guard known.contains(member.key) else {
                    throw unknown(
                        full, among: known.map { SettingsReader.join(path, $0) }, what: "setting", member.node)
                }
                try refuseLeftovers(member.node, full)
            }
        case .list(let elements):
            for (index, element) in elements.enumerated() { try refuseLeftovers(element, "\(path)[\(index)]") }
        default: break
        }
    }

    private func unknown(
        _ name: String, among known: [String], what: String, _ node: JSON5Node? = nil
    ) -> ServiceError {
        var reason = "This \(what) is not known"
        if let near = nearest(name, among: known) { reason += "; is \(near) meant?" } else { reason += "." }
        if let node { reason += " (line \(node.line))" }
        return ServiceError(.unknownKey, reason, at: printable(name))
    }
}

extension Settings {
    /// This process's environment.
    public static func processEnvironment() -> [String: String] {
        var result: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text)
            if let equals = pair.firstIndex(of: "=") {
                result[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
            }
            entry += 1
        }
        return result
    }
}
