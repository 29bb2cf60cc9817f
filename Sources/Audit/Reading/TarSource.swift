/// An export as a tar archive, read strictly (docs/PROTOCOL.md section 10).
///
/// Accepted are regular files and folders below one top folder, in strictly rising order of their names, then two
/// blocks of zeros and at most a filling up to 10,240 bytes. What could hide something from another reader is a fault.
struct TarSource: ExportSource {
    /// So that a block number fits into 32 bits.
    private static let maximumByteCount: Int64 = 512 << 32

    let bytes: any RandomAccessBytes

    init(_ bytes: any RandomAccessBytes) { self.bytes = bytes }

    func read(_ file: ExportFile, at offset: Int64, count: Int) throws(AuditError) -> [UInt8] {
        try bytes.read(at: Int64(file.block) * 512 + offset, count: count)
    }

    func namedContents(of file: ExportFile) throws(AuditError) -> (bytes: [UInt8], isNamed: Bool) {
        // The header stands in the block before the content: one read for both.
        let all = try bytes.read(at: Int64(file.block) * 512 - 512, count: 512 + Int(file.byteCount))
        let name = TarHeader.name(in: all.span.extracting(0..<512)) ?? []
        return (Array(all[512...]), name.suffix(file.path.utf8.count + 1).elementsEqual("/\(file.path)".utf8))
    }

    func walk(fault: (Fault) -> Void, visit: (ExportFile) -> Void) -> ExportWalk {
        var result = ExportWalk(topFolder: nil, isComplete: false)
        guard bytes.byteCount < Self.maximumByteCount else {
            fault(Fault(.container, .tooLarge, Phrase(de: "Das Archiv ist zu groß.", en: "The archive is too large.")))
            return result
        }
        var names = TarNames()
        var position: Int64 = 0
        var padding = 0
        while true {
            // The filling behind one file is read together with the header of the next.
            guard let head = try? bytes.read(at: position, count: padding + TarHeader.blockSize) else {
                fault(Self.truncated(after: names.last))
                return result
            }
            if !head.span.extracting(0..<padding).isZero {
                fault(Fault(.container, .padding, Self.hidden, file: ExportPath.shown(names.last)))
            }
            let block = head.span.extracting(padding..<head.count)
            position += Int64(head.count)
            if block[0] == 0 && block.isZero {
                if let flaw = endFlaw(from: position) { fault(flaw) } else { result.isComplete = true }
                if let flaw = names.endFlaw() { fault(flaw) }
                return result
            }
            let header: TarHeader
            do throws(AuditError) {
                header = try TarHeader(block: block)
            } catch {
                fault(Fault(.container, .header, error.reason, file: "@\(position - 512)"))
                return result
            }
            guard header.paddedByteCount <= bytes.byteCount - position else {
                fault(Self.truncated(after: header.name))
                return result
            }
            let flaws = names.take(header)
            flaws.forEach(fault)
            result.topFolder = names.top
            if flaws.isEmpty && header.kind == .file {
                let path = String(decoding: header.name.dropFirst(names.topLength + 1), as: UTF8.self)
                visit(ExportFile(path: path, byteCount: header.byteCount, block: UInt32(position / 512)))
            }
            position += header.byteCount
            padding = Int(header.paddedByteCount - header.byteCount)
        }
    }

    /// What is wrong with the end: behind the first block of zeros comes a second one and no more than filling.
    private func endFlaw(from position: Int64) -> Fault? {
        let rest = bytes.byteCount - position
        guard rest >= 512 else { return Self.truncated(after: []) }
        guard rest <= 10_240, let end = try? bytes.read(at: position, count: Int(rest)),
            end.allSatisfy({ $0 == 0 })
        else {
            return Fault(
                .container, .trailing,
                Phrase(
                    de: "Hinter dem Ende des Archivs stehen weitere Daten.",
                    en: "More data follow the end of the archive."))
        }
        return nil
    }

    private static let hidden = Phrase(
        de: "Im Füllbereich hinter der Datei stehen Daten.", en: "The filling behind the file holds data.")

    private static func truncated(after name: [UInt8]) -> Fault {
        Fault(
            .container, .truncated,
            Phrase(de: "Das Archiv ist abgeschnitten.", en: "The archive is cut off."),
            file: name.isEmpty ? nil : ExportPath.shown(name))
    }
}
