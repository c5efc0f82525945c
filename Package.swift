// swift-tools-version: 6.3
import PackageDescription

/// Warnings are errors, pointers say `unsafe`, and what Swift 7 will demand is demanded today.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]

let package = Package(
    name: "accountd",
    products: [
        .executable(name: "accountd", targets: ["accountd"]),
        .executable(name: "accountctl", targets: ["accountctl"]),
        .executable(name: "account-proxy", targets: ["account-proxy"]),
        .executable(name: "account-bench", targets: ["account-bench"]),
        .library(name: "AccountClient", targets: ["AccountClient"]),
    ],
    targets: [
        // Row 0: bytes, policy, secrets, and the C that Swift's Glibc lacks.
        .target(name: "JSON"),
        .target(name: "Specification", resources: [.embedInCode("openrpc.json")]),
        .target(name: "Leasing"),
        .target(name: "HTTP"),
        .target(name: "Secrets"),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(
            name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),

        // Row 1: the wire, the upstreams, the kernel.
        .target(name: "Wire", dependencies: ["JSON", "Secrets"]),
        .target(name: "Persistence", dependencies: ["JSON", "Leasing"]),
        .target(name: "Providers", dependencies: ["JSON", "Leasing", "Secrets"]),
        .target(name: "Kernel", dependencies: ["CLinux", "CSystemd"]),

        // Row 2: the protocol's state, and the client's.
        .target(
            name: "Serving",
            dependencies: ["JSON", "Specification", "Wire", "Leasing", "Providers", "Secrets"]),
        .target(name: "AccountClient", dependencies: ["JSON", "Wire", "Kernel", "Secrets"]),

        // Row 3: the bodies of the programs.
        .target(
            name: "Hosting",
            dependencies: [
                "JSON", "Leasing", "Persistence", "Providers", "Wire", "Serving", "Kernel",
                "Secrets",
            ]),
        .target(
            name: "Operating",
            dependencies: ["JSON", "Wire", "Leasing", "Providers", "AccountClient", "Kernel"]),
        .target(
            name: "Proxying",
            dependencies: ["JSON", "HTTP", "Wire", "AccountClient", "Kernel", "Secrets"]),
        .target(name: "Benching", dependencies: ["JSON", "Wire", "AccountClient", "Kernel"]),
        .target(
            name: "Simulation",
            dependencies: [
                "JSON", "Leasing", "Persistence", "Providers", "Wire", "Serving", "Secrets",
            ]),

        // Row 4: the programs.
        .executableTarget(name: "accountd", dependencies: ["Hosting", "Kernel"]),
        .executableTarget(name: "accountctl", dependencies: ["Operating", "Kernel"]),
        .executableTarget(name: "account-proxy", dependencies: ["Proxying", "Kernel"]),
        .executableTarget(name: "account-bench", dependencies: ["Benching", "Kernel"]),
        .executableTarget(name: "simulate", dependencies: ["Simulation", "Kernel"]),

        // The tests twin the sources; `TidyTests` reads the sources themselves.
        .target(name: "Seeding", path: "Tests/Seeding"),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "Seeding"]),
        .testTarget(name: "SpecificationTests", dependencies: ["JSON", "Specification"]),
        .testTarget(name: "LeasingTests", dependencies: ["Leasing", "Seeding"]),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "Seeding"]),
        .testTarget(
            name: "SecretsTests",
            dependencies: [
                "Secrets", "Leasing", "Wire", "Providers", "Serving", "AccountClient", "HTTP",
                "Proxying", "Seeding",
            ]),
        .testTarget(name: "WireTests", dependencies: ["JSON", "Wire", "Secrets"]),
        .testTarget(
            name: "PersistenceTests",
            dependencies: ["JSON", "Leasing", "Persistence", "Simulation"]),
        .testTarget(
            name: "ProvidersTests",
            dependencies: ["JSON", "Leasing", "Providers", "Secrets", "Seeding"]),
        .testTarget(name: "KernelTests", dependencies: ["Kernel", "Seeding"]),
        .testTarget(
            name: "ServingTests",
            dependencies: [
                "JSON", "Wire", "Leasing", "Providers", "Serving", "Secrets", "Seeding",
            ]),
        .testTarget(
            name: "AccountClientTests",
            dependencies: ["JSON", "Wire", "AccountClient", "Kernel", "Secrets", "Seeding"]),
        .testTarget(
            name: "HostingTests",
            dependencies: [
                "JSON", "Leasing", "Persistence", "Providers", "Wire", "Serving", "Hosting",
                "Kernel", "Secrets", "Seeding",
            ]),
        .testTarget(
            name: "OperatingTests",
            dependencies: [
                "JSON", "Wire", "Leasing", "AccountClient", "Operating", "Kernel", "Seeding",
            ]),
        .testTarget(
            name: "ProxyingTests",
            dependencies: [
                "JSON", "HTTP", "AccountClient", "Proxying", "Kernel", "Secrets", "Seeding",
            ]),
        .testTarget(
            name: "BenchingTests",
            dependencies: ["JSON", "AccountClient", "Benching", "Kernel", "Seeding"]),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["JSON", "Leasing", "Persistence", "Simulation"]),
        .testTarget(name: "TidyTests"),
    ],
    swiftLanguageModes: [.v6])

for target in package.targets where target.type != .system {
    target.swiftSettings = strict
}

// Where tests have the daemon die at the worst moment; a release has no such places.
for target in package.targets where ["Hosting", "HostingTests"].contains(target.name) {
    target.swiftSettings?.append(.define("FAULT_POINTS", .when(configuration: .debug)))
}
