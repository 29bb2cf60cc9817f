import Testing

@testable import Geography

@Suite struct OutlineTests {
    @Test(arguments: [(0.0, 1.0), (60, 0.5), (51.2, 0.6266038), (-51.2, 0.6266038), (90, 0), (89.9, 0.0017453)])
    func cosineIsTheCosine(_ degrees: Double, _ expected: Double) {
        #expect(abs(MapProjection.cosine(degrees) - expected) < 1e-6)
    }

    /// A degree of longitude is as wide as cos(latitude) degrees of latitude.
    @Test func projectionIsTrueToScale() throws {
        let corners = try [(7.0, 50.0), (9.0, 52.0)].map { try #require(GeoPoint(longitude: $0.0, latitude: $0.1)) }
        let projection = MapProjection(try #require(GeoFrame(corners)))
        let (southWest, northEast) = (projection.place(corners[0]), projection.place(corners[1]))
        #expect(abs(southWest.x) < 1e-9 && abs(southWest.y - projection.aspect) < 1e-9)
        #expect(abs(northEast.x - 1) < 1e-9 && abs(northEast.y) < 1e-9)
        #expect(abs(projection.aspect - 1 / 0.62932) < 1e-3)
        let one = MapProjection(try #require(GeoFrame(corners.prefix(1))))
        #expect(one.place(corners[0]).x == 0.5 && one.aspect > 0)
    }

    /// Two towns share a border of many points: after simplification they share it still, whichever way it is walked.
    @Test func neighboursKeepTheirBorder() throws {
        var generator = Numbers(state: 7)
        let border = (0...400).map { step in
            (8 + Double(generator.next() % 1000) / 20_000, 50 + Double(step) * 2 / 400)
        }
        func ring(_ points: [(Double, Double)]) throws -> [GeoPoint] {
            try (points + [points[0]]).map { try #require(GeoPoint(longitude: $0.0, latitude: $0.1)) }
        }
        let boundaries = try Boundaries(
            areas: [
                .init(name: "west", rings: [try ring([(7, 50)] + border + [(7, 52)])]),
                .init(name: "east", rings: [try ring([(9, 52)] + border.reversed() + [(9, 50)])]),
            ])
        for limit in [3_000, 60] {
            let outlines = Outlines(boundaries, MapProjection(boundaries.frame), limit: limit)
            let (west, east) = (Set(outlines.spots[0]), Set(outlines.spots[1]))
            let shared = west.intersection(east)
            #expect(west.count == shared.count + 2 && east.count == shared.count + 2)
            #expect(outlines.spots.reduce(0) { $0 + $1.count } <= limit)
            #expect(shared.count > 2)
        }
    }

    @Test func whatCannotBeSeenIsLeftOut() throws {
        func square(_ x: Double, _ size: Double) throws -> [GeoPoint] {
            try [(x, 50), (x + size, 50), (x + size, 50 + size), (x, 50 + size), (x, 50)].map {
                try #require(GeoPoint(longitude: $0.0, latitude: $0.1))
            }
        }
        let boundaries = try Boundaries(
            areas: [.init(name: "", rings: [try square(7, 1), try square(8.5, 0.000_001)])])
        #expect(Outlines(boundaries, MapProjection(boundaries.frame)).spots.map(\.count) == [4])
    }
}

/// SplitMix64.
private struct Numbers {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
