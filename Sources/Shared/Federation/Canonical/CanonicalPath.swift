/// Works out which member a byte position belongs to, for error messages only.
enum CanonicalPath {
    private enum Frame {
        case object(name: String)
        case array(index: Int)
    }

    /// A path such as `body.observations[3].value`; empty at the top or where the text makes no sense.
    static func path(at target: Int, in bytes: [UInt8]) -> String? {
        var frames: [Frame] = []
        var index = 0
        let end = min(target, bytes.count)
        while index < end {
            switch bytes[index] {
            case 0x7B: frames.append(.object(name: ""))
            case 0x5B: frames.append(.array(index: 0))
            case 0x7D, 0x5D: _ = frames.popLast()
            case 0x2C:
                switch frames.popLast() {
                case .object: frames.append(.object(name: ""))
                case .array(let position): frames.append(.array(index: position + 1))
                case nil: break
                }
            case 0x22:
                let start = index + 1
                index = start
                while index < bytes.count, bytes[index] != 0x22 { index += bytes[index] == 0x5C ? 2 : 1 }
                if index + 1 < bytes.count, bytes[index + 1] == 0x3A, case .object(let name) = frames.last, name.isEmpty
                {
                    frames[frames.count - 1] = .object(
                        name: String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self))
                }
            default: break
            }
            index += 1
        }
        return text(frames)
    }

    private static func text(_ frames: [Frame]) -> String? {
        var path = ""
        for frame in frames {
            switch frame {
            case .object(let name) where name.isEmpty: break
            case .object(let name):
                let short = String(String.UnicodeScalarView(name.unicodeScalars.prefix(60)))
                path += path.isEmpty ? short : ".\(short)"
            case .array(let index): path += "[\(index)]"
            }
        }
        return path.isEmpty ? nil : path
    }
}
