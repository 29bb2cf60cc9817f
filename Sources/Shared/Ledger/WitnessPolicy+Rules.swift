import Crypto

extension WitnessPolicy {
    mutating func add(_ log: Log) throws(LedgerError) {
        guard log.key.type == .ed25519 else {
            throw LedgerError(.policyInvalid, "A log has a key of type 1, not a cosigner key.")
        }
        try requireRoom(logs.count, "logs")
        try requireNewKey(log.key.key)
        try log.exactURL.map { url throws(LedgerError) in try requireWord(url) }
        logs.append(log)
    }

    mutating func add(_ witness: Witness) throws(LedgerError) {
        guard witness.key.type == .cosignature else {
            throw LedgerError(.policyInvalid, "A witness has a cosigner key of type 4, not a log key.")
        }
        try requireRoom(witnesses.count, "witnesses")
        try requireNewName(witness.exactName)
        try requireNewKey(witness.key.key)
        try witness.exactURL.map { url throws(LedgerError) in try requireWord(url) }
        witnesses.append(witness)
    }

    mutating func add(_ group: Group) throws(LedgerError) {
        try requireRoom(groups.count, "groups")
        try requireNewName(group.exactName)
        guard (1...max(1, group.exactMembers.count)).contains(group.threshold), !group.exactMembers.isEmpty else {
            throw LedgerError(
                .policyInvalid,
                "A group of \(group.exactMembers.count) members cannot ask for \(group.threshold) of them.")
        }
        var taken = Set(groups.flatMap(\.exactMembers))
        for member in group.exactMembers {
            try requireDefined(member)
            guard taken.insert(member).inserted else {
                throw LedgerError(.policyInvalid, "\(member.text) is a member already; a name is a member only once.")
            }
        }
        groups.append(group)
    }

    mutating func setQuorum(_ name: ExactText) throws(LedgerError) {
        try requireDefined(name)
        exactQuorum = name
    }

    private func isDefined(_ name: ExactText) -> Bool {
        witnesses.contains { $0.exactName == name } || groups.contains { $0.exactName == name }
    }

    private func requireDefined(_ name: ExactText) throws(LedgerError) {
        guard isDefined(name) else {
            throw LedgerError(.policyInvalid, "\(name.text) is not the name of a witness or group defined above.")
        }
    }

    private func requireNewName(_ name: ExactText) throws(LedgerError) {
        try requireWord(name)
        guard name != ExactText("none"), !isDefined(name) else {
            throw LedgerError(.policyInvalid, "The name \(name.text) is taken; none and names defined above are.")
        }
    }

    /// A key has one owner and one use, so a log's key cannot be a witness's either, whatever the names.
    private func requireNewKey(_ key: PublicKey) throws(LedgerError) {
        guard !logs.contains(where: { $0.key.key == key }), !witnesses.contains(where: { $0.key.key == key }) else {
            throw LedgerError(.policyInvalid, "The same public key stands in the policy twice.")
        }
    }

    private func requireRoom(_ count: Int, _ items: String) throws(LedgerError) {
        guard count < Self.maximumItems else {
            throw LedgerError(.tooLarge, "A policy holds at most \(Self.maximumItems) \(items).")
        }
    }

    /// What would not come back as one word when the policy is read again must not go in.
    private func requireWord(_ word: ExactText) throws(LedgerError) {
        guard !word.text.isEmpty, word.text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw LedgerError(.malformed, "A name or address in a policy is one word without control characters.")
        }
    }
}
