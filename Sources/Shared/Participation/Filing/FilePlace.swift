import Crypto
import Pages

import struct Service.JSON5Node

/// A place in a participation file: a value, where it stands, and where faults go.
///
/// Reading never throws: what is wrong is noted with path and line, and reading goes on with a stand-in.
public struct FilePlace {
    public let path: String
    public let line: Int
    /// nil where nothing stands, or null.
    private let value: JSON5Node.Value?
    public let faults: FileFaults

    public init(_ node: JSON5Node, faults: FileFaults) {
        self.init(path: "", line: node.line, value: node.value, faults: faults)
    }

    private init(path: String, line: Int, value: JSON5Node.Value?, faults: FileFaults) {
        self.path = path
        self.line = line
        if case .null? = value { self.value = nil } else { self.value = value }
        self.faults = faults
    }

    public var isMissing: Bool { value == nil }

    /// Whether something in it was refused.
    public var hasFault: Bool { faults.all.contains { $0.path == path || $0.path.hasPrefix(path + ".") } }

    public func refuse(_ sentence: Phrase) { faults.add(path.isEmpty ? "." : path, line, sentence) }

    // MARK: Sections and lists

    /// Refuses whatever is no section, and members that are not known here.
    /// - Returns: false where it cannot be read at all.
    public func hasOnly(_ known: [String]) -> Bool {
        guard case .section(let members)? = value else {
            refuse(expected(Phrase(de: "ein Abschnitt in geschweiften Klammern", en: "a section in braces")))
            return false
        }
        for member in members where !known.contains(member.key) {
            let shown = String(member.key.prefix(40))
            child(member.key, member.node).refuse(
                Phrase(
                    de: "„\(shown)“ gibt es hier nicht. Möglich sind: \(known.joined(separator: ", ")).",
                    en: "There is no \"\(shown)\" here. Possible are: \(known.joined(separator: ", "))."))
        }
        return true
    }

    public subscript(key: String) -> FilePlace {
        if case .section(let members)? = value, let member = members.first(where: { $0.key == key }) {
            return child(key, member.node)
        }
        return FilePlace(path: path.isEmpty ? key : "\(path).\(key)", line: line, value: nil, faults: faults)
    }

    private func child(_ key: String, _ node: JSON5Node) -> FilePlace {
        FilePlace(path: path.isEmpty ? key : "\(path).\(key)", line: node.line, value: node.value, faults: faults)
    }

    /// What stands in a list; nothing where it is missing.
    public func list(most: Int = 100_000) -> [FilePlace] {
        guard let value else { return [] }
        guard case .list(let nodes) = value else {
            refuse(expected(Phrase(de: "eine Liste in eckigen Klammern", en: "a list in brackets")))
            return []
        }
        if nodes.count > most {
            refuse(
                Phrase(
                    de: "Das sind \(nodes.count); höchstens \(most) sind möglich.",
                    en: "These are \(nodes.count); at most \(most) are possible."))
        }
        return nodes.prefix(most).enumerated().map { number, node in
            FilePlace(path: "\(path)[\(number + 1)]", line: node.line, value: node.value, faults: faults)
        }
    }

    /// The members of a section whose names are data.
    public func members() -> [(key: String, place: FilePlace)] {
        guard let value else { return [] }
        guard case .section(let members) = value else {
            refuse(expected(Phrase(de: "ein Abschnitt in geschweiften Klammern", en: "a section in braces")))
            return []
        }
        return members.map { ($0.key, child($0.key, $0.node)) }
    }

    // MARK: Values

    /// A text, or a list of texts that are its paragraphs; empty where it is missing.
    public func text() -> String {
        switch value {
        case nil: return ""
        case .text(let text): return text
        case .list: return list().map { $0.text() }.joined(separator: "\n\n")
        case .integer(let number): return "\(number)"
        default:
            refuse(expected(Phrase(de: "ein Text in Anführungszeichen", en: "a text in quotation marks")))
            return ""
        }
    }

    public func texts() -> [String] { list().map { $0.text() } }

    public func flag(_ standard: Bool = false) -> Bool {
        switch value {
        case nil: return standard
        case .boolean(let flag): return flag
        default:
            refuse(expected(Phrase(de: "true oder false", en: "true or false")))
            return standard
        }
    }

    /// A whole number of the range; nil where it is missing or wrong.
    public func integer(_ range: ClosedRange<Int64>) -> Int64? {
        guard let value else { return nil }
        if case .integer(let number) = value, range.contains(number) { return number }
        refuse(
            expected(
                Phrase(
                    de: "eine ganze Zahl von \(range.lowerBound) bis \(range.upperBound)",
                    en: "a whole number from \(range.lowerBound) to \(range.upperBound)")))
        return nil
    }

