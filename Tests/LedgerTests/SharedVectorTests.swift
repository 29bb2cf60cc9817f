import Crypto
import TestSupport
import Testing

@testable import Ledger

/// Vectors of others for the tree and for signed notes, where their files lie beside the checkout; the same are facts in
/// `MerkleCases` and `SignedNoteTests`.
@Suite struct SharedVectorTests {
    private static let absence = Comment(rawValue: SharedVectors.absence)
    private static let merkle = "merkle/testdata"
    private static let tree = "rfc/rfc6962-reference-tree.json"
    private static let note = "c2sp-signed-note-example.txt"

    private struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String?
        let leafHash: String?
        let proof: [String]?
        let wantErr: Bool
    }

    private struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String?
        let root2: String?
        let proof: [String]?
        let wantErr: Bool
    }

    private static func hash(_ text: String?) throws -> [UInt8] { try #require(Base64.decode((text ?? "").utf8)) }

    @Test(.enabled(if: SharedVectors.has(merkle), absence)) func inclusionProofs() throws {
        let files = try SharedVectors.files(below: "\(Self.merkle)/inclusion", ending: ".json")
        for file in files {
            let example = try SharedVectors.json(Inclusion.self, file)
            let path = try (example.proof ?? []).map { Digest(try Self.hash($0)) }
            var holds = false
            if let index = Int64(exactly: example.leafIdx), let size = Int64(exactly: example.treeSize),
                let leaf = Digest(try Self.hash(example.leafHash)), let root = Digest(try Self.hash(example.root)),
                !path.contains(nil)
            {
                let proof = InclusionProof(index: index, size: size, path: path.compactMap(\.self))
                holds = (try? proof.verify(leaf: leaf, root: root)) != nil
            }
            #expect(holds == !example.wantErr, "\(file)")
        }
        #expect(files.count >= 98)
        SharedVectors.report("\(Self.merkle)/inclusion", files.count)
    }

    /// From the empty tree the reference refuses every proof; C2SP's witnesses take the empty one.
    @Test(.enabled(if: SharedVectors.has(merkle), absence)) func consistencyProofs() throws {
        let files = try SharedVectors.files(below: "\(Self.merkle)/consistency", ending: ".json")
        var differing: [String] = []
        for file in files {
            let example = try SharedVectors.json(Consistency.self, file)
            let path = try (example.proof ?? []).map { Digest(try Self.hash($0)) }
            // Placeholder roots that are no digests are replaced by theirs.
            let roots = try [example.root1, example.root2].map { text in
                let bytes = try Self.hash(text)
                return Digest(bytes) ?? SHA256.digest(bytes)
            }
            var holds = false
            if let from = Int64(exactly: example.size1), let to = Int64(exactly: example.size2), !path.contains(nil) {
                let proof = ConsistencyProof(from: from, to: to, path: path.compactMap(\.self))
                let heads = (TreeHead(size: from, root: roots[0]), TreeHead(size: to, root: roots[1]))
                holds = (try? proof.verify(old: heads.0, new: heads.1)) != nil
            }
            if holds == example.wantErr { differing.append(file) }
        }
        #expect(differing == ["\(Self.merkle)/consistency/additional/size1-is-zero-and-size2-is-not-zero.json"])
        #expect(files.count >= 98)
        SharedVectors.report("\(Self.merkle)/consistency", files.count)
    }

    private struct Tree: Decodable {
        let leaves: [String]
        let roots: [String]

        enum CodingKeys: String, CodingKey {
            case leaves = "leaves_hex"
            case roots = "roots_hex_by_size"
        }
    }

    @Test(.enabled(if: SharedVectors.has(tree), absence)) func referenceTree() throws {
        let tree = try SharedVectors.json(Tree.self, Self.tree)
        let leaves = try tree.leaves.map { Merkle.leafHash(try #require(Hex.decode($0.utf8))) }
        #expect(tree.roots.count == leaves.count + 1)
        for (size, root) in tree.roots.enumerated() { #expect(Merkle.root(of: Array(leaves.prefix(size))).hex == root) }
        SharedVectors.report(Self.tree, tree.roots.count, "roots")
    }

    @Test(.enabled(if: SharedVectors.has(note), absence)) func exampleNote() throws {
        let key = try VerifierKey(text: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
        let note = try SignedNote(bytes: try SharedVectors.bytes(Self.note))
        #expect(try note.verified(by: [key]).count == 1)
        SharedVectors.report(Self.note, 1)
    }
}
