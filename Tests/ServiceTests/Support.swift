import Glibc
import Synchronization
import Testing

@testable import Service

/// A fresh folder for one test, removed with the files and folders in it.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/service-test-XXXXXX".utf8CString)
        path = String(cString: try #require(mkdtemp(&template)))
    }

    deinit { Self.clear(path) }

    func file(_ name: String) -> String { path + "/" + name }

    var names: [String] { Self.names(path) }

    private static func clear(_ path: String) {
        for name in names(path) where unlink(path + "/" + name) != 0 { clear(path + "/" + name) }
        rmdir(path)
    }

    private static func names(_ path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}

/// A file to write to through a descriptor, and to read what was written.
final class Capture {
    let descriptor: Int32
    private let path: String

    init(_ folder: TemporaryFolder, _ name: String) {
        path = folder.file(name)
        descriptor = open(path, O_CREAT | O_TRUNC | O_RDWR | O_APPEND, 0o600)
    }

    deinit { close(descriptor) }

    var text: String { String(decoding: (try? Files.readFile(path, maximum: 1 << 24)) ?? [], as: UTF8.self) }
}

func error(_ body: () throws -> Void) -> ServiceError? {
    do {
        try body()
        return nil
    } catch {
        return error as? ServiceError
    }
}

func permissions(_ path: String) -> UInt32 {
    var status = stat()
    stat(path, &status)
    return status.st_mode & 0o7777
}
