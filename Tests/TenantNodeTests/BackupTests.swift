import Accounts
import Database
import Federation
import Glibc
import Service
import Testing

@testable import TenantNode

struct BackupTests {
    @Test func aRestoredNodeAsksFirstAndTakesOverWhatIsNewer() throws {
        try joined { hub, town in
            let file = town.folder + ".backup"
            try NodeBackup.write(town.node, to: file)
            #expect(throws: NodeError(.alreadyThere, de: "", en: "")) { try NodeBackup.write(town.node, to: file) }
            // Said after the backup was made.
            _ = try town.submit()
            #expect(try town.deliver().delivered == 1)

            let folder = town.folder + "-restored"
            #expect(throws: NodeError(.notEmpty, de: "", en: "")) {
                try NodeBackup.restore(file, to: town.folder)
            }
            try NodeBackup.restore(file, to: folder)
            let node = try TestNode.open(folder, town.world)
            #expect(try !node.membership("region").isConfirmed)
            let desk = SummaryDesk(node: node, name: "region")
            _ = try desk.approve(
                town.period, approval: Summary.Approval(function: .mayor, isSelfApproved: false), expecting: nil)
            hub.stop()
            #expect(throws: NodeError(.unconfirmed, de: "", en: "")) { try desk.submit(town.period) }
            try hub.start()
            // Revision 1 stands in the log already, so the approval of revision 1 is out of date.
            #expect(throws: NodeError(.refused, de: "", en: "")) { try desk.submit(town.period) }
            #expect(try node.membership("region").isConfirmed)
            try node.store.write { connection in
                try connection.execute("UPDATE observation SET value = '14.00' WHERE value = '13.00'")
            }
            let preview = try desk.approve(
                town.period, approval: Summary.Approval(function: .mayor, isSelfApproved: false), expecting: nil)
            #expect(preview.outcome.summary.revision == 2)
            let own = try desk.submit(town.period)
            #expect(own.sequence == 3)
            #expect(try Outbox(node: node, name: "region").deliver(isUrgent: true).delivered == 1)
            let chain = try node.store.read { connection in try OwnStatements.chain(of: "region", connection) }
            #expect(chain.map(\.sequence) == [1, 2, 3] && chain.allSatisfy { $0.receipt != nil })
            node.store.close()
        }
    }

    @Test func aRestoredNodeLetsNobodyInWhoWasNotInvitedAnew() throws {
        let town = try TestNode()
        let desk = try town.node.accountDesk()
        let password = "vier Wörter ohne Bezug"
        let first = try #require(try desk.firstAdminLink())
        let session = try desk.acceptFirst(
            first, login: "a.admin", name: "A", function: "", password: password, repeated: password
        ).session
        let invitation = try desk.invite(
            try PersonEntry(login: "b.author", name: "B", function: "", roles: [.author]), by: nil)
        let file = town.folder + ".accounts-backup"
        try NodeBackup.write(town.node, to: file)
        let folder = town.folder + "-accounts-restored"
        try NodeBackup.restore(file, to: folder)
        let restored = try TestNode.open(folder, town.world)
        let again = try restored.accountDesk()
        #expect(try again.visitor(session) == nil)
        #expect(throws: AccountRefusal(.unknownLink, de: "", en: "")) { try again.link(invitation) }
        #expect(try again.logIn("a.admin", password: password, from: "::1", device: nil).account.login == "a.admin")
        restored.store.close()
    }

    @Test func keysInTheBackupStayPrivate() throws {
        try joined { _, town in
            let file = town.folder + ".backup"
            try NodeBackup.write(town.node, to: file)
            var status = stat()
            #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
            #expect(access(file + "-wal", F_OK) != 0)
            try NodeBackup.restore(file, to: town.folder + "-restored")
            let key = town.folder + "-restored/federations/region/statement.pem"
            #expect(stat(key, &status) == 0 && status.st_mode & 0o777 == 0o600)
        }
    }

    @Test func aFailedRestoreLeavesNothingInTheWay() throws {
        try joined { _, town in
            let folder = town.folder + "-restored"
            let text = town.folder + ".txt"
            try Files.writeFileDurably(text, Array("no database at all".utf8))
            // A node's own database is not a backup either: the keys are missing.
            for file in [text, Node.databasePath(in: town.folder)] {
                #expect(throws: NodeError(.notABackup, de: "", en: "")) { try NodeBackup.restore(file, to: folder) }
            }
            // As a kill in the middle leaves it.
            try Files.ensureFolder(folder + "/.restore-unfinished/federations/region")
            try Files.writeFileDurably(folder + "/.restore-unfinished/federations/region/statement.pem", [0x41])
            try Files.writeFileDurably(folder + "/.restore-unfinished/node.sqlite", [0x41])
            try Files.writeFileDurably(folder + "/node.sqlite.partial", [0x41])
            let file = town.folder + ".backup"
            try Files.writeFileDurably(file + ".partial", Array("somebody's own".utf8))
            try NodeBackup.write(town.node, to: file)
            #expect(try Files.readFile(file + ".partial", maximum: 100) == Array("somebody's own".utf8))
            try NodeBackup.restore(file, to: folder)
            #expect(access(folder + "/.restore-unfinished", F_OK) != 0)
            let node = try TestNode.open(folder, town.world)
            _ = try node.keys(of: try node.membership("region"))
            node.store.close()
            // A file of somebody's own is never cleared away.
            try Files.ensureFolder(folder + "2")
            try Files.writeFileDurably(folder + "2/mine", [0x41])
            #expect(throws: NodeError(.notEmpty, de: "", en: "")) { try NodeBackup.restore(file, to: folder + "2") }
        }
    }

    @Test func aFolderThatCannotBeEnteredIsNotAnEmptyOne() throws {
        let town = try TestNode()
        let loop = town.folder + "-loop"
        #expect(symlink(loop, loop) == 0)
        #expect(throws: NodeError(.notPermitted, de: "", en: "")) { try TestNode.open(loop, town.world) }
    }

    @Test func faultsOfTheDiskComeWithAdvice() throws {
        for code in [DatabaseError.Code.full, .readOnly, .inputOutput, .cannotOpen] {
            let wording = try #require(FaultWording.of(DatabaseError(code, "SQLite refused.")))
            #expect(wording.de.contains("Bitte") && wording.en.contains("Please"))
        }
    }

    @Test func initRefusesASecondTime() throws {
        let town = try TestNode()
        #expect(throws: NodeError(.alreadyThere, de: "", en: "")) { try Node.initialise(folder: town.folder) }
        #expect(throws: NodeError(.notInitialised, de: "", en: "")) {
            try TestNode.open(town.folder + "-none", town.world)
        }
    }
}
