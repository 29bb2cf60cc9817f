/// Boundaries as they are drawn: on the plane of a projection, with no more points than can be seen.
///
/// Neighbours keep the border they share: points where borders meet stay, and each border between two of them is made
/// simpler once for both.
public struct Outlines: Sendable, Equatable {
    /// Of a plane one unit wide, in these parts.
    public static let partsOfUnit = 6_800.0

    /// A place on the grid.
    struct Spot: Hashable, Comparable {
        let x: Int32
        let y: Int32

        static func < (left: Spot, right: Spot) -> Bool { (left.x, left.y) < (right.x, right.y) }
    }

    let spots: [[Spot]]

    /// - Parameter limit: about how many points are kept at most.
    public init(_ boundaries: Boundaries, _ projection: MapProjection, limit: Int = 3_000) {
        let rings = boundaries.areas.flatMap(\.rings).compactMap { Self.ring($0, projection) }
        let fixed = Self.junctions(rings)
        var tolerance = 4.0
        var simple = rings.map { Self.simplified($0, fixed, tolerance) }
        while simple.reduce(0, { $0 + $1.count }) > limit, tolerance < 1_000 {
            tolerance *= 1.5
            simple = rings.map { Self.simplified($0, fixed, tolerance) }
        }
        spots = Self.largest(simple.filter { $0.count >= 3 }, limit: limit)
    }

    /// Closed lines; the last point is not repeated.
    public var lines: [[(x: Double, y: Double)]] {
        spots.map { $0.map { (Double($0.x) / Self.partsOfUnit, Double($0.y) / Self.partsOfUnit) } }
    }

    // MARK: Steps

    /// On the grid, without points that fall on the one before; nil where nothing is left to see.
    private static func ring(_ points: [GeoPoint], _ projection: MapProjection) -> [Spot]? {
        var spots: [Spot] = []
        for point in points.dropLast() {
            let place = projection.place(point)
            let spot = Spot(x: whole(place.x * partsOfUnit), y: whole(place.y * partsOfUnit))
            if spots.last != spot { spots.append(spot) }
        }
        while spots.count > 1, spots.first == spots.last { spots.removeLast() }
        return spots.count >= 3 ? spots : nil
    }

    private static func whole(_ value: Double) -> Int32 {
        Int32(min(max(value + (value < 0 ? -0.5 : 0.5), -2e9), 2e9))
    }

    /// Spots with another number of neighbours than two: there borders meet.
    private static func junctions(_ rings: [[Spot]]) -> Set<Spot> {
        var neighbours: [Spot: (first: Spot, second: Spot)] = [:]
        var found: Set<Spot> = []
        for ring in rings {
            for place in ring.indices {
                let before = ring[place == 0 ? ring.count - 1 : place - 1]
                let after = ring[place + 1 == ring.count ? 0 : place + 1]
                let pair = before < after ? (before, after) : (after, before)
                if let known = neighbours[ring[place]] {
                    if known != pair { found.insert(ring[place]) }
                } else {
                    neighbours[ring[place]] = pair
                }
            }
        }
        return found
    }

    private static func simplified(_ ring: [Spot], _ fixed: Set<Spot>, _ tolerance: Double) -> [Spot] {
        // Begin where both neighbours begin: at a junction, else at the same spot whatever the direction.
        let start =
            ring.indices.filter { fixed.contains(ring[$0]) }.min { ring[$0] < ring[$1] }
            ?? ring.indices.min { ring[$0] < ring[$1] } ?? 0
        let turned = Array(ring[start...] + ring[..<start]) + [ring[start]]
        var keeps = [Bool](repeating: false, count: turned.count)
        keeps[0] = true
        keeps[turned.count - 1] = true
        for place in turned.indices where fixed.contains(turned[place]) { keeps[place] = true }
        if !keeps.dropFirst().dropLast().contains(true) {
            // A ring alone: the spot farthest from its beginning holds it open.
            let far = turned.indices.max {
                (distance(turned[$0], turned[0]), turned[$0]) < (distance(turned[$1], turned[0]), turned[$1])
            }
            if let far { keeps[far] = true }
        }
        let anchors = turned.indices.filter { keeps[$0] }
        var open = zip(anchors, anchors.dropFirst()).map { ($0, $1) }
        while let (low, high) = open.popLast() {
            guard high - low > 1 else { continue }
            var (worst, place) = (tolerance, -1)
            for middle in low + 1..<high {
                let off = distance(turned[middle], from: turned[low], to: turned[high])
                // Of two that are equally far the same one, from whichever end the border is walked.
                if off > worst || (off == worst && place >= 0 && turned[middle] < turned[place]) {
                    (worst, place) = (off, middle)
                }
            }
            guard place >= 0 else { continue }
            keeps[place] = true
            open.append((low, place))
            open.append((place, high))
        }
        return turned.indices.dropLast().filter { keeps[$0] }.map { turned[$0] }
    }

    /// Where even coarse lines have too many points, small islands are left out first.
    private static func largest(_ rings: [[Spot]], limit: Int) -> [[Spot]] {
        guard rings.reduce(0, { $0 + $1.count }) > limit else { return rings }
        var left = limit
        return rings.sorted { area($0) > area($1) }.prefix { ring in
            left -= ring.count
            return left >= 0
        }.map(\.self)
    }

    private static func area(_ ring: [Spot]) -> Double {
        var sum = 0.0
        for (place, spot) in ring.enumerated() {
            let next = ring[place + 1 == ring.count ? 0 : place + 1]
            sum += Double(spot.x) * Double(next.y) - Double(next.x) * Double(spot.y)
        }
        return abs(sum)
    }

    private static func distance(_ left: Spot, _ right: Spot) -> Double {
        let (dx, dy) = (Double(left.x) - Double(right.x), Double(left.y) - Double(right.y))
        return dx * dx + dy * dy
    }

    /// From a spot to the line between two others, or to the one end where both are the same.
    private static func distance(_ spot: Spot, from low: Spot, to high: Spot) -> Double {
        // Always from the lesser end, so that rounding is the same in both directions.
        let (from, to) = low < high ? (low, high) : (high, low)
        let (dx, dy) = (Double(to.x) - Double(from.x), Double(to.y) - Double(from.y))
        let (px, py) = (Double(spot.x) - Double(from.x), Double(spot.y) - Double(from.y))
        let length = dx * dx + dy * dy
        guard length > 0 else { return (px * px + py * py).squareRoot() }
        let along = min(max((px * dx + py * dy) / length, 0), 1)
        let (ox, oy) = (px - along * dx, py - along * dy)
        return (ox * ox + oy * oy).squareRoot()
    }
}
