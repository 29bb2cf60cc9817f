import Crypto
import Federation
import Geography
import Service

/// The region on a plane: the boundaries that the operator has set, made simple once, and where members lie among them.
struct RegionMap: Sendable {
    /// What the settings say.
    struct Source: Sendable, Equatable {
        /// Path of a GeoJSON file; empty: dots without boundaries.
        var path = ""
        /// Whose boundaries they are and under which licence, as it has to stand under every map.
        var notice = ""
    }

    /// A file of boundaries has at most this many bytes.
    static let maximumBytes = 128 << 20

    /// Places on a plane one unit wide.
    struct Plane {
        let aspect: Double
        let outlines: [[(x: Double, y: Double)]]
        let places: [(x: Double, y: Double)]
    }

    let notice: String
    /// Tells one file of boundaries from another.
    let fingerprint: String
    private let projection: MapProjection?
    private let outlines: [[(x: Double, y: Double)]]

    /// No boundaries.
    init() {
        (notice, fingerprint) = ("", "")
        projection = nil
        outlines = []
    }

    /// Reads, checks and simplifies the boundaries.
    init(_ source: Source) throws(ServiceError) {
        guard !source.path.isEmpty else {
            self.init()
            return
        }
        let bytes = try Files.readFile(source.path, maximum: Self.maximumBytes)
        try self.init(geoJSON: bytes, source)
    }

    init(geoJSON bytes: [UInt8], _ source: Source) throws(ServiceError) {
        do throws(GeoJSONRefusal) {
            let boundaries = try Boundaries(geoJSON: bytes)
            let projection = MapProjection(boundaries.frame)
            self.projection = projection
            outlines = Outlines(boundaries, projection).lines
            notice = source.notice
            fingerprint = SHA256.digest(bytes).hex + source.notice
        } catch {
            throw ServiceError(.malformed, "\(source.path): \(error)", at: Self.settingsKey)
        }
    }

    private static let settingsKey = "map.boundaries"

    /// Refuses boundaries among which no member lies: most often longitude and latitude are swapped, or it is the file of
    /// another region.
    func check(_ state: FederationState) throws(ServiceError) {
        guard let frame = projection?.frame else { return }
        let points = state.members.values.compactMap { $0.location.flatMap(GeoPoint.init) }
        guard let first = points.first, !points.contains(where: frame.contains) else { return }
        throw ServiceError(
            .outOfRange,
            "The boundaries reach from \(frame.west) to \(frame.east) degrees of longitude and from \(frame.south) to "
                + "\(frame.north) of latitude. None of the \(points.count) members lies there (one is at longitude "
                + "\(first.longitude), latitude \(first.latitude)). Is longitude first in the file, and is it of this region?",
            at: Self.settingsKey)
    }

    /// The plane that holds the boundaries and all of `points`; nil without a point.
    func plane(_ points: [GeoPoint]) -> Plane? {
        guard let own = GeoFrame(points) else { return nil }
        guard let projection else {
            let projection = MapProjection(own)
            return Plane(aspect: projection.aspect, outlines: [], places: points.map(projection.place))
        }
        guard projection.frame.union(own) != projection.frame else {
            return Plane(aspect: projection.aspect, outlines: outlines, places: points.map(projection.place))
        }
        // Somebody lies beyond the boundaries: everything moves together, as it was projected.
        let places = points.map(projection.place)
        let (west, east) = (min(places.map(\.x).min() ?? 0, 0), max(places.map(\.x).max() ?? 1, 1))
        let (north, south) = (
            min(places.map(\.y).min() ?? 0, 0), max(places.map(\.y).max() ?? 1, projection.aspect)
        )
        let width = east - west
        func moved(_ place: (x: Double, y: Double)) -> (x: Double, y: Double) {
            ((place.x - west) / width, (place.y - north) / width)
        }
        return Plane(
            aspect: (south - north) / width, outlines: outlines.map { $0.map(moved) }, places: places.map(moved))
    }
}

extension GeoPoint {
    init?(_ location: Admission.Location) {
        self.init(
            longitude: location.longitude.approximation, latitude: location.latitude.approximation)
    }
}