    /// One of the raw values of a type; `standard` where it is missing, which is a fault where that is nil.
    public func word<Word: RawRepresentable<String> & CaseIterable>(_ standard: Word? = nil) -> Word? {
        if value == nil, let standard { return standard }
        if case .text(let text)? = value, let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        refuse(expected(Phrase(de: "eines von: \(known)", en: "one of: \(known)")))
        return nil
    }

    /// The identifier of a thing: it goes by this name in the file, and stays itself when the file is read again.
    public func identifier() -> String? {
        if case .text(let text)? = value, text == Slug.make(text) { return text }
        refuse(
            expected(
                Phrase(
                    de: "eine Kennung aus Kleinbuchstaben, Ziffern und Bindestrichen, höchstens 60 Zeichen",
                    en: "an identifier of lower-case letters, digits and hyphens, at most 60 characters")))
        return nil
    }

    /// A day, or a day and a time in Germany, as seconds since 1970. Noon where no time is said.
    /// - Parameter latest: what lies after it has not happened yet.
    public func moment(latest: Int64) -> Int64? {
        guard let found = moment() else {
            refuse(
                expected(
                    Phrase(
                        de: "ein Tag wie „2026-03-31“ oder ein Zeitpunkt wie „2026-03-31 18:30“",
                        en: "a day such as \"2026-03-31\" or a moment such as \"2026-03-31 18:30\"")))
            return nil
        }
        guard found <= latest else {
            refuse(
                Phrase(
                    de: "Das liegt in der Zukunft; erwartet wird, was schon geschehen ist.",
                    en: "This lies in the future; expected is what has happened."))
            return nil
        }
        return found
    }

    private func moment() -> Int64? {
        guard case .text(let text)? = value else { return nil }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let day = CivilDay(String(parts[0])) else { return nil }
        guard parts.count == 2 else { return day.start + 12 * 3600 }
        let time = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard time.count == 2,
            time.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int64(time[0]), let minute = Int64(time[1]), hour < 24, minute < 60
        else { return nil }
        return day.start + hour * 3600 + minute * 60
    }

    private func expected(_ what: Phrase) -> Phrase {
        let found: Phrase? =
            switch value {
            case nil, .null: nil
            case .text(let text): Phrase(de: "„\(text.prefix(60))“", en: "\"\(text.prefix(60))\"")
            case .integer(let number): Phrase(de: "\(number)", en: "\(number)")
            case .decimal(let number): Phrase(de: String(number.prefix(40)), en: String(number.prefix(40)))
            case .boolean(let flag): Phrase(de: "\(flag)", en: "\(flag)")
            case .list: Phrase(de: "eine Liste", en: "a list")
            case .section: Phrase(de: "ein Abschnitt", en: "a section")
            }
        guard let found else {
            return Phrase(
                de: "Hier fehlt etwas. Erwartet wird \(what(.german)).",
                en: "Something is missing here. Expected is \(what(.english)).")
        }
        return Phrase(
            de: "Erwartet wird \(what(.german)); hier steht \(found(.german)).",
            en: "Expected is \(what(.english)); found is \(found(.english)).")
    }

    // MARK: Digest

    /// What stands here without some members, so that a later reading finds out whether it was changed.
    func digest(without left: Set<String> = []) -> [UInt8] {
        var text = ""
        Self.write(value, without: left, into: &text)
        return SHA256.digest(Array(text.utf8)).bytes
    }

    private static func write(_ value: JSON5Node.Value?, without left: Set<String>, into text: inout String) {
        switch value {
        case nil, .null: text += "n"
        case .boolean(let flag): text += flag ? "t" : "f"
        case .integer(let number): text += "i\(number);"
        case .decimal(let number): text += "d\(number);"
        // The length keeps neighbours apart.
        case .text(let string): text += "s\(string.utf8.count):\(string)"
        case .list(let nodes):
            text += "["
            for node in nodes { write(node.value, without: [], into: &text) }
            text += "]"
        case .section(let members):
            text += "{"
            for member in members.sorted(by: { $0.key < $1.key }) where !left.contains(member.key) {
                if case .null = member.node.value { continue }
                text += "\(member.key.utf8.count):\(member.key)"
                write(member.node.value, without: [], into: &text)
            }
            text += "}"
        }
    }
}
