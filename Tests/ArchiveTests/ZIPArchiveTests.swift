import TestSupport
import Testing

@testable import Archive

@Suite struct ZIPArchiveTests {
    private func code(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) -> ArchiveError.Code? {
        do {
            let archive = try ZIPArchive(bytes, limits: limits)
            for entry in archive.entries { _ = try archive.content(entry) }
            return nil
        } catch { return error.code }
    }

    @Test func readsStoredAndDeflatedEntries() throws {
        let stored = try ZIPArchive(bytes(ArchiveFixtures.stored))
        #expect(stored.entries.map(\.name) == ["a.csv"])
        #expect(try stored.content(stored.entries[0]) == Array("id;titel\n1;Bänke\n".utf8))
        let deflated = try ZIPArchive(bytes(ArchiveFixtures.deflated))
        #expect(deflated.entries.map(\.name) == ["ordner/größe.csv", "leer.txt"])
        let text = String(repeating: "Was braucht es, damit die Region noch lebenswerter wird? ", count: 40)
        let entry = try #require(deflated["ordner/größe.csv"])
        #expect(try deflated.content(entry) == Array(text.utf8))
        #expect(try deflated.content(try #require(deflated["leer.txt"])).isEmpty)
        // Sizes behind the content, as a program writes them that cannot go back.
        let streamed = try ZIPArchive(bytes(ArchiveFixtures.streamed))
        #expect(try streamed.content(streamed.entries[0]) == Array(text.utf8))
        #expect(try streamed.content(streamed.entries[1]) == [0x31])
        #expect(try ZIPArchive(bytes(ArchiveFixtures.empty)).entries.isEmpty)
    }

    @Test func refusesABombBeforeUnpackingIt() throws {
        let bomb = bytes(ArchiveFixtures.bomb)
        #expect(throws: ArchiveError(.tooLarge, "")) { try ZIPArchive(bomb) }
        var limits = ArchiveLimits()
        limits.ratio = 2_000
        #expect(try ZIPArchive(bomb, limits: limits).entries[0].size == 3 << 20)
        limits.entryBytes = (3 << 20) - 1
        #expect(code(bomb, limits: limits) == .tooLarge)
        limits.entryBytes = 3 << 20
        limits.totalBytes = (3 << 20) - 1
        #expect(code(bomb, limits: limits) == .tooLarge)
        limits = ArchiveLimits()
        limits.entries = 2
        #expect(code(bytes(ArchiveFixtures.deflated), limits: limits) == .tooLarge)
        #expect(code(bytes(ArchiveFixtures.overlapping)) == .damaged)
        // The directory announces less than the content has.
        let size: [UInt8] = [0, 0, 0x30, 0]
        let lying = bomb.replacing(size, with: [0, 0, 0x02, 0], last: true)
        #expect(lying != bomb)
        #expect(code(lying) == .damaged)
    }

    @Test func refusesWhatIsNotRead() {
        #expect(code(bytes(ArchiveFixtures.zip64)) == .unsupported)
        #expect(code(bytes(ArchiveFixtures.bzip2)) == .unsupported)
        let stored = bytes(ArchiveFixtures.stored)
        // Encrypted, by the directory's flag.
        let place = stored.indices.first { stored[$0...].starts(with: [0x50, 0x4B, 0x01, 0x02]) } ?? 0
        var encrypted = stored
        encrypted[place + 8] |= 1
        #expect(code(encrypted) == .unsupported)
        #expect(code([]) == .notAnArchive)
        #expect(code(Array("id;titel\n1;Bänke\n".utf8)) == .notAnArchive)
        #expect(code(stored.dropLast(1)) == .damaged)
        #expect(code(stored + [0]) == .damaged)
        #expect(code([0] + stored) == .damaged)
    }

    @Test(arguments: [
        ("a.csv", "/.csv"), ("a.csv", "a/../"), ("a.csv", "..//x"), ("a.csv", "a\\csv"), ("a.csv", "a\u{0}csv"),
        ("a.csv", "./csv"),
    ])
    func refusesNamesThatLeadOut(_ old: String, _ new: String) {
        let renamed = bytes(ArchiveFixtures.stored).replacing(Array(old.utf8), with: Array(new.utf8))
            .replacing(Array(old.utf8), with: Array(new.utf8), last: true)
        #expect(code(renamed) == .damaged)
    }

    @Test func refusesContradictions() {
        let stored = bytes(ArchiveFixtures.stored)
        // The local header has another name than the directory.
        #expect(code(stored.replacing(Array("a.csv".utf8), with: Array("b.csv".utf8))) == .damaged)
        // The content was changed.
        #expect(code(stored.replacing(Array("titel".utf8), with: Array("Titel".utf8))) == .checksumMismatch)
        // Two entries of one name.
        let both = bytes(ArchiveFixtures.streamed).replacing(Array("b.csv".utf8), with: Array("a.csv".utf8))
            .replacing(Array("b.csv".utf8), with: Array("a.csv".utf8), last: true)
        #expect(code(both) == .damaged)
    }

    @Test func mutationsDoNotCrash() throws {
        for (place, fixture) in [ArchiveFixtures.stored, ArchiveFixtures.deflated, ArchiveFixtures.streamed]
            .enumerated()
        {
            var refused = 0
            for mutated in mutations(of: bytes(fixture), count: 2_000, seed: UInt64(130 + place)) {
                // A change in what nobody reads, such as a time, is accepted.
                if code(mutated) != nil { refused += 1 }
            }
            #expect(refused > 500)
        }
    }

    @Test func sayWhatAndWhere() throws {
        let changed = bytes(ArchiveFixtures.stored).replacing(Array("titel".utf8), with: Array("Titel".utf8))
        let archive = try ZIPArchive(changed)
        do throws(ArchiveError) {
            _ = try archive.content(archive.entries[0])
            Issue.record("accepted")
        } catch {
            #expect(error.place == "a.csv")
            #expect("\(error)".hasPrefix("checksumMismatch in a.csv: "))
        }
    }
}
