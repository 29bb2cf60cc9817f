import Foundation

/// Test vectors of others that lie beside the checkout (`../shared/vectors`, or where RAHMENWERK_VECTORS says). What the
/// project needs of them is in the repository; these are run besides, where they are present.
public enum SharedVectors {
    public static let folder: String =
        ProcessInfo.processInfo.environment["RAHMENWERK_VECTORS"]
        ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../../shared/vectors"
        ).standardized.path

    public static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(path)") }

    /// What a skipped test says.
    public static let absence: String = "SKIPPED: there are no vectors of others at \(folder); set RAHMENWERK_VECTORS"

    public static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
    }

    public static func json<Content: Decodable>(_ type: Content.Type, _ path: String) throws -> Content {
        try JSONDecoder().decode(type, from: Data(try bytes(path)))
    }

    /// The files of a kind below a folder, in the order of their names.
    public static func files(below path: String, ending: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(path)").filter { $0.hasSuffix(ending) }
            .sorted()
            .map { "\(path)/\($0)" }
    }

    /// Says how many ran: a run without vectors must not look like one with them.
    public static func report(_ path: String, _ count: Int, _ note: String = "") {
        print("vectors: \(count) of \(path)\(note.isEmpty ? "" : ", \(note)")")
    }
}
