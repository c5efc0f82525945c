import Testing

extension Rule {
    static let headings = Rule("a document's heading stands once, behind an empty line") { file in
        guard file.path.hasSuffix(".md") else { return [] }
        var findings: [Finding] = []
        var seen: Set<Substring> = []
        var isCode = false
        for (index, line) in file.lines.enumerated() {
            if line.hasPrefix("```") { isCode.toggle() }
            guard !isCode, line.hasPrefix("#") else { continue }
            if !seen.insert(line).inserted {
                findings.append(file.finding(index + 1, "\"\(line)\" stands there twice"))
            }
            if index > 0, !file.lines[index - 1].isEmpty {
                findings.append(file.finding(index + 1, "no empty line before \"\(line)\""))
            }
        }
        return findings
    }
}

struct HeadingsTests {
    @Test func `a section that stands twice is found`() {
        let text = "# A\n\n## B\n\nb\n\n## B\n"
        #expect(
            Rule.headings.complaints(about: text, at: "a.md") == [
                "a.md:7: \"## B\" stands there twice"
            ])
        #expect(Rule.headings.complaints(about: text, at: "a.swift").isEmpty)
    }

    @Test func `a section that sticks to the one before is found`() {
        #expect(Rule.headings.complaints(about: "# A\na\n## B", at: "a.md").count == 1)
    }

    @Test func `a comment in an example is no heading`() {
        let text = "# A\n\n```sh\n# one\n# one\n```\n"
        #expect(Rule.headings.complaints(about: text, at: "a.md").isEmpty)
    }
}
