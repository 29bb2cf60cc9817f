/// A point on the globe: degrees of WGS 84.
public struct GeoPoint: Sendable, Hashable {
    public let longitude: Double
    public let latitude: Double

    /// `nil` unless it lies on the globe.
    public init?(longitude: Double, latitude: Double) {
        guard (-180...180).contains(longitude), (-90...90).contains(latitude) else { return nil }
        self.longitude = longitude
        self.latitude = latitude
    }
}

/// The smallest frame of meridians and parallels around points; regions across the 180th meridian are not provided for.
public struct GeoFrame: Sendable, Equatable {
    public private(set) var west: Double
    public private(set) var east: Double
    public private(set) var south: Double
    public private(set) var north: Double

    /// `nil` without a point.
    public init?(_ points: some Sequence<GeoPoint>) {
        var frame: GeoFrame?
        for point in points {
            if frame == nil { frame = GeoFrame(point) } else { frame?.include(point) }
        }
        guard let frame else { return nil }
        self = frame
    }

    public func contains(_ point: GeoPoint) -> Bool {
        (west...east).contains(point.longitude) && (south...north).contains(point.latitude)
    }

    public func union(_ other: GeoFrame) -> GeoFrame {
        var frame = self
        frame.west = min(west, other.west)
        frame.east = max(east, other.east)
        frame.south = min(south, other.south)
        frame.north = max(north, other.north)
        return frame
    }

    private init(_ point: GeoPoint) {
        (west, east) = (point.longitude, point.longitude)
        (south, north) = (point.latitude, point.latitude)
    }

    private mutating func include(_ point: GeoPoint) {
        west = min(west, point.longitude)
        east = max(east, point.longitude)
        south = min(south, point.latitude)
        north = max(north, point.latitude)
    }
}
