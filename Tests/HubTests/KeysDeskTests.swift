import Crypto
import Federation
import Ledger
import Testing

@testable import Hub

/// The office's pages of keys, and of statements that come as files.
@Suite struct KeysDeskTests {
    private func officeKeys(_ hub: TestHub) throws -> Set<String> {
        let state = try hub.state
        return Set(state.keys.filter { $0.value.owner == .office && $0.value.isValid(at: state.size) }.keys)
    }

    @Test func aSecondPersonChangesTheOfficesKey() throws {
        let hub = try TestHub.withTowns(["soest"])
        let office = try TestOffice(hub)
        let author = try office.person("a.author", .author)
        let approver = try office.person("b.approver", .approver)
        let reader = try office.person("c.reader", .reader)
        let before = try officeKeys(hub)
        try reader.get("/office/keys")
        #expect(
            reader.words.contains("Keys of the office and the municipalities") && reader.forms.isEmpty,
            "\(reader.words)")
        // One of the office's two keys lies elsewhere; the page tells which.
        #expect(reader.words.components(separatedBy: "regional office What for recovery").count == 2, "\(reader.words)")
        for thumbprint in before { #expect(reader.text.contains(thumbprint.prefix(8))) }
        #expect(reader.text.contains(hub.settings.origin + "+"))
        #expect(try reader.post("/office/keys", [("algorithm", "ES256")]).status == 403)

        try author.get("/office/keys")
        let unconfirmed = try author.send([("algorithm", "ES256")], to: "/office/keys")
        #expect(unconfirmed.status == 422 && author.words.contains("Please confirm that the present key ends"))
        let waits = try author.send([("algorithm", "ES256"), ("confirm", "yes")], to: "/office/keys")
        #expect(waits.status == 303 && waits.header("Location")?.contains("/office/acts/") == true)
        #expect(try officeKeys(hub) == before)
        let act = try #require(waits.header("Location"))
        #expect(try author.get(act).status == 200 && !author.text.contains("approve\""))
        try approver.get(act)
        #expect(approver.words.contains("ECDSA P-256"), "\(approver.words)")
        let form = try #require(approver.forms.first { form in form.fields.contains { $0.0 == "digest" } })
        #expect(try approver.post(form.action, form.fields).status == 303)
        let after = try officeKeys(hub)
        #expect(after.count == 2 && after != before)
        #expect(try hub.state.keys[after.subtracting(before).first ?? ""]?.key.algorithm == .p256)
        // The new one speaks.
        try hub.suspend("soest")
        try reader.get("/office/keys")
        #expect(reader.words.contains("ended") && reader.words.contains("ES256"))
    }

