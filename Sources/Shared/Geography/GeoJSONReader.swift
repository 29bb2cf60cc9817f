/// Reads the polygons out of a GeoJSON file and passes over everything else without keeping it.
///
/// Bounded: nesting, features, points. What is read costs the bytes there are, and memory only for points.
struct GeoJSONReader {
    static let maximumDepth = 64
    static let maximumFeatures = 50_000
    static let maximumPoints = 2_000_000

    private let bytes: [UInt8]
    private var next = 0
    private var depth = 0
    private var points = 0
    private var feature: Int?
    private var name = ""

    private let limit: Int

    init(_ bytes: [UInt8], maximumPoints: Int = Self.maximumPoints) {
        self.bytes = bytes
        limit = maximumPoints
        // Some programs begin with a byte order mark.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
    }

    mutating func areas() throws(GeoJSONRefusal) -> [Boundaries.Area] {
        var (type, features): (String?, [Boundaries.Area]?) = (nil, nil)
        skipSpace()
        guard peek == UInt8(ascii: "{") else {
            throw refusal("This is not GeoJSON: an object that begins with { is expected.")
        }
        try object { (reader, member) throws(GeoJSONRefusal) in
            switch member {
            case "type":
                guard type == nil else { throw reader.refusal("The member \"type\" stands twice.") }
                type = try reader.string()
            case "features":
                guard features == nil else { throw reader.refusal("The member \"features\" stands twice.") }
                features = try reader.features()
            case "crs": try reader.reference()
            default: try reader.skip()
            }
        }
        skipSpace()
        guard next == bytes.count else { throw refusal("There is more after the end of the GeoJSON.") }
        guard type == "FeatureCollection", let features else {
            let found = type.map { "\"\($0.prefix(40))\"" } ?? "none"
            throw refusal(
                "A FeatureCollection with features is expected; the file's \"type\" is \(found)"
                    + (features == nil ? " and it has no features." : "."))
        }
        return features
    }

    // MARK: Features

    private mutating func features() throws(GeoJSONRefusal) -> [Boundaries.Area] {
        var found: [Boundaries.Area] = []
        try array { (reader) throws(GeoJSONRefusal) in
            reader.feature = found.count + 1
            reader.name = ""
            guard found.count < Self.maximumFeatures else {
                throw reader.refusal("There are more than \(Self.maximumFeatures) features.")
            }
            found.append(try reader.oneFeature())
        }
        feature = nil
        name = ""
        return found
    }

    private mutating func oneFeature() throws(GeoJSONRefusal) -> Boundaries.Area {
        var (type, rings): (String?, [[GeoPoint]]?) = (nil, nil)
        guard peek == UInt8(ascii: "{") else { throw refusal("A feature is expected, which is an object.") }
        try object { (reader, member) throws(GeoJSONRefusal) in
            switch member {
            case "type": type = try reader.string()
            case "geometry":
                guard rings == nil else { throw reader.refusal("The member \"geometry\" stands twice.") }
                rings = try reader.geometry()
            case "properties": try reader.properties()
            default: try reader.skip()
            }
        }
        guard type == "Feature" else { throw refusal("An object of the type \"Feature\" is expected.") }
        guard let rings else { throw refusal("The feature has no geometry.") }
        return Boundaries.Area(name: name, rings: rings)
    }

    /// The name alone is wanted, so that a refusal can say where it is.
    private mutating func properties() throws(GeoJSONRefusal) {
        guard peek == UInt8(ascii: "{") else { return try skip() }
        try object { (reader, member) throws(GeoJSONRefusal) in
            guard ["name", "NAME", "GEN"].contains(member), reader.peek == UInt8(ascii: "\"") else {
                return try reader.skip()
            }
            reader.name = String(try reader.string().prefix(80))
        }
    }

