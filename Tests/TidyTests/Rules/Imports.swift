import Testing

extension Rule {
    /// The rows of the architecture: what each target may import.
    private static let allowedImports: [String: Set<String>] = [
        // Pure: no clock, descriptor, thread or chance, and no C.
        "JSON": [],
        "Specification": [],
        "Leasing": [],
        "HTTP": [],
        "Secrets": [],
        "Wire": ["JSON", "Secrets"],
        "Providers": ["JSON", "Leasing", "Secrets"],
        "Persistence": ["JSON", "Leasing"],
        "Serving": ["JSON", "Specification", "Wire", "Leasing", "Providers", "Secrets"],
        "Simulation": [
            "JSON", "Leasing", "Providers", "Wire", "Serving", "Persistence", "Secrets",
        ],
        "simulate": ["Simulation", "Kernel"],
        // The world.
        "Kernel": ["CLinux", "CSystemd", "Glibc", "Synchronization"],
        "AccountClient": ["JSON", "Wire", "Kernel", "Synchronization", "Secrets"],
        "Hosting": [
            "JSON", "Leasing", "Providers", "Wire", "Serving", "Persistence", "Kernel", "Secrets",
            "Synchronization",
        ],
        "Operating": ["JSON", "Leasing", "Providers", "Wire", "AccountClient", "Kernel"],
        "Keeping": [
            "JSON", "Wire", "AccountClient", "Kernel", "Foundation", "FoundationNetworking",
            "Synchronization",
        ],
        "Proxying": [
            "JSON", "Wire", "HTTP", "AccountClient", "Kernel", "Foundation",
            "FoundationNetworking", "Synchronization", "Secrets",
        ],
        "Benching": ["JSON", "Wire", "AccountClient", "Kernel", "Synchronization"],
        "accountd": ["Hosting", "Kernel"],
        "accountctl": ["Operating", "Kernel"],
        "account-keeper": ["Keeping", "Kernel"],
        "account-proxy": ["Proxying", "Kernel"],
        "account-bench": ["Benching", "Kernel"],
    ]

    static let imports = Rule("a target imports only from the rows below its own") { file in
        guard let target = file.sourceTarget, file.language == .swift else { return [] }
        guard let allowed = allowedImports[target] else {
            return [file.finding(0, "the target \(target) has no place in the architecture")]
        }
        return file.tokens.indices.compactMap { index in
            guard file.tokens[index].is("import"), index + 1 < file.tokens.count else { return nil }
            let module = file.tokens[index + 1]
            guard !allowed.contains(module.text) else { return nil }
            return file.finding(module.line, "\(target) may not import \(module.text)")
        }
    }
}

struct ImportsTests {
    @Test func `a pure target imports neither the kernel nor Foundation`() {
        #expect(
            Rule.imports.complaints(
                about: "import Kernel\npackage import JSON\nimport Foundation",
                at: "Sources/Wire/A.swift") == [
                    "Sources/Wire/A.swift:1: Wire may not import Kernel",
                    "Sources/Wire/A.swift:3: Wire may not import Foundation",
                ])
    }

    @Test func `a target outside the architecture is refused`() {
        let found = Rule.imports.complaints(about: "", at: "Sources/Helpers/A.swift")
        #expect(
            found == [
                "Sources/Helpers/A.swift: the target Helpers has no place in the architecture"
            ])
    }

    @Test func `tests and permitted imports pass`() {
        #expect(Rule.imports.complaints(about: "import Foundation", at: "Tests/A/B.swift").isEmpty)
        #expect(
            Rule.imports.complaints(about: "import Glibc", at: "Sources/Kernel/B.swift").isEmpty)
    }
}
