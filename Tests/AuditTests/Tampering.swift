import Crypto
import Federation
import Ledger
import Testing

@testable import Audit

/// One way to spoil an export, and the fault by which it must be found.
struct Tampering: Sendable, CustomTestStringConvertible {
    let name: String
    let code: Fault.Code
    /// What some fault of that code must name.
    var file: String?
    var index: Int64?
    var issuer: String?
    var refusal: Refusal.Code?
    /// The archive to audit.
    let tar: @Sendable (TestFederation) throws -> [UInt8]

    var testDescription: String { name }

    static var all: [Tampering] { contents + logs + bags + archives }

    /// Spoils files, then writes the bag as if nothing had happened.
    private static func sealed(
        _ name: String, _ code: Fault.Code, file: String? = nil, index: Int64? = nil, issuer: String? = nil,
        refusal: Refusal.Code? = nil, _ spoil: @escaping @Sendable (inout TestExport) throws -> Void
    ) -> Tampering {
        Tampering(name: name, code: code, file: file, index: index, issuer: issuer, refusal: refusal) { federation in
            var export = try TestExport(federation)
            try spoil(&export)
            export.seal()
            return export.tar
        }
    }

    /// Spoils files and leaves the bag as it was.
    private static func open(
        _ name: String, _ code: Fault.Code, file: String? = nil,
        _ spoil: @escaping @Sendable (inout TestExport) throws -> Void
    ) -> Tampering {
        Tampering(name: name, code: code, file: file) { federation in
            var export = try TestExport(federation)
            try spoil(&export)
            return export.tar
        }
    }

    /// Spoils the log itself; tiles, root and signatures are those of the spoiled log.
    private static func log(
        _ name: String, _ code: Fault.Code, index: Int64? = nil, issuer: String? = nil, refusal: Refusal.Code? = nil,
        _ spoil: @escaping @Sendable (inout TestFederation) throws -> Void
    ) -> Tampering {
        Tampering(name: name, code: code, index: index, issuer: issuer, refusal: refusal) { federation in
            var federation = federation
            try spoil(&federation)
            return try TestExport(federation).tar
        }
    }

    /// Spoils the members of the archive.
    private static func archive(
        _ name: String, _ code: Fault.Code, file: String? = nil,
        _ spoil: @escaping @Sendable (inout [TarMember]) throws -> Void
    ) -> Tampering {
        Tampering(name: name, code: code, file: file) { federation in
            var members = try TestExport(federation).members
            try spoil(&members)
            return TestExport.tar(members)
        }
    }

