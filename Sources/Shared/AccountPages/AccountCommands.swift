import Accounts
import Service

/// `accounts …` and `journal`: the same at node and hub. Whoever may run them holds the machine, and so needs no account.
public struct AccountCommands: Sendable {
    /// A desk on the program's database, and how its links begin.
    public struct Opened: Sendable {
        public let desk: AccountDesk
        public let publicAddress: String
        public let prefix: String

        public init(desk: AccountDesk, publicAddress: String, prefix: String) {
            self.desk = desk
            self.publicAddress = publicAddress
            self.prefix = prefix
        }

        func link(_ token: Token) -> String { "\(publicAddress)\(prefix)/link/\(token.text)" }
    }

    private let open: @Sendable (Invocation) throws -> Opened
    private let explain: @Sendable (any Error) -> Wording?

    /// - Parameter explain: what to do about an error that is none of accounts; nil where it speaks for itself.
    public init(
        open: @escaping @Sendable (Invocation) throws -> Opened,
        explain: @escaping @Sendable (any Error) -> Wording? = { _ in nil }
    ) {
        self.open = open
        self.explain = explain
    }

    public var all: [Command] { [list, invite, roles, deactivate, activate, reset, journal, purge] }

    private static let login = Command.Argument("LOGIN", Wording(de: "Anmeldename", en: "login"))

    private var list: Command {
        Command(["accounts", "list"], Wording(de: "alle Konten zeigen", en: "show all accounts")) {
            invocation, console in
            try run(invocation, console) { opened in
                for account in try opened.desk.accounts() {
                    let parts = [
                        account.login, account.name, account.function, Self.text(account.roles),
                        account.isActive ? "active" : "deactivated", account.hasSecondFactor ? "second factor" : "",
                    ]
                    console.print(parts.joined(separator: "\t"))
                }
                for invitation in try opened.desk.openInvitations() {
                    console.print(
                        [invitation.login, invitation.name, "", Self.text(invitation.roles), "invited", ""].joined(
                            separator: "\t"))
                }
            }
        }
    }

    private var invite: Command {
        Command(
            ["accounts", "invite"], Wording(de: "jemanden einladen", en: "invite somebody"),
            details: Wording(
                de:
                    "Gibt einen Link aus, der einmal und sieben Tage lang gilt. Bitte auf vertraulichem Weg weitergeben.",
                en: "Prints a link that is valid once and for seven days. Please pass it on confidentially."),
            arguments: [Self.login],
            options: [
                Command.Option("name", value: "NAME", Wording(de: "Name der Person", en: "the person's name")),
                Command.Option(
                    "function", value: "TEXT", Wording(de: "Funktion im Haus", en: "function in the house"), default: ""
                ),
                Self.role,
            ]
        ) { invocation, console in
            try run(invocation, console) { opened in
                let person = try PersonEntry(
                    login: try invocation.argument("LOGIN"), name: try invocation.requiredOption("name"),
                    function: invocation.option("function") ?? "", roles: try Self.roles(invocation))
                console.print(opened.link(try opened.desk.invite(person, by: nil)))
            }
        }
    }

    private var roles: Command {
        Command(
            ["accounts", "roles"], Wording(de: "die Rollen eines Kontos setzen", en: "set the roles of an account"),
            details: Wording(
                de: "Die genannten Rollen treten an die Stelle der bisherigen und gelten sofort.",
                en: "The roles given take the place of the present ones, at once."),
            arguments: [Self.login], options: [Self.role]
        ) { invocation, console in
            try change(invocation, console) { opened, account in
                let person = try PersonEntry(
                    login: account.login, name: account.name, function: account.function,
                    roles: try Self.roles(invocation))
                try opened.desk.change(account.id, to: person, seen: account.version, by: nil)
                console.say(
                    Wording(
                        de: "\(account.login): \(Self.text(person.roles))",
                        en: "\(account.login): \(Self.text(person.roles))"))
            }
        }
    }

    private var deactivate: Command {
        Command(
            ["accounts", "deactivate"], Wording(de: "ein Konto deaktivieren", en: "deactivate an account"),
            details: Wording(
                de: "Beendet seine Anmeldungen sofort. Gelöscht wird nichts.",
                en: "Ends its sessions at once. Nothing is deleted."),
            arguments: [Self.login],
            options: [Command.Option("yes", Wording(de: "ohne Rückfrage", en: "without asking"))]
        ) { invocation, console in
            try change(invocation, console) { opened, account in
                let question = Wording(
                    de: "Das Konto \(account.login) von \(account.name) deaktivieren?",
                    en: "Deactivate the account \(account.login) of \(account.name)?")
                guard invocation.flag("yes") || console.confirm(question) else {
                    console.say(Wording(de: "Nichts wurde geändert.", en: "Nothing was changed."))
                    return
                }
                try opened.desk.deactivate(account.id, seen: account.version, by: nil)
                console.say(
                    Wording(de: "\(account.login) ist deaktiviert.", en: "\(account.login) is deactivated."))
            }
        }
    }

    private var activate: Command {
        Command(
            ["accounts", "activate"], Wording(de: "ein Konto wieder aktivieren", en: "activate an account again"),
            arguments: [Self.login]
        ) { invocation, console in
            try change(invocation, console) { opened, account in
                try opened.desk.activate(account.id, seen: account.version, by: nil)
                console.say(Wording(de: "\(account.login) ist aktiv.", en: "\(account.login) is active."))
            }
        }
    }