    private mutating func geometry() throws(GeoJSONRefusal) -> [[GeoPoint]] {
        guard peek == UInt8(ascii: "{") else { throw refusal("A geometry is expected, which is an object.") }
        var (type, start): (String?, Int?) = (nil, nil)
        try object { (reader, member) throws(GeoJSONRefusal) in
            switch member {
            case "type": type = try reader.string()
            case "coordinates":
                guard start == nil else { throw reader.refusal("The member \"coordinates\" stands twice.") }
                start = reader.next
                try reader.skip()
            case "crs": try reader.reference()
            default: try reader.skip()
            }
        }
        guard type == "Polygon" || type == "MultiPolygon" else {
            throw refusal(
                "A Polygon or MultiPolygon is expected, not \(type.map { "\"\($0.prefix(40))\"" } ?? "a geometry without type")."
            )
        }
        guard let start else { throw refusal("The geometry has no coordinates.") }
        // What the numbers mean is known only after the type, which may stand behind them.
        let end = next
        next = start
        var rings: [[GeoPoint]] = []
        if type == "Polygon" {
            try polygon(into: &rings)
        } else {
            try array { (reader) throws(GeoJSONRefusal) in try reader.polygon(into: &rings) }
        }
        next = end
        guard !rings.isEmpty else { throw refusal("The polygon has no ring.") }
        return rings
    }

    private mutating func polygon(into rings: inout [[GeoPoint]]) throws(GeoJSONRefusal) {
        var found: [[GeoPoint]] = []
        try array { (reader) throws(GeoJSONRefusal) in
            var ring: [GeoPoint] = []
            try reader.array { (reader) throws(GeoJSONRefusal) in
                reader.points += 1
                guard reader.points <= reader.limit else {
                    throw reader.refusal(
                        "There are more than \(reader.limit) points. Please simplify the boundaries, for example to a scale of 1:250,000."
                    )
                }
                ring.append(try reader.position())
            }
            guard ring.count >= 4, ring.first == ring.last else {
                throw reader.refusal("A ring has at least four points, and its last is its first.")
            }
            found.append(ring)
        }
        rings += found
    }

    private mutating func position() throws(GeoJSONRefusal) -> GeoPoint {
        var numbers: [Double] = []
        let start = next
        try array { (reader) throws(GeoJSONRefusal) in
            guard numbers.count < 4 else {
                throw reader.refusal("A point has longitude, latitude and perhaps a height.")
            }
            numbers.append(try reader.number())
        }
        guard numbers.count >= 2 else {
            next = start
            throw refusal("A point has longitude and latitude.")
        }
        guard let point = GeoPoint(longitude: numbers[0], latitude: numbers[1]) else {
            next = start
            throw refusal(
                "(\(numbers[0]), \(numbers[1])) is no longitude and latitude. Degrees of WGS 84 are expected (EPSG:4326), "
                    + "longitude first, from −180 to 180 and −90 to 90.")
        }
        return point
    }

    /// The reference system that older files name: only that of RFC 7946 is read.
    private mutating func reference() throws(GeoJSONRefusal) {
        let start = next
        try skip()
        let text = String(decoding: bytes[start..<next].prefix(400), as: UTF8.self)
        guard text == "null" || text.contains("CRS84") || text.contains("4326") else {
            next = start
            throw refusal("The file names another reference system (crs); WGS 84 with longitude first is expected.")
        }
    }

    // MARK: JSON

    private var peek: UInt8? { next < bytes.count ? bytes[next] : nil }

    func refusal(_ reason: String) -> GeoJSONRefusal {
        GeoJSONRefusal(reason, feature: feature, name: name, byte: next)
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { next += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) throws(GeoJSONRefusal) {
        guard peek == UInt8(ascii: character) else {
            let found = peek.map { _ in "" } ?? " The file ends too early."
            throw refusal("\"\(character)\" is expected here.\(found)")
        }
        next += 1
    }

    private mutating func object(
        _ member: (inout GeoJSONReader, String) throws(GeoJSONRefusal) -> Void
    ) throws(GeoJSONRefusal) {
        try list("{", "}") { (reader) throws(GeoJSONRefusal) in
            let name = try reader.string()
            reader.skipSpace()
            try reader.take(":")
            reader.skipSpace()
            try member(&reader, name)
        }
    }

    private mutating func array(_ element: (inout GeoJSONReader) throws(GeoJSONRefusal) -> Void) throws(GeoJSONRefusal)
    {
        try list("[", "]", element)
    }

    private mutating func list(
        _ begin: Unicode.Scalar, _ end: Unicode.Scalar,
        _ element: (inout GeoJSONReader) throws(GeoJSONRefusal) -> Void
    ) throws(GeoJSONRefusal) {
        try take(begin)
        depth += 1
        guard depth <= Self.maximumDepth else {
            throw refusal("The file is nested more than \(Self.maximumDepth) levels deep.")
        }
        skipSpace()
        if peek == UInt8(ascii: end) {
            next += 1
        } else {
            while true {
                try element(&self)
                skipSpace()
                if peek == UInt8(ascii: ",") {
                    next += 1
                    skipSpace()
                } else {
                    try take(end)
                    break
                }
            }
        }
        depth -= 1
    }

    /// Passes over any value.
    private mutating func skip() throws(GeoJSONRefusal) {
        switch peek {
        case UInt8(ascii: "{"): try object { (reader, _) throws(GeoJSONRefusal) in try reader.skip() }
        case UInt8(ascii: "["): try array { (reader) throws(GeoJSONRefusal) in try reader.skip() }
        case UInt8(ascii: "\""): _ = try string()
        default:
            for word in ["null", "true", "false"] where bytes[next...].starts(with: word.utf8) {
                next += word.utf8.count
                return
            }
            _ = try number()
        }
    }

    private mutating func number() throws(GeoJSONRefusal) -> Double {
        let start = next
        if peek == UInt8(ascii: "-") { next += 1 }
        let whole = digits()
        var isNumber = whole > 0 && (whole == 1 || bytes[next - whole] != UInt8(ascii: "0"))
        if peek == UInt8(ascii: ".") {
            next += 1
            isNumber = isNumber && digits() > 0
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            next += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { next += 1 }
            isNumber = isNumber && digits() > 0
        }
        guard isNumber, next - start <= 60, let number = Double(String(decoding: bytes[start..<next], as: UTF8.self)),
            number.isFinite
        else {
            next = start
            throw refusal("A number or another JSON value is expected here.")
        }
        return number
    }

    private mutating func digits() -> Int {
        let start = next
        while let byte = peek, (0x30...0x39).contains(byte) { next += 1 }
        return next - start
    }

    /// A string's text; escapes other than the simple ones are kept as they are, since only short names are wanted.
    private mutating func string() throws(GeoJSONRefusal) -> String {
        let start = next
        try take("\"")
        var text: [UInt8] = []
        while let byte = peek {
            next += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = peek else { break }
                next += 1
                if text.count < 400 {
                    text += escaped == UInt8(ascii: "u") ? [UInt8(ascii: "\\"), escaped] : [escaped]
                }
            case 0..<0x20:
                next = start
                throw refusal("A control character stands in a text.")
            default: if text.count < 400 { text.append(byte) }
            }
        }
        next = start
        throw refusal("A text begins here and does not end.")
    }
}