    private static func statementPath(_ export: TestExport, _ position: Int) throws -> String {
        try #require(
            export.files.keys.filter { $0.hasPrefix("data/log/statement/") }.sorted().dropFirst(position).first)
    }

    private static let checkpoint = "data/log/checkpoint"
    private static let report = "data/reports/2024-1.json"

    private static let contents: [Tampering] = [
        open("a byte of a statement", .digest) { export in
            export.files[try statementPath(export, 3)]?[200] ^= 1
        },
        sealed("a byte of a statement, manifest put right", .digest) { export in
            export.files[try statementPath(export, 3)]?[200] ^= 1
        },
        sealed("a byte of a statement, refused as entry", .entry, refusal: .wrongSignature) { export in
            // The last character of a signature: still well formed, but another signature.
            let path = try statementPath(export, 0)
            var bytes = try #require(export.files[path])
            bytes[bytes.count - 10] = bytes[bytes.count - 10] == 0x41 ? 0x42 : 0x41
            export.files[path] = bytes
        },
        open("a statement is missing", .missingFile) { export in
            export.files[try statementPath(export, 5)] = nil
        },
        sealed("a statement is missing, manifest put right", .statement) { export in
            export.files[try statementPath(export, 5)] = nil
        },
        sealed("a statement without entry", .statement) { export in
            let bytes: [UInt8] = [1, 2, 3]
            export.files["data/log/statement/\(SHA256.digest(bytes).hex)"] = bytes
        },
        sealed("a tile", .tile, file: "data/log/tile/0/000.p/15") { export in
            export.files["data/log/tile/0/000.p/15"]?[7] ^= 1
        },
        sealed("a tile is missing", .tile, file: "data/log/tile/0/000.p/15") { export in
            export.files["data/log/tile/0/000.p/15"] = nil
        },
        sealed("a tile of another width", .tile, file: "data/log/tile/0/000.p/14") { export in
            export.files["data/log/tile/0/000.p/14"] =
                export.files["data/log/tile/0/000.p/15"].map { Array($0.dropLast(32)) }
        },
        sealed("a bundle of another width", .bundle, file: "data/log/tile/entries/000.p/15") { export in
            let bytes = export.files.removeValue(forKey: "data/log/tile/entries/000.p/15")
            export.files["data/log/tile/entries/000.p/14"] = bytes
        },
        sealed("a bundle cut short", .bundle, file: "data/log/tile/entries/000.p/15") { export in
            export.files["data/log/tile/entries/000.p/15"]?.removeLast()
        },
        sealed("entries swapped in their bundle", .root, file: checkpoint) { export in
            let path = "data/log/tile/entries/000.p/15"
            var entries = try EntryBundle(bytes: #require(export.files[path]), width: 15).entries
            entries.swapAt(8, 9)
            export.files[path] = try EntryBundle(entries: entries).bytes
        },
        sealed("the checkpoint's signature", .checkpoint, file: checkpoint) { export in
            // A character well inside the log's signature.
            var bytes = try #require(export.files[checkpoint])
            let place = try #require(bytes.firstIndex(of: 0xE2)) + 4 + TestFederation.origin.utf8.count + 20
            bytes[place] = bytes[place] == 0x41 ? 0x42 : 0x41
            export.files[checkpoint] = bytes
        },
        sealed("a figure of a report", .report, file: report) { export in
            let text = String(decoding: try #require(export.files[report]), as: UTF8.self)
            let place = try #require(text.range(of: #""value":"6003""#))
            export.files[report] = Array(text.replacingCharacters(in: place, with: #""value":"6004""#).utf8)
        },
        sealed("a table of a report", .report, file: "data/reports/2024-1.csv") { export in
            export.files["data/reports/2024-1.csv"]?.append(0x0A)
        },
        sealed("a report is missing", .missingFile, file: report) { $0.files[report] = nil },
        sealed("a report too many", .unknownFile, file: "data/reports/2024-3.json") { export in
            export.files["data/reports/2024-3.json"] = export.files[report]
        },
        sealed("the framework", .framework, file: "data/framework/1.json") { export in
            export.files["data/framework/1.json"]?[20] ^= 1
        },
        sealed("the witnesses in the policy", .policy, file: "data/policy") { export in
            export.files["data/policy"] = Array(try TestFederation().policy.text.utf8)
        },
        sealed("the keys", .keys, file: "data/keys.json") { $0.files["data/keys.json"]?[20] ^= 1 },
        sealed("the policy inside", .policy, file: "data/policy") { $0.files["data/policy"] = [0x3F, 0x0A] },
        sealed("too large a file", .tooLarge, file: "data/policy") { export in
            export.files["data/policy"] = [UInt8](repeating: 0x0A, count: 300_000)
        },
        sealed("the name of the top folder", .topFolder) { $0.top = "hub.test.example_log-16" },
    ]

    private static let logs: [Tampering] = [
        Tampering(name: "another log key", code: .checkpoint, file: checkpoint) { federation in
            let other = try NoteSigner(name: TestFederation.origin, key: TestFederation.key(99), type: .ed25519)
            return try TestExport(federation, log: other, witnesses: 0).tar
        },
        log("an entry dropped", .entry, index: 8, issuer: "beta", refusal: .sequence) { federation in
            federation.entries.remove(at: 6)
            federation.statements.remove(at: 6)
        },
        log("entries swapped", .entry, refusal: .leaf) { federation in
            federation.entries.swapAt(8, 9)
        },
        log("a report computed wrongly", .entry, index: 15, issuer: "office", refusal: .report) { federation in
            federation.force(try federation.sign(.report(forgedReport(federation))))
        },
        log("a report computed wrongly, by figure", .figure, index: 15, issuer: "office") { federation in
            federation.force(try federation.sign(.report(forgedReport(federation))))
        },
        log("a fork", .entry, index: 15, issuer: "gamma", refusal: .fork) { federation in
            let gamma = federation.towns[2]
            let body = StatementBody.summary(try federation.summary(2, revision: 2))
            federation.force(try federation.sign(body, by: gamma, step: 0))
        },
        log("a gap", .entry, index: 15, issuer: "gamma", refusal: .sequence) { federation in
            let gamma = federation.towns[2]
            let body = StatementBody.summary(try federation.summary(2, revision: 2))
            federation.force(try federation.sign(body, by: gamma, step: 2))
        },
        log("a broken chain", .entry, index: 15, issuer: "gamma", refusal: .previous) { federation in
            let gamma = federation.towns[2]
            let body = StatementBody.summary(try federation.summary(2, revision: 2))
            let other = SHA256.digest([1])
            federation.force(try federation.sign(body, by: gamma, previous: .some(other)))
        },
        log("an unknown kind", .entry, index: 15, refusal: .unknownKind) { federation in
            let last = try #require(federation.entries.last)
            let text = String(decoding: last, as: UTF8.self)
            let place = try #require(text.range(of: #""kind":"report""#))
            federation.entries.append(Array(text.replacingCharacters(in: place, with: #""kind":"poem""#).utf8))
        },
    ]

    private static let bags: [Tampering] = [
        open("a file that nobody listed", .notInManifest, file: "data/reports/2023-1.json") { export in
            export.files["data/reports/2023-1.json"] = []
        },
        sealed("a file that does not belong there", .unknownFile, file: "data/notes.txt") { export in
            export.files["data/notes.txt"] = [0x41]
        },
        open("a tag file that does not belong there", .unknownFile, file: "README") { export in
            export.files["README"] = [0x41]
            export.sealTags()
        },
        sealed("fetch.txt", .fetch, file: "fetch.txt") { export in
            export.files["fetch.txt"] = Array("https://example.org/a 1 data/a\n".utf8)
        },
        open("a line missing from the manifest", .notInManifest) { export in
            let lines = try #require(export.files["manifest-sha256.txt"]).split(separator: 0x0A).dropFirst()
            export.files["manifest-sha256.txt"] = lines.flatMap { $0 + [0x0A] }
            export.sealTags()
        },
        open("lines of the manifest swapped", .manifest, file: "manifest-sha256.txt") { export in
            var lines = try #require(export.files["manifest-sha256.txt"]).split(separator: 0x0A)
            lines.swapAt(2, 3)
            export.files["manifest-sha256.txt"] = lines.flatMap { $0 + [0x0A] }
            export.sealTags()
        },
        open("a manifest line of another form", .manifest, file: "manifest-sha256.txt") { export in
            export.files["manifest-sha256.txt"]? += Array("abc\n".utf8)
            export.sealTags()
        },
        open("the tag manifest", .digest, file: "bagit.txt") { export in
            let text = String(decoding: try #require(export.files["tagmanifest-sha256.txt"]), as: UTF8.self)
            let place = try #require(text.range(of: "  bagit.txt"))
            let digit = text.index(before: place.lowerBound)
            export.files["tagmanifest-sha256.txt"] = Array(
                text.replacingCharacters(in: digit..<place.lowerBound, with: text[digit] == "0" ? "1" : "0").utf8)
        },
        open("bagit.txt", .bagit, file: "bagit.txt") { export in
            export.files["bagit.txt"] = Array("BagIt-Version: 0.97\n".utf8)
            export.sealTags()
        },
        open("a date in bag-info.txt", .bagInfo, file: "bag-info.txt") { export in
            export.files["bag-info.txt"]? += Array("Bagging-Date: 2026-01-01\n".utf8)
            export.sealTags()
        },
        sealed("the checkpoint is missing", .missingFile, file: checkpoint) { $0.files[checkpoint] = nil },
    ]

    private static let archives: [Tampering] = [
        archive("a symbolic link", .link) { $0[20].type = 0x32 },
        archive("a hard link", .link) { $0[20].type = 0x31 },
        archive("a device", .link) { $0[20].type = 0x33 },
        archive("a pax header", .extended) { members in
            var extra = members[20]
            extra.name += ".x"
            extra.type = 0x78
            members.insert(extra, at: 21)
        },
        archive("a GNU header", .extended) { members in
            members[20].type = 0x4C
        },
        archive("two dots", .name) { $0[20].name = $0[20].name.replacing("/data/", with: "/data/../data/") },
        archive("an absolute name", .name) { $0[0] = TarMember(name: "/etc/passwd") },
        archive("a file outside the top folder", .name, file: "zzz/file") {
            $0.append(TarMember(name: "zzz/file"))
        },
        archive("a name twice", .duplicate) { $0.insert($0[20], at: 20) },
        archive("names out of order", .order) { $0.swapAt(20, 21) },
        archive("an empty folder", .name) { members in
            members.insert(TarMember(name: members[0].name + "data/aaa/", type: 0x35), at: 4)
        },
        archive("a time", .metadata) { $0[20].time = 1 },
        archive("a checksum", .header) { $0[20].spoilsChecksum = true },
        Tampering(name: "an archive cut off", code: .truncated) { Array(try TestExport($0).tar.dropLast(20_000)) },
        Tampering(name: "no end blocks", code: .truncated) { Array(try TestExport($0).tar.dropLast(1024)) },
        Tampering(name: "something behind the end", code: .trailing) { try TestExport($0).tar + [1] },
        Tampering(name: "much nothing behind the end", code: .trailing) {
            try TestExport($0).tar + [UInt8](repeating: 0, count: 1 << 20)
        },
        Tampering(name: "something in a file's filling", code: .padding) { federation in
            let export = try TestExport(federation)
            var tar = export.tar
            // The filling of the last member stands in front of the two end blocks.
            tar[tar.count - 1025] = 1
            return tar
        },
        Tampering(name: "nothing at all", code: .truncated) { _ in [] },
    ]

    /// A report with one figure raised by one.
    private static func forgedReport(_ federation: TestFederation) throws -> RegionalReport {
        let text = String(decoding: try federation.report().canonicalBytes, as: UTF8.self)
        let place = try #require(text.range(of: #""value":"6004""#))
        return try RegionalReport(
            canonicalBytes: Array(text.replacingCharacters(in: place, with: #""value":"6005""#).utf8))
    }
}
