import Crypto
import Custody
import Federation
import Glibc
import Service

// Several sets of keys of one federation lie side by side: former ones, the one that speaks, and at a change of keys the
// next. Which of them speaks follows from the log alone, so a break at any moment leaves nothing undecided.

extension NodeKeys {
    /// The sets from `number` on that are whole on disk, the lowest number first.
    static func sets(
        from number: Int, in folder: String, _ vault: KeyVault
    ) throws -> [(number: Int, keys: NodeKeys)] {
        var found: [(number: Int, keys: NodeKeys)] = []
        var number = number
        while access(Self.folder(number, in: folder), F_OK) == 0 {
            if Self.files.allSatisfy({ access("\(Self.folder(number, in: folder))/\($0)", F_OK) == 0 }) {
                found.append((number, try load(folder: Self.folder(number, in: folder), vault)))
            }
            number += 1
        }
        return found
    }

    /// The set whose keys are both valid for the next entry after `state`; nil where there is none.
    static func speaking(
        in state: FederationState, as issuer: Issuer, from number: Int, in folder: String, _ vault: KeyVault
    ) throws -> (number: Int, keys: NodeKeys)? {
        try sets(from: number, in: folder, vault).first { set in
            [(set.keys.statement, KeyUse.statement), (set.keys.cosigner, .cosigner)].allSatisfy { key, use in
                guard let registered = state.keys[key.publicKey.thumbprint] else { return false }
                return registered.owner == issuer && registered.use == use && registered.isValid(at: state.size)
            }
        }
    }

    /// The next set after `number`: a new key for `use`, the other one as it is. What an earlier try left behind is taken
    /// up; nothing is overwritten.
    func successor(
        of number: Int, for use: KeyUse, algorithm: SignatureAlgorithm, in folder: String, _ vault: KeyVault,
        isRegistered: (PublicKey) -> Bool
    ) throws -> NodeKeys {
        var number = number
        while true {
            number += 1
            let place = Self.folder(number, in: folder)
            try Files.ensureFolder(place)
            guard chmod(place, 0o700) == 0 else {
                throw ServiceError(.notPermitted, "The folder's mode cannot be set to 0700.", at: place)
            }
            for (file, isNew, kept) in [
                ("statement.pem", use == .statement, statement), ("cosigner.pem", use == .cosigner, cosigner),
            ] where access("\(place)/\(file)", F_OK) != 0 {
                try vault.create(isNew ? try PrivateKey.generate(algorithm) : kept, at: "\(place)/\(file)")
            }
            let next = try Self.load(folder: place, vault)
            let (new, kept) =
                use == .statement ? (next.statement, next.cosigner) : (next.cosigner, next.statement)
            let before = use == .statement ? cosigner : statement
            if new.publicKey.algorithm == algorithm, !isRegistered(new.publicKey), kept.publicKey == before.publicKey {
                return next
            }
        }
    }

    /// Every key file below a node's data folder, also of federations that were given up, in the order of their names.
    static func allFiles(in data: String) -> [String] {
        var found: [String] = []
        for federation in names(in: "\(data)/federations") {
            let folder = "\(data)/federations/\(federation)"
            let sets = names(in: folder).filter { $0.hasPrefix("keys-") }.map { "\(folder)/\($0)" }
            for place in [folder] + sets {
                for file in files where access("\(place)/\(file)", F_OK) == 0 { found.append("\(place)/\(file)") }
            }
        }
        return found
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
