import HTTP
import Testing

@testable import PublicForms
@testable import TenantNode

/// What happens where more comes from one connection than the rate limit allows.
struct SendingLimitTests {
    private let here: IdeaTown
    private let visitor: StaffBrowser

    init() throws {
        here = try IdeaTown()
        try here.submit()
        visitor = here.house.visitor()
    }

    private func write(_ text: String) throws {
        try visitor.get("/participation/ideas/1/report")
        here.town.clock.advance(by: .seconds(5))
        try visitor.send([("rule", "other"), ("words", text)])
    }

    private func reports() throws -> Int64 {
        try here.town.node.store.read { connection in
            try connection.first("SELECT count(*) FROM report") { try $0.int64(0) } ?? 0
        }
    }

    /// What the script does with the last page; gives the fields it fills in.
    private func work() throws -> [(String, String)] {
        let challenge = try #require(visitor.forms.last?.fields.first { $0.0 == "work-challenge" }?.1)
        let numbers = (0..<ProofOfWork.count).map { place in
            var number = 0
            while ProofOfWork.zeroBits("\(challenge):\(place):\(number)") < ProofOfWork.bits { number += 1 }
            return "\(number)"
        }
        return [("work", numbers.joined(separator: "."))]
    }

    @Test("What was typed stays, the page says how long to wait, and work lets it go on")
    func goesOn() throws {
        for number in 1...30 { try write("Meldung \(number)") }
        #expect(try visitor.status == 200 && reports() == 30)
        #expect(!visitor.text.contains("work-challenge"))
        try write("Eine zu viel")
        #expect(visitor.status == 429)
        #expect(visitor.text.contains("Eine zu viel</textarea>"))
        #expect(visitor.words.contains("In 58 Minuten geht es wieder; was Sie eingegeben haben, steht noch da."))
        #expect(visitor.answer.headers["Retry-After"] == "3450")
        #expect(visitor.answer.headers["Content-Security-Policy"]?.contains("script-src 'self'") == true)
        #expect(visitor.text.contains(OwnScript.work.path))
        #expect(visitor.text.contains(" data-bits=\"14\" data-count=\"8\""))

        // A guess helps nobody; the page that follows has a challenge of its own.
        here.town.clock.advance(by: .seconds(5))
        try visitor.send([("work", "1.2.3.4.5.6.7.8")])
        #expect(try visitor.status == 429 && reports() == 30)

        let solved = try work()
        let form = try #require(visitor.forms.last)
        here.town.clock.advance(by: .seconds(5))
        try visitor.send(solved)
        #expect(try visitor.status == 200 && reports() == 31)
        #expect(visitor.words.contains("Danke für Ihre Meldung"))

        // The same solution in another form.
        try visitor.get("/participation/ideas/1/report")
        here.town.clock.advance(by: .seconds(5))
        let used = solved + form.fields.filter { $0.0 == "work-challenge" }
        try visitor.send([("rule", "other"), ("words", "Noch eine")] + used)
        #expect(try visitor.status == 429 && reports() == 31)

        // Who waits needs no work.
        here.town.clock.advance(by: .seconds(3600))
        try visitor.send([])
        #expect(try visitor.status == 200 && reports() == 32)
    }

    @Test("The script is served under the address that the page names")
    func script() throws {
        try visitor.get(OwnScript.work.path)
        #expect(visitor.status == 200 && visitor.text.contains("requestSubmit"))
        #expect(visitor.answer.headers["Content-Type"] == "text/javascript; charset=utf-8")
        #expect(try visitor.get("/scripts/work.0000000000000000.js").status == 404)
    }

    @Test("An idea is refused at its second step, and goes on from there")
    func idea() throws {
        for number in 2...60 { try here.submit([("title", "Idee \(number)"), ("text", "Text")]) }
        let visitor = try here.submit([("title", "Zu viel"), ("text", "Ein langer Text")])
        #expect(visitor.status == 429)
        #expect(visitor.words.contains("Ihre Idee ist noch nicht eingereicht"))
        let fields = try #require(visitor.forms.last?.fields)
        #expect(fields.contains { $0 == ("text", "Ein langer Text") })
        #expect(fields.contains { $0.0 == "work-challenge" })
        try visitor.send([("act", "edit")])
        #expect(visitor.status == 200 && visitor.text.contains("Ein langer Text</textarea>"))
    }

    @Test("A support is refused with a page that offers it again")
    func support() throws {
        for _ in 1...600 {
            try visitor.get("/participation/ideas/1")
            let form = try #require(visitor.forms.first { $0.action.contains("/support") })
            try visitor.post(form.action, form.fields)
        }
        try visitor.get("/participation/ideas/1")
        let form = try #require(visitor.forms.first { $0.action.contains("/support") })
        try visitor.post(form.action, form.fields)
        #expect(visitor.status == 429 && visitor.words.contains("Ihre Unterstützung ist noch nicht gezählt"))
        try visitor.send(try work())
        #expect(visitor.status == 303)
        #expect(try visitor.follow().words.contains("Sie unterstützen diese Idee."))
    }
}
