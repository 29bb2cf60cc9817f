import Glibc
import Testing

@testable import Database

/// A fresh folder for one test, removed with the files in it.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/database-test-XXXXXX".utf8CString)
        path = String(cString: try #require(mkdtemp(&template)))
    }

    deinit {
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }

    func file(_ name: String) -> String { path + "/" + name }

    var names: [String] {
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

/// The permission bits of a file.
func permissions(_ path: String) -> mode_t {
    var status = stat()
    stat(path, &status)
    return status.st_mode & 0o777
}

func code<Result>(_ body: () throws -> Result) -> DatabaseError.Code? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? DatabaseError)?.code
    }
}

/// A thread of its own for `body`, and a way to wait for it.
final class TestThread: Sendable {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    private let identifier: pthread_t

    init(_ body: @escaping @Sendable () -> Void) {
        var identifier = pthread_t()
        let argument = Unmanaged.passRetained(Body(body)).toOpaque()
        pthread_create(
            &identifier, nil,
            { argument in
                if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, argument)
        self.identifier = identifier
    }

    func join() { pthread_join(identifier, nil) }
}
