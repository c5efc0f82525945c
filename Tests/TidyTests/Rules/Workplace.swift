import Foundation
import Testing

extension Rule {
    /// What belongs to the place where the project is made and means nothing to who reads it.
    /// Joined here, so that this file does not contain what it looks for.
    private static let workplaceFiles = [
        "DESIGN" + ".md", "STYLE" + ".md", "CONFORMANCE" + ".md", "PROVIDERS" + ".md",
    ]
    private static let workplacePhrases = [
        ".." + "/shared", "/wo" + "rk/", "/tmp/" + "team", "this " + "issue", "this " + "session",
        "sub" + "agent", "issues" + " show",
    ]

    static let workplace = Rule("nothing speaks of the place where the project is made") { file in
        file.lines.indices.flatMap { index in
            let line = file.lines[index]
            let lowered = line.lowercased()
            let found =
                workplaceFiles.filter { line.contains($0) }
                + workplacePhrases.filter { lowered.contains($0) }
            return found.map {
                file.finding(index + 1, "\"\($0)\" means nothing to the reader")
            }
        }
    }
}

struct WorkplaceTests {
    @Test func `a phrase of the workplace is found in any file, whatever its case`() {
        let word = "This " + "issue"
        #expect(Rule.workplace.complaints(about: "a\nb \(word) c", at: "README.md").count == 1)
        #expect(Rule.workplace.complaints(about: "see proto-spec/PROTOCOL.md", at: "a.md").isEmpty)
    }
    @Test func `a file of the workplace is told from one of the project by its case`() {
        let file = "PROVIDERS" + ".md"
        #expect(Rule.workplace.complaints(about: file, at: "a.md").count == 1)
        #expect(Rule.workplace.complaints(about: file.lowercased(), at: "a.md").isEmpty)
    }
}
