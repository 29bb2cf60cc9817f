import Glibc
import Testing

@testable import Service

@Suite struct FilesTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test func writtenAndRead() throws {
        let path = folder.file("a")
        try Files.writeFileDurably(path, [1, 2, 3], mode: 0o640)
        #expect(try Files.readFile(path, maximum: 3) == [1, 2, 3] && permissions(path) == 0o640)
        try Files.writeFileDurably(path, [])
        #expect(try Files.readFile(path, maximum: 0) == [] && permissions(path) == 0o600)
        #expect(folder.names == ["a"])
    }

    @Test func exclusiveNeverOverwrites() throws {
        let path = folder.file("key")
        try Files.createFileExclusively(path, [1])
        let failure = error { try Files.createFileExclusively(path, [2]) }
        #expect(failure?.code == .alreadyExists && failure?.location == path)
        #expect(try Files.readFile(path, maximum: 9) == [1] && permissions(path) == 0o600)
        let link = folder.file("link")
        symlink(folder.file("elsewhere"), link)
        #expect(error { try Files.createFileExclusively(link, [2]) }?.code == .alreadyExists)
        #expect(!folder.names.contains("elsewhere"))
    }

    @Test func faultsAreTold() throws {
        let missing = error { _ = try Files.readFile(folder.file("none"), maximum: 9) }
        #expect(missing?.code == .notFound && missing?.description.contains("No such file") == true)
        #expect(error { _ = try Files.readFile(folder.path, maximum: 9) }?.code == .inputOutput)
        try Files.createFileExclusively(folder.file("big"), [UInt8](repeating: 0, count: 100_000))
        #expect(error { _ = try Files.readFile(folder.file("big"), maximum: 99_999) }?.code == .tooLarge)
        #expect(error { try Files.writeFileDurably(folder.file("no/file"), [1]) }?.code == .notFound)
        mkfifo(folder.file("pipe"), 0o600)
        #expect(error { _ = try Files.readFile(folder.file("pipe"), maximum: 9) }?.code == .inputOutput)
        // A failed replacement leaves neither the old content damaged nor a stray file.
        mkdir(folder.file("taken"), 0o700)
        try Files.createFileExclusively(folder.file("taken/inner"), [1])
        let before = folder.names.sorted()
        #expect(error { try Files.writeFileDurably(folder.file("taken"), [1]) } != nil)
        #expect(folder.names.sorted() == before)
    }

    @Test func folders() throws {
        let deep = folder.file("a/b/c")
        try Files.ensureFolder(deep)
        try Files.ensureFolder(deep + "/")
        #expect(permissions(deep) == 0o700 && permissions(folder.file("a")) == 0o700)
        try Files.createFileExclusively(folder.file("file"), [])
        #expect(error { try Files.ensureFolder(folder.file("file")) }?.code == .alreadyExists)
        #expect(error { try Files.ensureFolder(folder.file("file/x")) }?.code == .notFound)
        #expect(try Files.freeSpace(folder.path) > 0)
        #expect(error { _ = try Files.freeSpace(folder.file("none")) }?.code == .notFound)
    }
}
