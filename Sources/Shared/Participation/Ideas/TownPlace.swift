import Database

/// A part of town that one can choose: a name that people know, and the cell of the coarse grid it lies in.
///
/// A name instead of a point on a map: it needs neither script nor anybody else's map, says it aloud, and tells no more than
/// is needed.
struct TownPlace: Sendable, Hashable {
    let name: String
    /// `latitude,longitude` of the south-west corner in hundredths of a degree; empty where it is not known.
    let cell: String

    static let most = 500

    /// The cell that a point lies in: a square of about a kilometre.
    /// - Returns: nil for what is no point on earth.
    static func cell(latitude: String, longitude: String) -> String? {
        guard let north = hundredths(latitude, within: 90), let east = hundredths(longitude, within: 180) else {
            return nil
        }
        return "\(decimal(north)),\(decimal(east))"
    }

    static func all(_ connection: borrowing Connection) throws -> [TownPlace] {
        try connection.query("SELECT name, cell FROM town_place ORDER BY position") { row in
            TownPlace(name: try row.text(0), cell: try row.text(1))
        }
    }

    static func replace(_ places: [TownPlace], _ connection: borrowing Connection) throws {
        try connection.execute("DELETE FROM town_place")
        for (position, place) in places.enumerated() {
            try connection.execute(
                "INSERT INTO town_place (position, name, cell) VALUES (?, ?, ?)", Value(position), .text(place.name),
                .text(place.cell))
        }
    }

    /// `51,0547` or `51.0547` as 5105, always the hundredth below.
    private static func hundredths(_ text: String, within limit: Int) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 20,
            let value = Double(String(text.map { $0 == "," ? "." : $0 })), abs(value) <= Double(limit)
        else { return nil }
        return Int((value * 100).rounded(.down))
    }

    private static func decimal(_ hundredths: Int) -> String {
        let digits = abs(hundredths) % 100
        return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(digits < 10 ? "0" : "")\(digits)"
    }
}
