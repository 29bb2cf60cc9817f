import Foundation
import HTTP
import Testing

@testable import Hub

@Suite struct BadInputTests {
    @Test(arguments: BadInput.allCases)
    func aClearErrorAndNothingChanged(_ input: BadInput) throws {
        let hub = try BadInput.hub()
        let (bytes, expected) = try input.row(hub)
        let before = try Standing(hub)
        let answer = try hub.post(bytes)

        #expect(answer.status == expected.status)
        #expect(answer.header("Content-Type") == "application/problem+json")
        #expect(answer.code == expected.code)
        #expect(answer.detail == expected.detail)
        #expect(answer.problem["field"] as? String == expected.field)
        #expect(answer.problem["expected"] as? String == expected.expected)
        let position = answer.problem["position"] as? Int
        // -1: some place, which depends on the lengths of names and digests.
        if expected.position == -1 { #expect(position ?? 0 > 0) } else { #expect(position == expected.position) }
        let instance = try #require(answer.problem["instance"] as? String)
        #expect(instance.hasPrefix("urn:uuid:"))

        let titles = try #require(Self.titles[expected.code])
        #expect(answer.problem["title"] as? String == titles.english)
        #expect(try hub.post(bytes, language: "de-DE").problem["title"] as? String == titles.german)
        let german = try #require(try hub.post(bytes, language: "de-DE").problem["detail"] as? String)
        let english = try #require(try hub.post(bytes, language: "en").problem["detail"] as? String)
        // German explains and then quotes the exact sentence.
        #expect(german.hasSuffix("[\(english)]"))
        #expect(german.count > english.count + 20)
        #expect(try hub.post(bytes, language: "fr").problem["title"] as? String == titles.german)

        #expect(try Standing(hub) == before)
        let right = try hub.say(try hub.summary("soest"), by: "soest")
        #expect(try Standing(hub).size == before.size + 1)
        _ = try hub.post(right).receipt(hub, for: right)
    }

    /// What stands over a refusal, word for word.
    static let titles: [String: (german: String, english: String)] = [
        "algorithm": ("Dieses Verfahren ist nicht zugelassen", "This algorithm is not allowed"),
        "closed": ("Die Beteiligung ist abgeschlossen", "The consultation is closed"),
        "decimals": ("Die Zahl der Nachkommastellen stimmt nicht", "The number of decimals is wrong"),
        "foreign-key": ("Der Schlüssel gehört jemand anderem", "The key belongs to somebody else"),
        "fork": ("Zwei Erklärungen mit derselben Nummer", "Two statements with the same number"),
        "future": ("Das Datum liegt in der Zukunft", "The date lies in the future"),
        "invalid-utf8": ("Kein gültiges UTF-8", "Not valid UTF-8"),
        "malformed": ("Die Nachricht ist nicht lesbar", "The message cannot be read"),
        "membership": (
            "Der Zeitraum liegt außerhalb der Mitgliedschaft", "The period lies outside membership"
        ),
        "not-canonical": ("Nicht in der einen gültigen Schreibweise", "Not in the one valid spelling"),
        "not-admitted": ("Kein Mitglied", "Not a member"),
        "number": ("Die Versionsnummer folgt nicht", "The version number does not follow"),
        "previous": ("Der Vorgänger stimmt nicht", "The predecessor does not fit"),
        "range": ("Der Wert liegt außerhalb der Grenzen", "The value lies outside its limits"),
        "reference": ("Ein Verweis führt ins Leere", "A reference leads nowhere"),
        "revision": ("Die Fassung folgt nicht", "The revision does not follow"),
        "revoked-key": ("Der Schlüssel gilt nicht mehr", "The key is no longer valid"),
        "role": ("Diese Rolle darf das nicht erklären", "This role may not state that"),
        "sequence": ("Die Nummer folgt nicht", "The number does not follow"),
        "small-count": ("Eine kleine Anzahl muss gesperrt werden", "A small count must be suppressed"),
        "suspended": ("Mitgliedschaft ausgesetzt", "Membership suspended"),
        "too-large": ("Die Nachricht ist zu groß", "The message is too large"),
        "truncated": ("Die Nachricht ist abgeschnitten", "The message is cut off"),
        "unknown-indicator": ("Die Kennzahl ist nicht bekannt", "The indicator is not known"),
        "unknown-key": ("Der Schlüssel ist nicht bekannt", "The key is not known"),
        "unknown-kind": ("Diese Art von Erklärung ist nicht bekannt", "This kind of statement is not known"),
        "unknown-member": ("Eine Angabe ist nicht bekannt", "A member is not known"),
        "unknown-version": (
            "Diese Fassung des Formats ist nicht bekannt", "This version of the format is not known"
        ),
        "wrong-federation": ("Für einen anderen Verbund bestimmt", "Meant for another federation"),
        "wrong-signature": ("Die Unterschrift stimmt nicht", "The signature does not hold"),
    ]

    @Test func theSameBytesAgainGiveTheSameReceipt() throws {
        let hub = try BadInput.hub()
        let bytes = try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
        let first = try hub.post(bytes)
        #expect(first.status == 201)
        #expect(first.header("Content-Type") == "text/plain; charset=utf-8")
        try hub.say(try hub.summary("soest", "2025"), by: "soest")
        let before = try Standing(hub)
        let again = try hub.post(bytes)
        #expect(again.status == 200)
        #expect(again.bytes == first.bytes)
        #expect(try Standing(hub) == before)

        // Even when it could not be said any more, and after a restart.
        try hub.suspend("soest")
        hub.close()
        try hub.start()
        let last = try hub.post(bytes)
        #expect(last.status == 200)
        #expect(last.bytes == first.bytes)
        _ = try last.receipt(hub, for: bytes)
    }

    @Test func aDayAheadIsTakenAndASecondMoreIsNot() throws {
        let hub = try BadInput.hub()
        let body = try hub.summary("soest")
        let late = try hub.statement(body, by: "soest", issuedIn: 24 * 3600 + 1)
        #expect(try hub.post(try hub.signed(late, by: "soest")).code == "future")
        let still = try hub.statement(body, by: "soest", issuedIn: 24 * 3600)
        #expect(try hub.post(try hub.signed(still, by: "soest")).status == 201)
    }

    @Test func everyProblemHasAPageThatExplainsIt() throws {
        let hub = try TestHub()
        try hub.start()
        for code in Self.titles.keys {
            let page = try hub.get("/problems/\(code)", [("Accept-Language", "en")])
            #expect(page.status == 200, "\(code)")
        }
        #expect(try hub.get("/problems/mood").status == 404)
    }
}
