// swift-tools-version: 6.2
import PackageDescription

// Pure targets do no I/O and hold no unsafe code: hub, node and auditor must reach the same result from the same bytes.
let pure: [SwiftSetting] = [.strictMemorySafety(), .swiftLanguageMode(.v6)]
let ordinary: [SwiftSetting] = [.swiftLanguageMode(.v6)]

/// A library target below `Sources/Shared`; `imports` are its only arrows.
func shared(
    _ name: String, imports: [Target.Dependency] = [], settings: [SwiftSetting] = ordinary,
    resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: imports, path: "Sources/Shared/\(name)", resources: resources,
        swiftSettings: settings)
}

/// A program; its sources are importable by its tests.
func program(_ name: String, imports: [Target.Dependency], resources: [Resource] = []) -> Target {
    .executableTarget(
        name: name, dependencies: imports, path: "Sources/\(name)", resources: resources,
        swiftSettings: ordinary)
}

func tests(_ name: String, imports: [Target.Dependency]) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name), "TestSupport"] + imports, path: "Tests/\(name)Tests",
        swiftSettings: ordinary)
}

/// What hub and node are made of.
let everything: [Target.Dependency] = [
    "Accounts", "AccountPages", "Crypto", "Custody", "Database", "Differences", "Face", "Federation", "HTTP", "Ledger",
    "Mail", "Pages", "PublicForms", "Service", "Witnessing",
]

/// What the node is made of besides.
let nodeRooms: [Target.Dependency] = [
    "Archive",
    "Drafting",
    "Events",
    "Exchange",
    "Participation",
    "PlatformImport",
    "Tables",
]

