/// Degrees on a plane: equirectangular, true to scale along the middle parallel of a frame. For a region of some hundred
/// kilometres the error is far below what can be seen.
///
/// The plane is one unit wide, from the left and from the top.
public struct MapProjection: Sendable {
    public let frame: GeoFrame
    /// The height of the plane.
    public let aspect: Double
    private let shrink: Double
    private let width: Double

    public init(_ frame: GeoFrame) {
        self.frame = frame
        shrink = max(Self.cosine((frame.south + frame.north) / 2), 0.01)
        // A frame without width or height gets some, or nothing could be placed in it.
        width = max((frame.east - frame.west) * shrink, (frame.north - frame.south) / 4, 0.02)
        aspect = max(frame.north - frame.south, width / 4) / width
    }

    public func place(_ point: GeoPoint) -> (x: Double, y: Double) {
        let middle = (frame.west + frame.east) / 2
        let centre = (frame.south + frame.north) / 2
        return (0.5 + (point.longitude - middle) * shrink / width, aspect / 2 - (point.latitude - centre) / width)
    }

    /// The cosine of an angle between −90 and 90 degrees, to 12 digits. Our own, because the C library's is no pure code.
    static func cosine(_ degrees: Double) -> Double {
        let angle = degrees * 3.141592653589793 / 180
        let square = angle * angle
        var (term, sum) = (1.0, 1.0)
        for place in stride(from: 2.0, through: 20, by: 2) {
            term *= -square / ((place - 1) * place)
            sum += term
        }
        return sum
    }
}
