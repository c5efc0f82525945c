import Testing

extension Rule {
    private static let topLevel: Set<Substring> = [
        "Package.swift", "Sources", "Tests", "proto-spec", "deploy", "README.md",
    ]

    static let layout = Rule("the repository's top holds what it should and nothing else") { file in
        let top = file.pathParts[0]
        guard !topLevel.contains(top), !top.hasPrefix(".") else { return [] }
        return [file.finding(0, "\(top) has no place at the repository's top")]
    }

    static let placeholders = Rule("no target waits to be filled") { file in
        guard file.stem == "Placeholder", file.language == .swift else { return [] }
        return [file.finding(0, "a placeholder is left over")]
    }
}

struct LayoutTests {
    @Test func `a new folder at the top is found`() {
        #expect(
            Rule.layout.complaints(about: "", at: "scripts/a.sh") == [
                "scripts/a.sh: scripts has no place at the repository's top"
            ])
        #expect(Rule.layout.complaints(about: "", at: ".swift-format").isEmpty)
        #expect(Rule.layout.complaints(about: "", at: "deploy/demo").isEmpty)
    }

    @Test func `a placeholder is found`() {
        #expect(
            Rule.placeholders.complaints(about: "", at: "Sources/A/Placeholder.swift").count == 1)
    }
}