let package = Package(
    name: "rahmenwerk",
    products: [
        .executable(name: "rahmenwerk-hub", targets: ["Hub"]),
        .executable(name: "rahmenwerk-node", targets: ["TenantNode"]),
        .executable(name: "rahmenwerk-audit", targets: ["Audit"]),
    ],
    targets: [
        .systemLibrary(
            name: "COpenSSL", path: "Sources/Shared/COpenSSL", pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CSQLite", path: "Sources/Shared/CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]),
        shared("Crypto", imports: ["COpenSSL"]),
        shared("Ledger", imports: ["Crypto"], settings: pure),
        shared("Differences", settings: pure),
        shared("Federation", imports: ["Crypto", "Differences"], settings: pure),
        shared("Witnessing", imports: ["Crypto", "Federation", "Ledger"], settings: pure),
        shared("Database", imports: ["CSQLite"]),
        shared("HTTP", imports: ["COpenSSL"]),
        shared("Monitor", imports: ["Crypto", "Federation", "HTTP", "Ledger"]),
        shared("Pages", settings: pure, resources: [.embedInCode("Resources/rahmenwerk.css")]),
        shared("QRCode", settings: pure),
        shared("Geography", settings: pure),
        shared("Service"),
        shared("Tables", imports: ["Pages"], settings: pure),
        shared("Archive", settings: pure),
        shared("PlatformImport", imports: ["Archive", "Crypto", "Pages", "Tables"], settings: pure),
        shared("Accounts", imports: ["Crypto", "Database"]),
        shared("AccountPages", imports: ["Accounts", "Crypto", "Database", "HTTP", "Pages", "Service"]),
        shared("Custody", imports: ["Crypto", "Service"]),
        shared("Mail", imports: ["Crypto", "HTTP"]),
        shared(
            "PublicForms", imports: ["Crypto", "HTTP", "Pages", "Service"],
            resources: [.embedInCode("Resources/work.js")]),
        shared(
            "Face",
            imports: ["AccountPages", "Accounts", "Crypto", "Database", "HTTP", "Pages", "PublicForms", "Service"]),
        shared(
            "Participation",
            imports: [
                "AccountPages", "Accounts", "Crypto", "Database", "HTTP", "Mail", "Pages", "PublicForms", "QRCode",
                "Service", "Tables",
            ]),
        shared(
            "Drafting",
            imports: [
                "AccountPages", "Accounts", "Crypto", "Database", "Differences", "HTTP", "Pages", "Participation",
                "PublicForms", "Service", "Tables",
            ]),
        shared(
            "Exchange",
            imports: [
                "AccountPages", "Accounts", "Crypto", "Database", "HTTP", "Pages", "Participation", "PlatformImport",
                "PublicForms", "Service", "Tables",
            ]),
        shared(
            "Events",
            imports: [
                "AccountPages", "Accounts", "Crypto", "Database", "HTTP", "Pages", "Participation", "PublicForms",
                "Service",
            ], resources: [.embedInCode("Resources/wall.js"), .embedInCode("Resources/capture.js")]),
        program("Hub", imports: everything + ["Geography"]),
        program("TenantNode", imports: everything + nodeRooms),
        program("Audit", imports: ["Crypto", "Ledger", "Federation", "Monitor", "Pages", "Witnessing"]),
        .executableTarget(
            name: "Load", dependencies: ["Crypto", "Ledger", "Federation"], path: "Benchmarks/Load",
            swiftSettings: [.swiftLanguageMode(.v5)]),
        .executableTarget(
            name: "Fold", dependencies: ["Crypto", "Federation"], path: "Benchmarks/Fold",
            swiftSettings: [.swiftLanguageMode(.v5)]),
        .executableTarget(
            name: "Ideas", dependencies: ["Database", "Participation"], path: "Benchmarks/Ideas",
            swiftSettings: [.swiftLanguageMode(.v5)]),
        .executableTarget(
            name: "Symbols", dependencies: ["QRCode"], path: "Tests/Independent/Symbols",
            swiftSettings: [.swiftLanguageMode(.v5)]),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: ordinary),
        tests("Crypto", imports: []),
        tests("Ledger", imports: ["Crypto"]),
        tests("Differences", imports: []),
        tests("Federation", imports: ["Crypto", "Differences"]),
        tests("Database", imports: []),
        tests("HTTP", imports: []),
        tests("Monitor", imports: ["Crypto", "Federation", "Ledger"]),
        tests("Pages", imports: []),
        tests("QRCode", imports: []),
        tests("Service", imports: []),
        tests("Tables", imports: ["Pages"]),
        tests("Archive", imports: []),
        tests("PublicForms", imports: ["HTTP", "Service"]),
        tests(
            "Face",
            imports: ["AccountPages", "Accounts", "Crypto", "Database", "HTTP", "Pages", "PublicForms", "Service"]),
        tests(
            "Participation",
            imports: [
                "AccountPages", "Accounts", "Crypto", "Database", "HTTP", "Mail", "Pages", "PublicForms", "Service",
                "Tables",
            ]),
        tests(
            "Exchange", imports: ["Accounts", "Database", "Pages", "Participation", "PlatformImport", "Tables"]),
        tests("PlatformImport", imports: ["Pages", "Tables"]),
        tests("Geography", imports: []),
        tests("Drafting", imports: []),
        tests("Custody", imports: ["Crypto", "Service"]),
        tests("Mail", imports: ["HTTP"]),
        tests("Accounts", imports: ["Crypto", "Database", "Service"]),
        tests("AccountPages", imports: ["Accounts", "Crypto", "Database", "HTTP", "Pages", "Service"]),
        tests("Events", imports: ["Accounts", "Database", "Pages", "Participation", "Service"]),
        tests("Hub", imports: everything + ["Geography"]),
        tests("TenantNode", imports: everything + nodeRooms),
        tests("Audit", imports: ["Crypto", "Ledger", "Federation", "Monitor", "Witnessing"]),
    ]
)

// The fuzzer (Tests/Fuzz/run) has a main of its own; with it the audit program is a library.
if Context.environment["RAHMENWERK_FUZZ"] != nil {
    package.targets.removeAll { $0.name == "Audit" || $0.name == "AuditTests" }
    package.products.removeAll { $0.name == "rahmenwerk-audit" }
    package.targets.append(
        .target(
            name: "Audit", dependencies: ["Crypto", "Ledger", "Federation", "Monitor", "Pages", "Witnessing"],
            path: "Sources/Audit", exclude: ["Commands/Main.swift"], swiftSettings: ordinary))
    package.targets.append(
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "Archive", "Audit", "Crypto", "Federation", "Geography", "HTTP", "Ledger", "PlatformImport",
                "Tables",
            ], path: "Tests/Fuzz", exclude: ["corpus", "run", "seeds"],
            swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library", "-enable-testing"])]))
}
