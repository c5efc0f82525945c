import Testing

struct RepositoryTests {
    static let rules: [Rule] = [
        .imports, .unsafeCode, .shortcuts, .typedThrows, .lastWords,
        .fileSize, .functionSize, .lineSize, .executableSize,
        .documentation, .twins, .leftovers, .banners, .workplace, .layout, .placeholders,
        .words, .waiting, .headings,
    ]

    @Test(arguments: rules)
    func `the repository keeps the rule`(rule: Rule) {
        for finding in rule.findings(.repository) {
            Issue.record("\(finding) [\(rule)]")
        }
    }

    @Test func `the repository was found`() {
        let paths = Set(SourceTree.repository.files.map(\.path))
        #expect(paths.contains("Package.swift"))
        #expect(paths.contains("Tests/TidyTests/RepositoryTests.swift"))
        #expect(!paths.contains { $0.hasPrefix(".build") || $0.hasPrefix(".git/") })
    }
}
