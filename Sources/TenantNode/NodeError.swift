import Service

/// Why the node does not do what was asked, said in both languages; two errors are equal when their codes are.
struct NodeError: Error, Equatable, CustomStringConvertible {
    enum Code: Sendable, Hashable {
        // What was asked for.
        case usage, notFound, alreadyThere, notEmpty, notInitialised, notPermitted, notMember, severalFederations
        // Invitation and log.
        case invitation, expired, inconsistentLog, foreignLog, foreignEntry, wrongReceipt, shorterLog
        // Signing and sending.
        case stopped, unconfirmed, busy, refused, unreachable, notAdopted, notApproved, notEnded, changed, unchanged
        // Data.
        case importRefused, notABackup, incomplete, tooLarge
    }

    let code: Code
    /// A sentence that says what is wrong and what to do.
    let wording: Wording

    init(_ code: Code, de: String, en: String) {
        self.code = code
        wording = Wording(de: de, en: en)
    }

    var description: String { wording.en }

    static func == (left: NodeError, right: NodeError) -> Bool { left.code == right.code }
}
