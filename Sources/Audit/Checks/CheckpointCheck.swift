import Crypto
import Ledger

/// What is trusted from elsewhere; what is missing is taken from the export itself and proves nothing about its origin.
struct Trust: Sendable {
    /// The auditor's own policy file.
    var policy: WitnessPolicy?
    /// RFC 7638 thumbprint of the office key that signed the founding.
    var office: String?
    /// Signature algorithms the auditor accepts; nil for those of the founding.
    var algorithms: Set<SignatureAlgorithm>?
    /// Whether an export without the policy's quorum is accepted.
    var allowsUnwitnessed = false
}

/// What the checkpoint of an export says and who stands for it.
struct CheckpointFindings: Sendable {
    struct Witness: Sendable {
        let name: String
        /// POSIX seconds of its cosignature.
        let seconds: Int64
    }

    let checkpoint: Checkpoint
    /// The key whose signature holds.
    let log: VerifierKey?
    /// Witnesses of the policy whose cosignatures hold, by name.
    let witnesses: [Witness]
    /// The policy's quorum; nil where it asks for none.
    let quorum: String?
    /// Whether the quorum is met; true where none is asked for.
    let isWitnessed: Bool
    /// The keys the policy knows for logs.
    let policyLogs: [VerifierKey]

    /// Reads and verifies; nil where there is no checkpoint that could be read.
    static func check(
        _ source: any ExportSource, _ index: ExportIndex, trust: Trust, report: (Fault) -> Void
    ) -> CheckpointFindings? {
        let inner = innerPolicy(source, index, report: report)
        let path = "data/log/checkpoint"
        guard let file = index.others[path], let bytes = try? source.contents(of: file) else { return nil }
        func fault(_ code: Fault.Code, _ what: Phrase) { report(Fault(.checkpoint, code, what, file: path)) }
        let note: SignedNote
        let checkpoint: Checkpoint
        do throws(LedgerError) {
            note = try SignedNote(bytes: bytes)
            checkpoint = try Checkpoint(text: note.text)
        } catch {
            fault(.checkpoint, Explanation.of(error))
            return nil
        }
        let policy = trust.policy ?? inner
        var signed: SignedCheckpoint?
        do throws(LedgerError) {
            signed = try verify(note, checkpoint, by: policy?.logs.map(\.key) ?? [])
        } catch {
            fault(.checkpoint, Explanation.of(error))
        }
        var witnesses: [Witness] = []
        var isWitnessed = policy?.quorum == nil
        if let policy, let signed {
            do throws(LedgerError) {
                let found = try signed.witnessings(by: policy.witnessKeys)
                witnesses = policy.witnesses.compactMap { witness in
                    found.first { $0.witness == witness.key }.map { Witness(name: witness.name, seconds: $0.seconds) }
                }
                isWitnessed = policy.isSatisfied(by: Set(found.map(\.witness)))
            } catch {
                fault(.checkpoint, Explanation.of(error))
            }
        }
        return CheckpointFindings(
            checkpoint: checkpoint, log: signed?.log, witnesses: witnesses, quorum: policy?.quorum,
            isWitnessed: isWitnessed, policyLogs: policy?.logs.map(\.key) ?? [])
    }

    private static func verify(
        _ note: SignedNote, _ checkpoint: Checkpoint, by keys: [VerifierKey]
    ) throws(LedgerError) -> SignedCheckpoint {
        let named = keys.filter { Array($0.name.utf8) == Array(checkpoint.origin.utf8) }
        var last = LedgerError(
            .originMismatch, "The policy knows no log of the name \(checkpoint.origin).")
        for key in named {
            do throws(LedgerError) {
                return try SignedCheckpoint(note: note, log: key)
            } catch {
                last = error
            }
        }
        throw last
    }

    /// The policy inside is a convenience, but what cannot be read helps nobody.
    private static func innerPolicy(
        _ source: any ExportSource, _ index: ExportIndex, report: (Fault) -> Void
    ) -> WitnessPolicy? {
        guard let file = index.others["data/policy"], let bytes = try? source.contents(of: file) else { return nil }
        do throws(LedgerError) {
            return try WitnessPolicy(text: bytes)
        } catch {
            report(Fault(.checkpoint, .policy, Explanation.of(error), file: file.path))
            return nil
        }
    }
}
