/// Areas with their outlines, as a file of boundaries gives them.
public struct Boundaries: Sendable, Equatable {
    /// A municipality or a district: rings without regard to which is a hole, since only lines are drawn.
    public struct Area: Sendable, Equatable {
        /// As its properties call it; empty where they do not.
        public let name: String
        /// Closed: the last point is the first.
        public let rings: [[GeoPoint]]
    }

    public let areas: [Area]
    public let frame: GeoFrame

    /// Reads a GeoJSON FeatureCollection (RFC 7946) of polygons.
    public init(geoJSON bytes: [UInt8]) throws(GeoJSONRefusal) {
        var reader = GeoJSONReader(bytes)
        try self.init(areas: try reader.areas())
    }

    init(areas: [Area]) throws(GeoJSONRefusal) {
        guard let frame = GeoFrame(areas.lazy.flatMap(\.rings).joined()) else {
            throw GeoJSONRefusal(
                "The file has no feature, so there is no boundary to draw.", feature: nil, name: "", byte: 0)
        }
        self.areas = areas
        self.frame = frame
    }

    public var pointCount: Int { areas.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.count } } }
}

/// Why a file of boundaries is refused.
public struct GeoJSONRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong and what is expected.
    public let reason: String
    /// The feature it is in, counted from 1.
    public let feature: Int?
    /// What the feature is called, as far as that was read.
    public let name: String
    /// Where reading stopped.
    public let byte: Int

    init(_ reason: String, feature: Int?, name: String, byte: Int) {
        self.reason = reason
        self.feature = feature
        self.name = name
        self.byte = byte
    }

    public var description: String {
        let called = name.isEmpty ? "" : " (\(name))"
        return (feature.map { "Feature \($0)\(called), byte \(byte): " } ?? "Byte \(byte): ") + reason
    }
}
