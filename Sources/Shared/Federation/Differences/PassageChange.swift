/// One line of a passage as people read it: what it is called and what it says.
public struct PassageLine: Hashable, Sendable {
    public let label: LocalizedText
    public let text: LocalizedText

    init(_ german: String, _ english: String, _ text: LocalizedText) {
        label = LocalizedText(german: german, english: english)
        self.text = text
    }

    /// What a town says is in one language.
    init(_ german: String, _ english: String, _ text: String) {
        self.init(german, english, LocalizedText(german: text, english: text))
    }
}

/// What became of one passage between two texts.
public struct PassageChange<Place: Hashable & Sendable>: Sendable {
    public enum Kind: Sendable {
        case added, changed, removed
    }

    /// A line that differs; the text is empty on the side where there was none.
    public struct Line: Hashable, Sendable {
        public let label: LocalizedText
        public let old: LocalizedText
        public let new: LocalizedText
    }

    public let place: Place
    /// What people call the passage: as it is now, or as it was where it is gone.
    public let name: LocalizedText
    public let kind: Kind
    /// Empty where the passage differs only in its written form, such as another spelling of the same letters.
    public let lines: [Line]

    init(_ place: Place, _ name: LocalizedText, added lines: [PassageLine]) {
        self.init(place, name, .added, lines.map { Line(label: $0.label, old: .empty, new: $0.text) })
    }

    init(_ place: Place, _ name: LocalizedText, removed lines: [PassageLine]) {
        self.init(place, name, .removed, lines.map { Line(label: $0.label, old: $0.text, new: .empty) })
    }

    init(_ place: Place, _ name: LocalizedText, from old: [PassageLine], to new: [PassageLine]) {
        var lines = new.compactMap { line -> Line? in
            let before = old.first { $0.label == line.label }?.text ?? .empty
            return before.hasSameBytes(as: line.text) ? nil : Line(label: line.label, old: before, new: line.text)
        }
        for gone in old where !new.contains(where: { $0.label == gone.label }) {
            lines.append(Line(label: gone.label, old: gone.text, new: .empty))
        }
        self.init(place, name, .changed, lines)
    }

    private init(_ place: Place, _ name: LocalizedText, _ kind: Kind, _ lines: [Line]) {
        self.place = place
        self.name = name
        self.kind = kind
        self.lines = lines.filter { !$0.old.isEmpty || !$0.new.isEmpty }
    }
}

extension LocalizedText {
    /// Swift's `==` takes é and e + U+0301 for the same; what is signed differs.
    func hasSameBytes(as other: LocalizedText) -> Bool {
        german.utf8.elementsEqual(other.german.utf8) && english.utf8.elementsEqual(other.english.utf8)
    }
}
