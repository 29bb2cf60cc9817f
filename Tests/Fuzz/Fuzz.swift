// What libFuzzer calls, again and again: every parser of foreign bytes, and what must hold of whatever it accepts.
//
// The environment's FUZZ_TARGET names the parser. A fault shows as a trap; a hang and unbounded memory are libFuzzer's to
// notice (`Tests/Fuzz/run`).

import Archive
import Crypto
import Foundation
import Geography
import HTTP
import Ledger
import PlatformImport
import Tables

@testable import Audit
@testable import Federation

typealias Bytes = [UInt8]

/// What is accepted must come out again byte for byte: one value has one spelling.
private func roundTrip<Value: CanonicalValue>(_ type: Value.Type, _ bytes: Bytes) {
    guard let value = try? Value(canonicalBytes: bytes) else { return }
    precondition(value.canonicalBytes == bytes, "accepted, but written otherwise")
}

private let targets: [String: @Sendable (Bytes) -> Void] = [
    "json": { bytes in
        guard let value = try? JSONValue(canonicalBytes: bytes) else { return }
        precondition(value.canonicalBytes == bytes, "accepted, but written otherwise")
    },
    "statement": { bytes in roundTrip(Statement.self, bytes) },
    "jws": { bytes in
        guard let unverified = try? UnverifiedStatement(bytes) else { return }
        precondition(unverified.jws.bytes == bytes)
    },
    "entry": { bytes in
        guard let entry = try? LogEntry(canonicalBytes: bytes) else { return }
        precondition(entry.canonicalBytes == bytes)
    },
    "note": { bytes in
        guard let note = try? SignedNote(bytes: bytes) else { return }
        precondition(note.bytes == bytes)
        guard let checkpoint = try? Checkpoint(text: note.text) else { return }
        precondition(checkpoint.head.size >= 0)
    },
    "vkey": { bytes in
        guard let key = try? VerifierKey(text: bytes) else { return }
        precondition(Bytes(key.text.utf8) == bytes)
    },
    "cosignature": { bytes in
        if let cosignature = try? Cosignature(bytes: bytes) { precondition(cosignature.bytes == bytes) }
        if let line = try? NoteSignature(line: bytes) { precondition(Bytes(line.line.utf8) == bytes + [0x0A]) }
    },
    "policy": { bytes in
        guard let policy = try? WitnessPolicy(text: bytes) else { return }
        precondition((try? WitnessPolicy(text: policy.text)) == policy)
    },
    "receipt": { bytes in
        guard let receipt = try? Receipt(text: bytes) else { return }
        precondition(receipt.index >= 0)
    },
    "evidence": { bytes in
        guard let evidence = try? Evidence(file: bytes) else { return }
        precondition(evidence.file == bytes)
    },
    "proofs": { bytes in
        // Two numbers, then hashes; whatever verifies must verify by the definition, too, which no random bytes do.
        guard bytes.count >= 16 else { return }
        func number(_ offset: Int) -> Int64 {
            bytes[offset..<offset + 8].reduce(0) { $0 << 8 | Int64($1) }
        }
        let hashes = stride(from: 16, to: bytes.count - 31, by: 32).compactMap { Digest(Bytes(bytes[$0..<$0 + 32])) }
        let root = hashes.last ?? SHA256.digest([])
        let path = Array(hashes.dropLast())
        try? InclusionProof(index: number(0), size: number(8), path: path).verify(leaf: root, root: root)
        try? ConsistencyProof(from: number(0), to: number(8), path: path).verify(
            old: TreeHead(size: number(0), root: root), new: TreeHead(size: number(8), root: root))
    },
    "geojson": { bytes in
        guard let boundaries = try? Boundaries(geoJSON: bytes) else { return }
        precondition(boundaries.areas.allSatisfy { $0.rings.allSatisfy { $0.count >= 4 && $0.first == $0.last } })
        let lines = Outlines(boundaries, MapProjection(boundaries.frame), limit: 200).lines
        // Drawn they stay within their plane, and within the number of points asked for.
        precondition(lines.joined().allSatisfy { (-0.001...1.001).contains($0.x) && $0.y.isFinite })
        precondition(lines.reduce(0) { $0 + $1.count } <= 200)
    },
    "tiles": { bytes in
        guard let first = bytes.first else { return }
        let rest = Bytes(bytes.dropFirst())
        if let bundle = try? EntryBundle(bytes: rest, width: Int(first) + 1) {
            precondition(bundle.bytes == rest && bundle.entries.count == Int(first) + 1)
        }
        if let tile = try? TileCoordinate(path: rest) {
            precondition(Bytes(tile.path.utf8) == rest)
            _ = try? TileCoding.decode(rest, of: tile)
        }
        if let bundle = try? EntryBundleCoordinate(path: rest) { precondition(Bytes(bundle.path.utf8) == rest) }
    },
    "request": { bytes in
        var parser = RequestParser()
        // In two pieces: where they meet must not matter.
        let middle = bytes.count / 2
        parser.append(bytes[..<middle])
        _ = parser.next()
        parser.append(bytes[middle...])
        _ = parser.next()
    },
    "response": { bytes in
        var parser = ResponseParser(method: "GET", maximumBytes: 1 << 20)
        let middle = bytes.count / 2
        parser.append(bytes[..<middle])
        _ = parser.next()
        parser.append(bytes[middle...])
        _ = parser.next()
        _ = parser.finish()
    },
    "multipart": { bytes in _ = try? MultipartForm(bytes, boundary: "b") },
    "csv": { bytes in
        guard let rows = CSVReader.read(bytes, file: "f.csv", problems: ProblemList()) else { return }
        precondition(rows.count <= CSVReader.maximumRows)
    },
    "zip": { bytes in
        guard let archive = try? ZIPArchive(bytes) else { return }
        if Workbook.isLikely(archive) { _ = try? Workbook(archive) }
    },
    "platform": { bytes in _ = try? PlatformImport.read(bytes, file: "f.csv") },
    "export": { bytes in
        // The whole verification of a hostile archive: it must end with a verdict.
        let report = ExportAudit.run(TarSource(MemoryBytes(bytes)), trust: Trust())
        precondition(report.verdict != .genuine, "nothing is genuine without an auditor's own policy")
    },
]

/// An archive in memory.
private struct MemoryBytes: RandomAccessBytes {
    let bytes: Bytes

    init(_ bytes: Bytes) { self.bytes = bytes }

    var byteCount: Int64 { Int64(bytes.count) }

    func read(at offset: Int64, count: Int) throws(AuditError) -> Bytes {
        guard offset >= 0, count >= 0, offset <= byteCount, Int64(count) <= byteCount - offset else {
            throw AuditError(.unreadable, Audit.Phrase(de: "zu Ende", en: "at its end"))
        }
        return Bytes(bytes[Int(offset)..<Int(offset) + count])
    }
}

private let chosen: @Sendable (Bytes) -> Void = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = targets[name] else {
        fatalError("FUZZ_TARGET is one of: \(targets.keys.sorted().joined(separator: " "))")
    }
    return target
}()

@_cdecl("LLVMFuzzerTestOneInput") public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    chosen(Bytes(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
