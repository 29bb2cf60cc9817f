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

    @Test func initRefusesASecondTime() throws {
        let town = try TestNode()
        #expect(throws: NodeError(.alreadyThere, de: "", en: "")) { try Node.initialise(folder: town.folder) }
        #expect(throws: NodeError(.notInitialised, de: "", en: "")) {
            try TestNode.open(town.folder + "-none", town.world)
        }
    }
}
