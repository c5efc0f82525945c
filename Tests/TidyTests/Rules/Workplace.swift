import Foundation
import Testing

extension Rule {
    /// What belongs to the place where the project is made and means nothing to who reads it.
    /// Joined here, so that this file does not contain what it looks for.
    private static let workplaceWords = [
        ".." + "/shared", "DESIGN" + ".md", "STYLE" + ".md", "CONFORMANCE" + ".md",
        "PROVIDERS" + ".md", "/wo" + "rk/", "/tmp/" + "team", "this " + "issue",
        "this " + "session",
        "sub" + "agent", "issues" + " show",
    ]

    static let workplace = Rule("nothing speaks of the place where the project is made") { file in
        file.lines.indices.flatMap { index in
            let line = file.lines[index].lowercased()
            return workplaceWords.filter { line.contains($0.lowercased()) }
                .map { file.finding(index + 1, "\"\($0)\" means nothing to the reader") }
        }
    }
}

struct WorkplaceTests {
    @Test func `a word of the workplace is found in any file, whatever its case`() {
        let word = "This " + "issue"
        #expect(Rule.workplace.complaints(about: "a\nb \(word) c", at: "README.md").count == 1)
        #expect(Rule.workplace.complaints(about: "see proto-spec/PROTOCOL.md", at: "a.md").isEmpty)
    }
}