    private var reset: Command {
        Command(
            ["accounts", "reset"],
            Wording(de: "einen Link für ein neues Passwort erstellen", en: "make a link for a new password"),
            details: Wording(
                de: "Der Link gilt einmal und einen Tag lang. Bitte auf vertraulichem Weg weitergeben.",
                en: "The link is valid once and for a day. Please pass it on confidentially."),
            arguments: [Self.login],
            options: [
                Command.Option(
                    "second-factor",
                    Wording(de: "auch den zweiten Faktor entfernen", en: "also remove the second factor"))
            ]
        ) { invocation, console in
            try change(invocation, console) { opened, account in
                console.print(
                    opened.link(
                        try opened.desk.resetLink(
                            account.id, removesSecondFactor: invocation.flag("second-factor"), by: nil)))
            }
        }
    }

    private var journal: Command {
        Command(
            ["journal"],
            Wording(de: "wer hat wann was getan, als CSV", en: "who did what when, as CSV")
        ) { invocation, console in
            try run(invocation, console) { opened in console.write(try opened.desk.journalCSV()) }
        }
    }

    private var purge: Command {
        Command(
            ["journal", "purge"],
            Wording(de: "alte Einträge löschen", en: "delete old entries"),
            details: Wording(
                de:
                    "Löscht Anmeldungen und Abmeldungen vor einem Tag, mit --all alles, auch Freigaben. Dass, wie viel und bis "
                    + "wann gelöscht wurde, bleibt stehen. Sichern Sie vorher mit „journal > DATEI“, was Sie aufheben müssen. "
                    + "Anmeldungen löscht das Programm nach der Einstellung staff.securityLogDays auch von selbst.",
                en:
                    "Deletes log-ins and log-outs before a day, with --all everything, approvals too. That, how much and up to "
                    + "when stays noted. Keep what you have to keep beforehand with \"journal > FILE\". Log-ins the program also "
                    + "deletes by itself, as the setting staff.securityLogDays says."),
            options: [
                Command.Option(
                    "before", value: "DAY",
                    Wording(de: "erster Tag, der bleibt: JJJJ-MM-TT", en: "first day that stays: YYYY-MM-DD")),
                Command.Option("all", Wording(de: "alles, nicht nur Anmeldungen", en: "everything, not only log-ins")),
                Command.Option("yes", Wording(de: "ohne Rückfrage", en: "without asking")),
            ]
        ) { invocation, console in
            try run(invocation, console) { opened in
                let day = try invocation.requiredOption("before")
                guard let moment = try? Timestamp("\(day)T00:00:00Z").seconds else {
                    throw ServiceError(.usage, "A day such as 2026-10-05 is expected.", at: "--before")
                }
                guard moment <= opened.desk.presentMoment - 90 * 86_400 else {
                    throw AccountRefusal(
                        .tooRecent, de: "Die letzten 90 Tage bleiben immer. Bitte nennen Sie einen früheren Tag.",
                        en: "The last 90 days always stay. Please name an earlier day.")
                }
                let scope: JournalRetention.Scope = invocation.flag("all") ? .all : .sessions
                let count = try opened.desk.journalEntries(scope, before: moment)
                let question = Wording(
                    de: "\(count) Einträge vor dem \(day) für immer löschen?",
                    en: "Delete \(count) entries before \(day) for ever?")
                guard count == 0 || invocation.flag("yes") || console.confirm(question) else {
                    console.say(Wording(de: "Nichts wurde gelöscht.", en: "Nothing was deleted."))
                    return
                }
                let deleted = try opened.desk.purgeJournal(scope, before: moment)
                console.say(Wording(de: "\(deleted) Einträge gelöscht.", en: "\(deleted) entries deleted."))
            }
        }
    }

    // MARK: Tools

    private static let role = Command.Option(
        "role", value: "ROLE",
        Wording(
            de: "reader, author, approver, moderator oder admin; mehrfach möglich",
            en: "reader, author, approver, moderator or admin; can be repeated"), repeatable: true)

    private static func roles(_ invocation: Invocation) throws -> Set<StaffRole> {
        var roles: Set<StaffRole> = []
        for text in invocation.repeatedOption("role") {
            guard let role = StaffRole(rawValue: text) else {
                throw ServiceError(
                    .usage, "One of reader, author, approver, moderator and admin is expected.", at: "--role")
            }
            roles.insert(role)
        }
        return roles
    }

    private static func text(_ roles: Set<StaffRole>) -> String {
        StaffRole.allCases.filter(roles.contains).map(\.rawValue).joined(separator: " ")
    }

    private func change(
        _ invocation: Invocation, _ console: Console, _ body: (Opened, Account) throws -> Void
    ) throws -> Int32 {
        try run(invocation, console) { opened in
            let login = PersonEntry.folded(try invocation.argument("LOGIN"))
            guard let account = try opened.desk.accounts().first(where: { $0.login == login }) else {
                throw AccountRefusal(
                    .notFound, de: "Ein Konto „\(printable(login, maximum: 60))“ gibt es hier nicht.",
                    en: "There is no account \"\(printable(login, maximum: 60))\" here.")
            }
            try body(opened, account)
        }
    }

    /// Runs the body; a refusal is said in the reader's language.
    private func run(
        _ invocation: Invocation, _ console: Console, _ body: (Opened) throws -> Void
    ) throws -> Int32 {
        do {
            try body(try open(invocation))
            return 0
        } catch let refusal as AccountRefusal {
            console.fail(console.language == .german ? refusal.de : refusal.en)
        } catch let refusals as AccountRefusals {
            for refusal in refusals.all { console.fail(console.language == .german ? refusal.de : refusal.en) }
        } catch let error as ServiceError where error.code == .usage {
            throw error
        } catch {
            guard let wording = explain(error) else { throw error }
            console.fail(printable(wording.text(console.language), maximum: 4000))
        }
        return 1
    }
}
