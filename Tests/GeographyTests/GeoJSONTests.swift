import Testing

@testable import Geography

/// Two towns side by side with a district's enclave, and everything that a file of boundaries can have besides.
private let sample = #"""
    {"type":"FeatureCollection","name":"x","bbox":[7,50,9,52],"features":[
    {"type":"Feature","id":"1","properties":{"AGS":"05958004","GEN":"Olpe \"am See\"","n":[1,{"a":null}]},
     "geometry":{"type":"Polygon","coordinates":[[[7,50],[8,50],[8,51],[8,52],[7,52],[7,50]],[[7.2,50.2],[7.4,50.2],[7.3,50.4],[7.2,50.2]]]}},
    {"geometry":{"coordinates":[[[[8,50],[9,50,120.5],[9,52],[8,52],[8,51],[8,50]]]],"type":"MultiPolygon"},"properties":null,"type":"Feature"}
    ]}
    """#

@Suite struct GeoJSONTests {
    @Test func polygonsAreRead() throws {
        let boundaries = try Boundaries(geoJSON: Array(sample.utf8))
        #expect(boundaries.areas.map(\.name) == ["Olpe \"am See\"", ""])
        #expect(boundaries.areas.map(\.rings.count) == [2, 1])
        #expect(boundaries.pointCount == 16)
        #expect(
            boundaries.frame
                == GeoFrame([
                    try #require(GeoPoint(longitude: 7, latitude: 50)),
                    try #require(GeoPoint(longitude: 9, latitude: 52)),
                ]))
        #expect(try Boundaries(geoJSON: [0xEF, 0xBB, 0xBF] + sample.utf8) == boundaries)
    }

    /// Each refusal names the feature and what is expected.
    @Test(arguments: [
        ("", "This is not GeoJSON"), ("[1]", "This is not GeoJSON"), ("AGS;Name\n1;Olpe", "This is not GeoJSON"),
        ("{\"type\":\"Topology\",\"arcs\":[]}", "A FeatureCollection with features is expected"),
        ("{\"type\":\"FeatureCollection\"}", "it has no features"),
        ("{\"type\":\"FeatureCollection\",\"features\":[]}", "no boundary to draw"),
        ("{\"type\":\"FeatureCollection\",\"features\":[]} {}", "more after the end"),
        ("{\"type\":\"FeatureCollection\",\"features\":[1]}", "Feature 1, byte"),
        ("{\"type\":\"FeatureCollection\",\"features\":[", "A feature is expected"),
        (
            "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:25832\"}},\"features\":[]}",
            "another reference system"
        ),
        ("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\"}]}", "has no geometry"),
    ])
    func otherFilesAreRefused(_ text: String, _ expected: String) {
        let refusal = #expect(throws: GeoJSONRefusal.self) { try Boundaries(geoJSON: Array(text.utf8)) }
        #expect(refusal?.description.contains(expected) ?? false, "\(refusal?.description ?? "accepted")")
    }

    @Test(arguments: [
        (#"{"type":"Point","coordinates":[7,50]}"#, "not \"Point\""),
        (#"{"type":"Polygon"}"#, "no coordinates"), (#"null"#, "A geometry is expected"),
        (#"{"type":"Polygon","coordinates":[]}"#, "no ring"),
        (#"{"type":"Polygon","coordinates":[[[7,50],[8,50],[7,50]]]}"#, "at least four points"),
        (#"{"type":"Polygon","coordinates":[[[7,50],[8,50],[8,51],[7,51]]]}"#, "its last is its first"),
        (#"{"type":"Polygon","coordinates":[[[3412345.1,5678901.2],[1,1],[1,1],[1,1]]]}"#, "Degrees of WGS 84"),
        (#"{"type":"Polygon","coordinates":[[[7],[8,50],[8,51],[7]]]}"#, "longitude and latitude"),
        (#"{"type":"Polygon","coordinates":[[[7,"50"],[8,50],[8,51],[7,50]]]}"#, "A number"),
        (#"{"type":"Polygon","coordinates":[[[07,50],[8,50],[8,51],[07,50]]]}"#, "A number"),
        (#"{"type":"Polygon","coordinates":[[[1e400,50],[8,50],[8,51],[7,50]]]}"#, "A number"),
    ])
    func wrongGeometriesAreRefused(_ geometry: String, _ expected: String) {
        let text =
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"GEN":"Soest"},"geometry":"#
            + geometry + "}]}"
        let refusal = #expect(throws: GeoJSONRefusal.self) { try Boundaries(geoJSON: Array(text.utf8)) }
        let words = refusal?.description ?? "accepted"
        #expect(words.hasPrefix("Feature 1 (Soest), byte ") && words.contains(expected), "\(words)")
    }

    @Test func limitsHold() throws {
        let deep = "{\"type\":\"FeatureCollection\",\"features\":[{\"x\":" + String(repeating: "[", count: 5_000)
        let nested = #expect(throws: GeoJSONRefusal.self) { try Boundaries(geoJSON: Array(deep.utf8)) }
        #expect(nested?.reason.contains("64 levels") ?? false)
        let ring = String(repeating: "[7.1,50],", count: 1_000) + "[7.1,50]"
        let many = sample.replacing("[7,50],[8,50],[8,51],[8,52],[7,52],[7,50]", with: ring)
        let refusal = #expect(throws: GeoJSONRefusal.self) { () throws in
            var reader = GeoJSONReader(Array(many.utf8), maximumPoints: 1_000)
            _ = try reader.areas()
        }
        #expect(refusal?.reason.contains("more than 1000 points") ?? false, "\(refusal?.description ?? "accepted")")
        let all = try Boundaries(geoJSON: Array(many.utf8))
        #expect(all.pointCount == 1_011)
    }

    /// Whatever is cut off or changed in one place is refused or still read, and never traps.
    @Test func spoiledFilesNeverTrap() {
        let bytes = Array(sample.utf8)
        for place in bytes.indices {
            #expect(throws: GeoJSONRefusal.self) { try Boundaries(geoJSON: Array(bytes[..<place])) }
            for other in [UInt8(0), 0x22, 0x5D, 0x7D, 0x39, 0xFF] {
                var spoiled = bytes
                spoiled[place] = other
                if let read = try? Boundaries(geoJSON: spoiled) {
                    _ = Outlines(read, MapProjection(read.frame)).lines
                }
            }
        }
    }
}
