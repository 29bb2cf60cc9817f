import Crypto

// Content that has gone away (docs/PROTOCOL.md section 6, Redaction). Whoever folds the log with the content and whoever
// folds it without reach the same state once the redaction has been taken.

/// An entry whose content may go away.
struct RedactableEntry: Sendable {
    let sha256: Digest
    let kind: StatementKind
}

extension FederationState {
    /// Takes an entry whose statement is not there. Only a later redaction makes that right: until then it stands in
    /// `missing`.
    mutating func takeMissing(_ entry: LogEntry) throws(Refusal) {
        guard entry.kind.isRedactable, size > 0 else {
            throw Refusal(.truncated, "The statement is missing, and a \(entry.kind.rawValue) is never redacted")
        }
        guard entry.received >= lastReceived else { throw Self.receivedEarlier }
        switch entry.issuer {
        case .office:
            guard entry.kind == .answer else { throw Self.foreignKind(entry) }
        case .tenant(let tenant):
            guard entry.kind != .answer, members[tenant] != nil else { throw Self.foreignKind(entry) }
            switch entry.kind {
            case .strategy:
                strategyNumbers[tenant, default: 0] += 1
                strategies[tenant] = nil
            case .declaration: declarations[tenant] = nil
            default:
                positionCounts[tenant, default: 0] += 1
                redactedPositions.insert(Reference(index: size, sha256: entry.sha256))
            }
        }
        redactable[size] = RedactableEntry(sha256: entry.sha256, kind: entry.kind)
        missing[size] = entry.sha256
        chains[entry.issuer] = Chain(sequence: chain(of: entry.issuer).sequence + 1, last: entry.sha256)
        lastReceived = entry.received
        recentChanges.append(entry.kind == .strategy ? .redaction : .other)
        size += 1
    }

    private static func foreignKind(_ entry: LogEntry) -> Refusal {
        Refusal(.role, "\(entry.issuer) may not issue \(entry.kind.rawValue), and its statement is missing")
    }

    func check(_ body: Redaction) throws(Refusal) {
        guard let target = redactable[body.target.index], target.sha256 == body.target.sha256 else {
            throw Refusal(
                .reference,
                redactions[body.target.index] == nil
                    ? "Entry \(body.target.index) is no strategy, declaration, position or answer with this digest"
                    : "Entry \(body.target.index) has been redacted already", field: "body.target")
        }
    }

    /// Forgets what the target said; it still counts in its issuer's chain.
    mutating func redact(_ redaction: Recorded<Redaction>) {
        let target = redaction.value.target
        redactable[target.index] = nil
        missing[target.index] = nil
        redactions[target.index] = redaction
        for (tenant, strategy) in strategies where strategy.reference == target { strategies[tenant] = nil }
        for (tenant, declaration) in declarations where declaration.reference == target { declarations[tenant] = nil }
        for index in consultations.indices {
            if let place = consultations[index].place(of: target) {
                consultations[index].entries.remove(at: place)
                redactedPositions.insert(target)
            }
            for place in consultations[index].entries.indices {
                consultations[index].entries[place].answers.removeAll { $0.reference == target }
            }
        }
    }

    /// Whether answers to this position are taken though nobody can read it any more.
    func isRedactedPosition(_ reference: Reference) -> Bool { redactedPositions.contains(reference) }
}
