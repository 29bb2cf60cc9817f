/// What a column holds for us.
enum ColumnRole: Hashable {
    case id, title, text, category, placeName, latitude, longitude, status, answer, answered, created, published,
        address
    case count(ImportedCount.Kind)
    /// Any number of columns; values are lists separated by commas.
    case label
    /// Any number of columns, kept under their names.
    case fact
    /// Any number of columns, joined: address and name of the place.
    case meetingPlace
    case start, end, progress, parent, proposals
    /// Of a comment: the contribution's number, its type and its address.
    case contribution, contributionType, contributionAddress
    /// Of a comment that stands in the contribution's row.
    case comment, commentText, commentParent, commentCreated

    var isRepeatable: Bool { self == .label || self == .fact || self == .meetingPlace }
}

/// What happens to a column.
enum ColumnUse: Hashable {
    case take(ColumnRole)
    /// Personal data: dropped and counted.
    case person
    case lose(ImportReport.Loss)
}

/// The columns of a table, each with its use.
struct ColumnPlan {
    let names: [String]
    /// Of each column; a further language of a role that is taken is `lose(.otherLanguage)` and still read where the
    /// first one is empty.
    private(set) var uses: [ColumnUse]
    /// For each role its columns, the preferred language first.
    private(set) var places: [ColumnRole: [Int]] = [:]

    init(_ header: [String], _ use: (_ name: String, _ place: Int) -> ColumnUse?) {
        names = header
        let split = header.map(HeaderName.init)
        uses = split.enumerated().map { place, name in use(name.base, place) ?? .lose(.unknown) }
        for (place, columnUse) in uses.enumerated() {
            guard case .take(let role) = columnUse else { continue }
            places[role, default: []].append(place)
        }
        for (role, found) in places where found.count > 1 && !role.isRepeatable {
            let sorted = found.sorted { (split[$0].rank, $0) < (split[$1].rank, $1) }
            places[role] = sorted
            for place in sorted.dropFirst() {
                uses[place] = .lose(split[place].language.isEmpty ? .repeated : .otherLanguage)
            }
        }
    }

    func has(_ role: ColumnRole) -> Bool { places[role] != nil }

    /// The columns that are taken, by name.
    var taken: [String] { uses.indices.filter { if case .take = uses[$0] { true } else { false } }.map { names[$0] } }
}

/// A header cell such as `title/de`: the name in lower case, and the language where it ends with one.
struct HeaderName {
    let base: String
    let language: String

    init(_ cell: String) {
        let words = cell.lowercased().split { $0.isWhitespace || $0 == "\u{A0}" }.joined(separator: " ")
        let parts = words.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count > 1, let last = parts.last, Self.isLanguage(last) {
            base = parts.dropLast().joined(separator: "/")
            language = String(last)
        } else {
            base = words
            language = ""
        }
    }

    /// German before English before all others.
    var rank: Int { language.isEmpty ? 0 : language.hasPrefix("de") ? 1 : language.hasPrefix("en") ? 2 : 3 }

    /// `de`, `pt-BR`; `id` is a number and not Indonesian.
    private static func isLanguage(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count <= 2 && text != "id" && parts.allSatisfy { $0.utf8.count == 2 }
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
    }
}
