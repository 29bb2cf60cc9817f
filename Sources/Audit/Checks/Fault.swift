/// The steps of an audit, in their order.
enum AuditStep: String, Sendable, CaseIterable {
    case container, bag, checkpoint, tiles, entries, derived

    var name: Phrase {
        switch self {
        case .container: Phrase(de: "Archiv", en: "archive")
        case .bag: Phrase(de: "Dateiliste", en: "file list")
        case .checkpoint: Phrase(de: "Prüfpunkt", en: "checkpoint")
        case .tiles: Phrase(de: "Hashbaum", en: "hash tree")
        case .entries: Phrase(de: "Einträge", en: "entries")
        case .derived: Phrase(de: "Kennzahlen und Auszüge", en: "figures and extracts")
        }
    }
}

/// One thing that is wrong with an export, and where.
struct Fault: Hashable, Sendable {
    enum Code: String, Sendable, CaseIterable {
        case truncated, header, name, order, duplicate, link, extended, metadata, padding, trailing
        case tooLarge = "too-large"
        case unreadable
        case unknownFile = "unknown-file"
        case fetch
        case missingFile = "missing-file"
        case notInManifest = "not-in-manifest"
        case manifest, digest, bagit
        case bagInfo = "bag-info"
        case policy, checkpoint
        case topFolder = "top-folder"
        case tile, bundle, root, statement, entry, office
        case logKey = "log-key"
        case figure, report, framework, keys, table, selection
        case algorithm
        case unfinished
    }

    let step: AuditStep
    let code: Code
    let what: Phrase
    /// Path below the export's top folder.
    var file: String?
    /// Index of the entry.
    var index: Int64?
    /// Whose entry it claims to be.
    var issuer: String?
    /// The code of the entry check, where that refused (docs/PROTOCOL.md section 11).
    var refusal: String?

    init(
        _ step: AuditStep, _ code: Code, _ what: Phrase, file: String? = nil, index: Int64? = nil,
        issuer: String? = nil, refusal: String? = nil
    ) {
        self.step = step
        self.code = code
        self.what = what
        self.file = file
        self.index = index
        self.issuer = issuer
        self.refusal = refusal
    }
}

/// The faults found so far. Each step keeps its first 200 and counts the rest, so that a hostile export cannot make
/// the list grow without end.
struct FaultList: Sendable {
    static let maximumPerStep = 200

    private var kept: [AuditStep: [Fault]] = [:]
    /// Number of faults that were counted only.
    private(set) var omitted = 0

    var isEmpty: Bool { kept.isEmpty }

    /// In the order of the steps.
    var all: [Fault] { AuditStep.allCases.flatMap { kept[$0] ?? [] } }

    mutating func add(_ fault: Fault) {
        if kept[fault.step, default: []].count < Self.maximumPerStep {
            kept[fault.step, default: []].append(fault)
        } else {
            omitted += 1
        }
    }

    func contains(_ step: AuditStep) -> Bool { kept[step] != nil }
}
