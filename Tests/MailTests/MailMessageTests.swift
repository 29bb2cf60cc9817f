import Testing

@testable import Mail

struct MailMessageTests {
    private func message(
        subject: String = "Neues", text: String = "Hallo\n", name: String = "Stadt", leave: String? = nil
    ) throws -> MailMessage {
        MailMessage(
            from: try #require(MailAddress("stadt@town.example")), fromName: name,
            to: try #require(MailAddress("ada@example.org")), subject: subject, text: text, at: 1_795_642_459,
            identifier: "12-ab", leave: leave)
    }

    private func lines(_ message: MailMessage) -> [String] {
        String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    @Test(arguments: [
        ("ada@example.org", true), ("Ada.L+x@Example.ORG", true), ("a@b", false), ("@b.de", false), ("a@", false),
        ("a b@c.de", false), ("a@c.de\r\nBcc: x@y.de", false), ("a@c.de\n", false), ("ä@c.de", false),
        ("a@ö.de", false),
        ("-f@c.de", false), ("a..b@c.de", false), ("a@-c.de", false), ("a@c.1", false), ("a@b@c.de", false),
        ("<a@c.de>", false), ("\"a\"@c.de", false),
    ])
    func addresses(text: String, isGood: Bool) {
        #expect((MailAddress(text) != nil) == isGood)
    }

    @Test(arguments: [
        "x\r\nBcc: evil@example.org", "x\nBcc: evil@example.org", "x\rBcc: evil", "Grüße\r\n\r\nText",
        "x\u{2028}Bcc: evil", "x\u{85}Bcc: evil", "=?utf-8?B?SGk=?=\r\nBcc: evil",
    ])
    func nothingTypedBeginsAHeader(subject: String) throws {
        for made in [
            try message(subject: subject), try message(name: subject), try message(leave: "https://x\r\nBcc: a"),
        ] {
            let head = lines(made).prefix { !$0.isEmpty }
            #expect(!head.contains { $0.lowercased().hasPrefix("bcc") })
            let names = head.filter { !$0.hasPrefix(" ") }.compactMap {
                $0.split(separator: ":").first.map(String.init)
            }
            #expect(
                Set(names).isSubset(of: [
                    "Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type",
                    "Content-Transfer-Encoding",
                    "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post",
                ]))
        }
    }

    @Test func linesAreShortAndASCII() throws {
        let long = String(repeating: "Straße und Grünfläche ", count: 60) + "\u{1F6B2}"
        let made = try message(subject: long, text: long + "\n.\nFrom hier\nEnde ", name: long)
        #expect(made.bytes.allSatisfy { $0 < 0x80 })
        #expect(lines(made).allSatisfy { $0.utf8.count <= 78 })
        #expect(!lines(made).contains(".") && !lines(made).contains { $0.hasPrefix("From ") })
        #expect(String(decoding: made.bytes, as: UTF8.self).hasSuffix("Ende=20\r\n"))
    }

    @Test func oneClickLeaves() throws {
        let head = lines(try message(leave: "https://town.example/x/leave"))
        #expect(head.contains("List-Unsubscribe: <https://town.example/x/leave>"))
        #expect(head.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
        #expect(head.first == "Date: Wed, 25 Nov 2026 21:34:19 +0000")
    }
}