    @Test func whoeverMayDoesItAlone() throws {
        let hub = try TestHub()
        try hub.start()
        let office = try TestOffice(hub)
        try office.allowSelfApproval()
        let person = try office.person("a.author", .author, .approver)
        let before = try officeKeys(hub)
        try person.get("/office/keys", language: "de")
        #expect(person.words.contains("Schlüssel der Geschäftsstelle wechseln"))
        let done = try person.send([("algorithm", "EdDSA"), ("confirm", "yes")], to: "/office/keys")
        #expect(done.status == 303, "\(person.words)")
        #expect(try officeKeys(hub) != before)
        try person.get(try #require(done.header("Location")))
        #expect(person.words.contains("back the key folder up anew"))
    }

    @Test func statementsComeAsFiles() throws {
        let hub = try TestHub.withTowns(["soest", "olpe"], adopting: false)
        let office = try TestOffice(hub)
        let author = try office.person("a.author", .author)
        let reader = try office.person("c.reader", .reader)
        #expect(try reader.get("/office/enter").status == 403)
        try author.get("/office/enter")
        #expect(try author.upload("/office/enter", []).status == 422)
        #expect(author.words.contains("Please choose at least one file"))

        let statement = try hub.signed(try hub.statement(try hub.adoption(), by: "soest"), by: "soest")
        let skipping = try hub.signed(
            try hub.statement(try hub.adoption(), by: "olpe", sequence: 5), by: "olpe")
        let size = try hub.state.size
        let answer = try author.upload(
            "/office/enter",
            [
                ("file1", "soest-000001-adoption.jws", statement), ("file2", "olpe-000005-adoption.jws", skipping),
                ("file3", "photo.jws", [0xFF, 0xD8]),
            ])
        #expect(answer.status == 422)
        #expect(try hub.state.size == size + 1)
        #expect(author.words.contains("Adoption of Soest now stands in the log"), "\(author.words)")
        #expect(author.text.contains("/log/receipt/\(size)"))
        #expect(author.words.contains("olpe-000005-adoption.jws") && author.words.contains("photo.jws"))
        // The receipt is one for exactly this statement.
        let receipt = try Receipt(text: try hub.get("/log/receipt/\(size)").bytes)
        #expect(try LogEntry(canonicalBytes: receipt.extra ?? []).sha256 == SHA256.digest(statement))
        // The same file again changes nothing and gives the same receipt.
        let again = try author.upload("/office/enter", [("file1", "again.jws", statement)])
        #expect(again.status == 200 && author.words.contains("stood in the log already"), "\(author.words)")
        #expect(try hub.state.size == size + 1)
    }
}

/// What rests on a statement in doubt says so, wherever it is shown.
@Suite struct DoubtPageTests {
    @Test func figuresTownsAndDataAreMarked() throws {
        let hub = try TestHub.withTowns(["olpe", "soest"])
        try hub.say(try hub.summary("olpe", "2024", jobs: "100"), by: "olpe")
        try hub.say(try hub.summary("soest", "2023", jobs: "80"), by: "soest")
        let bytes = try hub.say(try hub.summary("soest", "2024", jobs: "120"), by: "soest")
        let index = try hub.state.size - 1
        let pages = [
            "/", "/towns/soest", "/towns/olpe", "/indicators/jobs", "/indicators/jobs?period=2023",
            "/api/v1/region", "/api/v1/towns/soest", "/api/v1/towns/olpe", "/api/v1/indicators/jobs",
            "/api/v1/indicators/jobs/contributions", "/api/v1/observations", "/log/entries/\(index)",
        ]
        func isMarked(_ page: String) throws -> Bool {
            let parts = page.split(separator: "?").map(String.init)
            let request = parts.count > 1 ? "\(parts[0])?\(parts[1])" : page
            let text = try hub.page(request)
            return text.contains("in doubt") || text.contains("\"declared_by\":")
        }
        for page in pages { #expect(try !isMarked(page), "\(page) before") }
        let key = try hub.town("soest").statementKey.publicKey.thumbprint
        _ = try hub.running.hub.office.perform(
            .revokeKey(try #require(TenantID("soest")), key, .compromise, doubtedFrom: index))
        for page in pages {
            let isWanted = page != "/towns/olpe" && page != "/api/v1/towns/olpe" && !page.hasSuffix("period=2023")
            // The older period's page lists all periods, the doubted one among them.
            if page.hasSuffix("period=2023") { continue }
            #expect(try isMarked(page) == isWanted, "\(page)")
        }
        let town = try hub.page("/towns/soest")
        #expect(town.contains("/log/entries/\(index)") && town.contains("A key was declared compromised"))
        for page in ["/towns/soest", "/indicators/jobs"] {
            #expect(try hub.page(page).contains("<ul><li>"), "a list holds items alone: \(page)")
        }
        let csv = try hub.page("/api/v1/towns/soest.csv")
        #expect(csv.contains("doubted_from") && csv.contains("\(SHA256.digest(bytes).hex),\(index)"))
        #expect(try hub.page("/indicators/jobs").contains("rests on figures that are in doubt"))
        // The figure itself stands as it was.
        #expect(try hub.page("/api/v1/indicators/jobs").contains("\"reported\":2"))
    }
}

extension TestHub {
    /// A page of the dashboard with its query.
    fileprivate func page(_ target: String) throws -> String { try get(target).text }
}
