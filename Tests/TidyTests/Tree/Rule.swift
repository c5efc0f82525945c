import Testing

/// A house rule that a machine can check.
struct Rule: Sendable, CustomTestStringConvertible {
    /// The rule itself, as a sentence without its full stop.
    let testDescription: String
    /// Finds every breach.
    let findings: @Sendable (SourceTree) -> [Finding]

    init(_ sentence: String, inTree findings: @escaping @Sendable (SourceTree) -> [Finding]) {
        testDescription = sentence
        self.findings = findings
    }

    init(_ sentence: String, inFile findings: @escaping @Sendable (SourceFile) -> [Finding]) {
        self.init(sentence, inTree: { tree in tree.files.flatMap(findings) })
    }

    /// The messages for one snippet under a path, each with its line.
    func complaints(about text: String, at path: String) -> [String] {
        complaints(about: SourceTree(files: [SourceFile(path: path, text: text)]))
    }

    /// The messages for a tree of snippets.
    func complaints(about tree: SourceTree) -> [String] {
        findings(tree).map(\.description)
    }
}
