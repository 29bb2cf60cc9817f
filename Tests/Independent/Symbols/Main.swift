import Glibc
import QRCode

/// Writes QR codes of every version and level as portable bitmaps into a folder, beside a table of what each holds, so that
/// a program that is none of ours can say what it reads: Symbols FOLDER.
@main
enum Symbols {
    static func main() {
        guard CommandLine.arguments.count == 2 else {
            print("usage: Symbols FOLDER")
            exit(2)
        }
        let folder = CommandLine.arguments[1]
        var table = ""
        for (levelName, level) in zip(["L", "M", "Q", "H"], QRCode.Level.allCases) {
            for version in QRCode.versions {
                let text = content(version, level)
                guard let code = QRCode(text, level: level, least: version) else {
                    print("version \(version)-\(levelName) does not hold \(text.utf8.count) bytes")
                    exit(1)
                }
                let name = "\(code.version)-\(levelName)"
                write(bitmap(code), to: "\(folder)/\(name).pbm")
                table += "\(name)\t\(text)\n"
            }
        }
        write(table, to: "\(folder)/table.tsv")
    }

    /// An address that fills the version, or all but a few bytes of it.
    private static func content(_ version: Int, _ level: QRCode.Level) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789-._~ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        var state = UInt64(version * 4 + level.rawValue + 1)
        var text = version == 1 ? "1-" : "https://x.de/"
        // Every other version is filled to its last byte.
        while QRCode.version(holding: text.utf8.count + 1 + version % 2 * 3, level, least: version) == version {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text.append(letters[Int(state >> 33) % letters.count])
        }
        return text
    }

    /// A plain portable bitmap with the quiet zone, each module four pixels wide.
    private static func bitmap(_ code: QRCode) -> String {
        let modules = code.side + 2 * QRCode.quietZone
        var text = "P1\n\(modules * 4) \(modules * 4)\n"
        for pixelRow in 0..<modules * 4 {
            for pixelColumn in 0..<modules * 4 {
                let isDark = code.isDark(
                    row: pixelRow / 4 - QRCode.quietZone, column: pixelColumn / 4 - QRCode.quietZone)
                text += isDark ? "1" : "0"
                if pixelColumn % 64 == 63 { text += "\n" }
            }
            text += "\n"
        }
        return text
    }

    private static func write(_ text: String, to path: String) {
        guard let file = fopen(path, "w"), fputs(text, file) >= 0, fclose(file) == 0 else {
            print("\(path) cannot be written")
            exit(1)
        }
    }
}
