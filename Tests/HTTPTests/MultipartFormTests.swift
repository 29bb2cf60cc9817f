import HTTP
import TestSupport
import Testing

@Suite struct MultipartFormTests {
    private static let boundary = "----WebKitFormBoundaryAb12"

    private static func body(_ parts: [(head: String, content: String)]) -> [UInt8] {
        var text = ""
        for part in parts { text += "--\(boundary)\r\n\(part.head)\r\n\r\n\(part.content)\r\n" }
        return Array((text + "--\(boundary)--\r\n").utf8)
    }

    private static let whole = body([
        ("Content-Disposition: form-data; name=\"csrf\"", "abc"),
        (
            "Content-Disposition: form-data; name=\"file\"; filename=\"C:\\Daten\\Werte 2025.csv\"\r\nContent-Type: text/csv",
            "a;b\r\n--no boundary\r\n\r\n1;ä\r\n"
        ),
        ("Content-Disposition: form-data; name=\"empty\"", ""),
    ])

    @Test func readsFieldsAndFilesAsBrowsersWriteThem() throws {
        let parts = try MultipartForm(Self.whole, boundary: Self.boundary).parts
        #expect(parts.map(\.name) == ["csrf", "file", "empty"])
        #expect(parts.map(\.fileName) == [nil, "Werte 2025.csv", nil])
        #expect(parts.map(\.text) == ["abc", "a;b\r\n--no boundary\r\n\r\n1;ä\r\n", ""])
        #expect(parts.map(\.contentType) == ["", "text/csv", ""])
    }

    @Test func aFileMayHoldAnyByteButAFieldIsText() throws {
        var body = Array("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n".utf8)
        body += [0xFF, 0x00, 0x0D, 0x0A, 0x2D, 0x2D]
        body += Array("\r\n--b--".utf8)
        let part = try #require(try MultipartForm(body, boundary: "b").parts.first)
        #expect(part.bytes == [0xFF, 0x00, 0x0D, 0x0A, 0x2D, 0x2D])
        #expect(part.text == nil)
        let field = Array("--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n".utf8) + [0xFF]
        #expect(throws: HTTPError.self) {
            try MultipartForm(field + Array("\r\n--b--".utf8), boundary: "b").parts
        }
    }

    @Test func quotesAndLineEndsInNamesAreDecoded() throws {
        let body = Self.body([("Content-Disposition: form-data; name=\"a%22b\"; filename=\"\"", "")])
        let part = try #require(try MultipartForm(body, boundary: Self.boundary).parts.first)
        #expect(part.name == "a\"b")
        #expect(part.fileName == "")
    }

    @Test(arguments: [
        "", "--b", "--b--", "x--b\r\n", "--b \r\n", "--b\n", "--b\r\n", "--b\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data;\r\n name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\n\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bc--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\nepilogue",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\u{0}\r\n--b--",
        "--b\r\nX: \(String(repeating: "y", count: 5000))\r\n\r\nx\r\n--b--",
    ]) func refuses(_ text: String) throws {
        // An empty form is a form: no part at all.
        if text == "--b--" {
            #expect(try MultipartForm(Array(text.utf8), boundary: "b").parts.isEmpty)
            return
        }
        #expect(throws: HTTPError(.malformedForm, "")) { try MultipartForm(Array(text.utf8), boundary: "b").parts }
    }

    @Test func thePartsAreCounted() throws {
        let many = Self.body(Array(repeating: ("Content-Disposition: form-data; name=\"a\"", "x"), count: 5))
        #expect(try MultipartForm(many, boundary: Self.boundary, maximumParts: 5).parts.count == 5)
        do {
            _ = try MultipartForm(many, boundary: Self.boundary, maximumParts: 4).parts
            Issue.record("not refused")
        } catch {
            #expect(error.status == 413)
        }
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=b", 200), ("Multipart/Form-Data; Boundary=\"b\"", 200), ("text/plain", 0),
        ("multipart/form-data", 400), ("multipart/form-data; boundary=b; boundary=c", 400),
        ("multipart/form-data; boundary=", 400), ("multipart/form-data; boundary=ä", 400),
    ]) func theContentTypeNamesTheBoundary(_ type: String, _ status: Int) throws {
        let request = Request(method: "POST", headers: Headers([("Content-Type", type)]), body: Array("--b--".utf8))
        do {
            #expect(try request.multipartForm()?.parts.count == (status == 200 ? 0 : nil))
            #expect(status != 400)
        } catch {
            #expect(error.status == status)
        }
    }

    /// Whatever arrives, the parser answers with parts or with an error, and what it accepts it can write again.
    @Test func anyBytesAreAnswered() throws {
        var generator = Generator(state: 7)
        let rounds = thorough(5_000)
        for _ in 0..<rounds {
            var bytes = Self.whole
            for _ in 0...Int(generator.next() % 4) {
                let place = Int(generator.next() % UInt64(bytes.count))
                switch generator.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.insert([0x0D, 0x0A, 0x2D, 0x22][Int(generator.next() % 4)], at: place)
                default: bytes.removeSubrange(place...)
                }
                if bytes.isEmpty { bytes = [0] }
            }
            guard let parts = try? MultipartForm(bytes, boundary: Self.boundary).parts else { continue }
            for part in parts {
                #expect(!part.name.isEmpty)
                #expect(!(part.fileName ?? "").contains("/") && !(part.fileName ?? "").contains("\\"))
                #expect(part.bytes.count < bytes.count)
                if part.fileName == nil { #expect(part.text != nil) }
            }
        }
    }

    private struct Generator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
