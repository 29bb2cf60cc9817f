import Pages

/// What is wrong in a participation file, in the order in which it was found. One file is read by one thread.
public final class FileFaults {
    public struct Fault: Sendable, Hashable {
        /// Such as `ideas[3].title`, counted from 1 as people count.
        public let path: String
        public let line: Int
        public let sentence: Phrase

        public func text(_ language: Language) -> String {
            Phrase(de: "\(path) (Zeile \(line)): ", en: "\(path) (line \(line)): ")(language) + sentence(language)
        }
    }

    public private(set) var all: [Fault] = []

    public init() {}

    /// Notes a fault; the first one of a place counts.
    func add(_ path: String, _ line: Int, _ sentence: Phrase) {
        guard !all.contains(where: { $0.path == path }) else { return }
        all.append(Fault(path: path, line: line, sentence: sentence))
    }
}
