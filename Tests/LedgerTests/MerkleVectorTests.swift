import Crypto
import Testing

@testable import Ledger

@Suite struct MerkleVectorTests {
    private struct Case {
        let name: String
        let first: UInt64
        let second: UInt64
        let hashes: [[UInt8]]
        let proof: [[UInt8]]
        let isAccepted: Bool
    }

    private static func cases(_ table: String) throws -> [Case] {
        let hashes = try MerkleCases.hashes.split(separator: "\n").map { text in
            try text == "empty" ? [] : #require(Base64.decode(text.utf8))
        }
        return try table.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            try #require(words.count == 7)
            return Case(
                name: String(words[0]), first: try #require(UInt64(words[1])), second: try #require(UInt64(words[2])),
                hashes: try words[3...4].map { hashes[try #require(Int($0))] },
                proof: words[5] == "-" ? [] : try words[5].split(separator: ",").map { hashes[try #require(Int($0))] },
                isAccepted: words[6] == "accept")
        }
    }

    /// Sizes and hashes that our types cannot hold are refused before any proof is looked at.
    private static func inclusionHolds(_ example: Case) -> Bool {
        guard let index = Int64(exactly: example.first), let size = Int64(exactly: example.second),
            let leaf = Digest(example.hashes[0]), let root = Digest(example.hashes[1])
        else { return false }
        let path = example.proof.compactMap { Digest($0) }
        guard path.count == example.proof.count else { return false }
        return (try? InclusionProof(index: index, size: size, path: path).verify(leaf: leaf, root: root)) != nil
    }

    /// Placeholder roots that are not 32 bytes long are replaced by their digest: equal ones stay equal.
    private static func consistencyHolds(_ example: Case) -> Bool {
        guard let from = Int64(exactly: example.first), let to = Int64(exactly: example.second) else { return false }
        let roots = example.hashes.map { Digest($0) ?? SHA256.digest($0) }
        let path = example.proof.compactMap { Digest($0) }
        guard path.count == example.proof.count else { return false }
        let old = TreeHead(size: from, root: roots[0])
        let new = TreeHead(size: to, root: roots[1])
        return (try? ConsistencyProof(from: from, to: to, path: path).verify(old: old, new: new)) != nil
    }

    @Test func inclusionVectors() throws {
        let cases = try Self.cases(MerkleCases.inclusion)
        #expect(cases.count == 98)
        for example in cases {
            #expect(Self.inclusionHolds(example) == example.isAccepted, "\(example.name)")
        }
        #expect(cases.contains { $0.isAccepted })
    }

    /// The reference refuses every proof from size 0. C2SP tlog-witness, which this project follows, accepts the empty
    /// proof from the empty tree to any tree: one case differs for that reason alone.
    @Test func consistencyVectors() throws {
        let fromNothing = "additional/size1-is-zero-and-size2-is-not-zero"
        let cases = try Self.cases(MerkleCases.consistency)
        #expect(cases.count == 98)
        for example in cases {
            let expected = example.isAccepted || example.name == fromNothing
            #expect(Self.consistencyHolds(example) == expected, "\(example.name)")
        }
        #expect(cases.contains { $0.name == fromNothing && !$0.isAccepted })
    }

    /// The eight-leaf tree of RFC 6962 implementations; constants as in transparency-dev/merkle,
    /// testonly/constants.go (Apache License 2.0).
    @Test func referenceTree() throws {
        let entries = [
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
        ]
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        let leaves = try entries.map { Merkle.leafHash(try #require(Hex.decode($0.utf8))) }
        var edge = TreeEdge()
        for size in 0...8 {
            #expect(Merkle.root(of: Array(leaves.prefix(size))).hex == roots[size])
            #expect(edge.head.root.hex == roots[size])
            if size < 8 { #expect(edge.append(leaves[size]).isEmpty) }
        }
        #expect(Merkle.emptyRoot.hex == roots[0])
    }
}
