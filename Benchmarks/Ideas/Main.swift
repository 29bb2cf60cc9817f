import Database
import Foundation
import Participation

/// Fills a node's database with ideas, as many as wanted and the same for the same seed.
///
///     Ideas DATABASE [--ideas 100000] [--seed 1]
///
/// The database must have been made by `rahmenwerk-node init`. Every row goes in by the same code and triggers as one that
/// somebody submits. Prints one JSON line: how long it took, and what to look for.
@main
struct Main {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let path = arguments.first else {
            print("usage: Ideas DATABASE [--ideas 100000] [--seed 1]")
            exit(2)
        }
        func number(_ name: String, _ usual: Int) -> Int {
            arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? Int(arguments[$0 + 1]) : nil } ?? usual
        }
        let count = number("--ideas", 100_000)
        var writer = IdeaWriter(seed: UInt64(number("--seed", 1)))
        let connection = try Connection(path: path, mode: .readWrite)
        let begin = Date()
        let process = try connection.transaction { try makeProcess(connection) }
        var done = 0
        while done < count {
            let batch = min(2000, count - done)
            try connection.transaction {
                for place in done..<(done + batch) { try insert(place, process, &writer, connection) }
            }
            done += batch
        }
        let inserted = Date().timeIntervalSince(begin)
        try connection.transaction { _ = try IdeaText.catchUp(connection) }
        let whole = Date().timeIntervalSince(begin)
        print(
            """
            {"ideas": \(count), "insert_seconds": \(inserted), "index_seconds": \(whole - inserted), \
            "common": "\(writer.words[2])", "rare": "\(writer.words[1500])"}
            """)
    }

    private static func makeProcess(_ connection: borrowing Connection) throws -> Int64 {
        guard let first = CivilDay("2020-01-01") else { return 0 }
        let process = Process(
            slug: "messung", title: "Messung", question: "Was braucht es?", isPublished: true, isReviewedFirst: false,
            topics: (1...8).map { Process.Topic(code: "thema-\($0)", name: "Thema \($0)") },
            phases: [Process.Phase(kind: .collect, firstDay: first)])
        return try ProcessStore.write(process, at: 1, connection) ?? 0
    }

    private static func insert(
        _ place: Int, _ process: Int64, _ writer: inout IdeaWriter, _ connection: borrowing Connection
    ) throws {
        let at = 1_600_000_000 + Int64(place) * 60
        // One topic in a hundred ideas is rare; the others are even.
        let topic = writer.below(100) == 0 ? 8 : 1 + writer.below(7)
        let channel = Channel.allCases[writer.below(4)]
        let (id, _) = try ContributionStore.insert(
            Contribution(
                process: process, topic: "thema-\(topic)", title: writer.sentence(3 + writer.below(5)),
                text: writer.text(20 + writer.below(80)), origin: Origin(channel), visibility: .published, received: at,
                published: at, status: writer.below(5) == 0 ? .examining : .open), connection)
        for _ in 0..<writer.few(8) {
            try connection.execute(
                "INSERT INTO support (contribution, device, at) VALUES (?, ?, ?)", .integer(id),
                .blob((0..<32).map { _ in UInt8(writer.below(256)) }), .integer(at))
        }
        for _ in 0..<writer.few(2) {
            _ = try CommentStore.insert(
                Comment(contribution: id, text: writer.text(15), visibility: .published, received: at), connection)
        }
    }
}

/// German-looking texts whose words are as unevenly frequent as those of people.
struct IdeaWriter {
    /// The commonest first.
    let words: [String]
    private var state: UInt64

    private static let heads = """
        Rad Fuß Spiel Park Bus Bahn Markt Schul Kinder Wasser Grün Baum Stadt Dorf Sport Jugend Senioren Kultur Musik Bücher
        Abend Ufer Wald Garten Solar Strom Laden Miet Wohn Straßen Brücken Brunnen Licht Müll Nacht Sommer Winter Nachbar Bürger
        Internet
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    private static let tails = """
        weg wege platz plätze bank bänke haus häuser garten halle stelle spur netz karte treff fest kasten dach raum räume schutz
        plan preis verkehr angebot zentrum beet boden bühne brücke dienst ecke fläche führung hof insel konzept lampe markt
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    private static let little = """
        die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch als an nach wie im für
        man aber aus durch wenn nur war noch werden bei hat wir was wird sein einen welche sind oder zur um haben einer mir über
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        var all: [String] = []
        for tail in Self.tails {
            for head in Self.heads { all.append(head + tail) }
        }
        // Always the same order that follows no alphabet.
        words = all.enumerated().sorted { left, right in
            (left.offset &* 7919 % all.count, left.offset) < (right.offset &* 7919 % all.count, right.offset)
        }.map(\.element)
    }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func below(_ limit: Int) -> Int { Int(next() >> 11) % limit }

    /// Mostly few, seldom many.
    mutating func few(_ middle: Int) -> Int {
        let share = Double(next() >> 11) / Double(1 << 53)
        return Int(Double(middle) * share * share * share * 4)
    }

    /// One of the words; the first are drawn most often.
    mutating func word() -> String {
        if below(2) == 0 { return Self.little[below(Self.little.count)] }
        let share = Double(next() >> 11) / Double(1 << 53)
        return words[Int(share * share * share * Double(words.count))]
    }

    mutating func sentence(_ length: Int) -> String {
        let text = (0..<length).map { _ in word() }.joined(separator: " ")
        return text.prefix(1).uppercased() + String(text.dropFirst().prefix(150))
    }

    mutating func text(_ length: Int) -> String {
        var sentences: [String] = []
        var left = length
        while left > 0 {
            let count = min(left, 6 + below(9))
            sentences.append(sentence(count) + ".")
            left -= count
        }
        return sentences.joined(separator: " ")
    }
}
