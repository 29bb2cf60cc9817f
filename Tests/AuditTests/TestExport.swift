import Crypto
import Federation
import Ledger
import Testing
import Witnessing

@testable import Audit

/// An export built from a test federation, to be spoiled before it is written.
struct TestExport {
    /// Every file below the top folder.
    var files: [String: [UInt8]] = [:]
    var top: String

    init(
        _ federation: TestFederation, log: NoteSigner? = nil, witnesses: Int = 2, selection: Selection? = nil
    ) throws {
        var edge = TreeEdge()
        var completed: [CompletedTile] = []
        for entry in federation.entries { completed += edge.append(Merkle.leafHash(entry)) }
        top = "hub.test.example_log-\(edge.size)\(selection?.suffix ?? "")"
        for tile in completed { files["data/log/\(tile.coordinate.path)"] = tile.bytes }
        for (coordinate, hashes) in edge.unfinished {
            files["data/log/\(coordinate.path)"] = TileCoding.encode(hashes)
        }
        for coordinate in EntryBundleCoordinate.bundles(forSize: edge.size) {
            let first = Int(coordinate.firstIndex)
            files["data/log/\(coordinate.path)"] =
                try EntryBundle(entries: Array(federation.entries[first..<first + coordinate.width])).bytes
        }
        for (entry, statement) in zip(federation.entries, federation.statements) {
            guard try selection?.includes(LogEntry(canonicalBytes: entry)) ?? true else { continue }
            files["data/log/statement/\(SHA256.digest(statement).hex)"] = statement
        }
        let checkpoint = try Checkpoint(origin: TestFederation.origin, head: edge.head)
        var signed = try checkpoint.signed(by: log ?? federation.log)
        for (number, witness) in federation.witnesses.prefix(witnesses).enumerated() {
            signed = try signed.adding(
                witness.cosign(checkpoint.text, at: 1_760_000_000 + Int64(number)), of: witness.verifierKey)
        }
        files["data/log/checkpoint"] = signed.bytes
        files["data/policy"] = Array(
            try WitnessPolicy.following(
                federation.state, at: federation.state.size, log: federation.log.verifierKey, url: nil
            ).text.utf8)
        files["data/keys.json"] = KeySet(of: federation.state).canonicalBytes
        for framework in federation.state.frameworks {
            files["data/framework/\(framework.value.number).json"] = framework.value.canonicalBytes
        }
        for report in federation.state.reports.values.joined() {
            guard selection?.selects(issuer: .office, received: report.received) ?? true else { continue }
            let path = "data/reports/\(report.value.period)-\(report.value.edition)"
            files["\(path).json"] = report.value.canonicalBytes
            files["\(path).csv"] = ReportTable.csv(report.value)
        }
        files["data/selection.json"] = selection?.canonicalBytes
        files["data/tables/members.csv"] = ExportTables.members(federation.state)
        if selection == nil {
            files["data/tables/figures.csv"] = ExportTables.figures(federation.state)
            files["data/tables/values.csv"] = ExportTables.values(federation.state)
        }
        files["data/VERIFY.de.md"] = Array("Prüfen Sie.\n".utf8)
        files["data/VERIFY.en.md"] = Array("Verify.\n".utf8)
        seal()
    }

    /// Writes the tag files as they follow from the payload.
    mutating func seal() {
        let payload = files.filter { $0.key.hasPrefix("data/") }
        let size = payload.values.reduce(0) { $0 + $1.count }
        files["bagit.txt"] = Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)
        files["bag-info.txt"] = Array("Payload-Oxum: \(size).\(payload.count)\n".utf8)
        files["manifest-sha256.txt"] = Self.manifest(payload)
        sealTags()
    }

    mutating func sealTags() {
        let tags = files.filter { !$0.key.hasPrefix("data/") && $0.key != "tagmanifest-sha256.txt" }
        files["tagmanifest-sha256.txt"] = Self.manifest(tags)
    }

    /// The archive's members in order, folders included.
    var members: [TarMember] {
        var names: Set<String> = []
        for path in files.keys {
            var folder = "\(top)/"
            names.insert(folder)
            for part in path.split(separator: "/").dropLast() {
                folder += "\(part)/"
                names.insert(folder)
            }
        }
        let folders = names.map { TarMember(name: $0, type: 0x35) }
        return (folders + files.map { TarMember(name: "\(top)/\($0.key)", content: $0.value) }).sorted {
            $0.name < $1.name
        }
    }

    var tar: [UInt8] { Self.tar(members) }

    static func tar(_ members: [TarMember]) -> [UInt8] {
        members.flatMap(\.bytes) + [UInt8](repeating: 0, count: 1024)
    }

    private static func manifest(_ files: [String: [UInt8]]) -> [UInt8] {
        Array(
            files.sorted { $0.key < $1.key }.map { "\(SHA256.digest($0.value).hex)  \($0.key)\n" }.joined().utf8)
    }
}

/// One member of an archive, with everything a test may want to get wrong.
struct TarMember {
    var name: String
    var content: [UInt8] = []
    var type: UInt8 = 0x30
    var time = 0
    var link = ""
    var spoilsChecksum = false

    var bytes: [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at place: Int) {
            for (offset, byte) in text.utf8.enumerated() { header[place + offset] = byte }
        }
        if name.utf8.count <= 100 {
            put(name, at: 0)
        } else {
            // The longest prefix that leaves something for the name.
            let cut =
                name.indices.filter { name[$0] == "/" && name[..<$0].utf8.count <= 155 }
                .last { name.index(after: $0) != name.endIndex } ?? name.startIndex
            put(String(name[..<cut]), at: 345)
            put(String(name[name.index(after: cut)...]), at: 0)
        }
        put(Self.octal(type == 0x35 ? 0o755 : 0o644, 7), at: 100)
        put(Self.octal(0, 7), at: 108)
        put(Self.octal(0, 7), at: 116)
        put(Self.octal(content.count, 11), at: 124)
        put(Self.octal(time, 11), at: 136)
        header[156] = type
        put(link, at: 157)
        put("ustar\u{0}00", at: 257)
        put("        ", at: 148)
        let sum = header.reduce(0) { $0 + Int($1) } + (spoilsChecksum ? 1 : 0)
        put(Self.octal(sum, 6) + "\u{0} ", at: 148)
        let padding = [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
        return header + content + padding
    }

    private static func octal(_ value: Int, _ width: Int) -> String {
        let digits = String(value, radix: 8)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}

/// Bytes in memory that also notice being asked for too much at once.
struct MemoryBytes: RandomAccessBytes {
    let bytes: [UInt8]
    var byteCount: Int64 { Int64(bytes.count) }

    func read(at offset: Int64, count: Int) throws(AuditError) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= byteCount, Int64(count) <= byteCount - offset else {
            throw AuditError(.unreadable, Phrase(de: "Ende", en: "end"))
        }
        return Array(bytes[Int(offset)..<Int(offset) + count])
    }
}
