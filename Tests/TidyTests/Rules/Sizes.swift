import Testing

extension Rule {
    private static let linesPerFile = 400
    private static let linesPerFunction = 50
    private static let columnsPerLine = 100
    private static let linesPerExecutable = 60

    static let fileSize = Rule("a file of code has at most \(linesPerFile) lines") { file in
        guard file.language != .other, file.lines.count > linesPerFile else { return [] }
        return [file.finding(0, "\(file.lines.count) lines are more than \(linesPerFile)")]
    }

    static let functionSize = Rule("a function has at most \(linesPerFunction) lines") { file in
        file.bodies.filter { $0.lineCount > linesPerFunction }.map { body in
            let size = "\(body.lineCount) lines are more than \(linesPerFunction)"
            return file.finding(body.firstLine, "\(body.name): \(size)")
        }
    }

    static let lineSize = Rule("a line of code has at most \(columnsPerLine) columns") { file in
        guard file.language != .other else { return [] }
        return file.lines.indices.compactMap { index in
            // Counting characters is slow; fewer bytes than columns need no count.
            let line = file.lines[index]
            guard line.utf8.count > columnsPerLine, line.count > columnsPerLine else { return nil }
            return file.finding(
                index + 1, "\(line.count) columns are more than \(columnsPerLine)")
        }
    }

    static let executableSize = Rule(
        "a program's target has at most \(linesPerExecutable) lines",
        inTree: { tree in
            let programs = tree.files.filter { $0.sourceTarget?.first?.isLowercase == true }
            let sizes = Dictionary(grouping: programs) { $0.sourceTarget ?? "" }
                .mapValues { files in files.reduce(0) { $0 + $1.lines.count } }
            return sizes.sorted { $0.key < $1.key }
                .filter { $0.value > linesPerExecutable }
                .map { target, size in
                    let message = "\(size) lines are more than \(linesPerExecutable)"
                    return Finding(path: "Sources/\(target)", line: 0, message: message)
                }
        })
}

struct SizesTests {
    private func lines(_ count: Int, _ line: String = "a") -> String {
        String(repeating: line + "\n", count: count)
    }

    @Test(arguments: ["Sources/A/B.swift", "a.py", "a.sh"])
    func `a file of 401 lines is one too long`(path: String) {
        #expect(Rule.fileSize.complaints(about: lines(400), at: path).isEmpty)
        #expect(
            Rule.fileSize.complaints(about: lines(401), at: path) == [
                "\(path): 401 lines are more than 400"
            ])
    }

    @Test func `a document may be as long as it needs`() {
        #expect(Rule.fileSize.complaints(about: lines(401), at: "README.md").isEmpty)
        #expect(
            Rule.lineSize.complaints(
                about: lines(1, String(repeating: "a", count: 101)), at: "a.md"
            )
            .isEmpty)
    }

    @Test func `a function of 51 lines is one too long, its braces counted`() {
        let path = "Sources/A/B.swift"
        #expect(
            Rule.functionSize.complaints(about: "func f() {\n\(lines(48))}", at: path).isEmpty)
        #expect(
            Rule.functionSize.complaints(about: "\nfunc f() {\n\(lines(49))}", at: path) == [
                "\(path):2: f: 51 lines are more than 50"
            ])
    }

    @Test func `a Python function of 51 lines is one too long`() {
        let text = "def f():\n" + lines(50, "    a")
        #expect(Rule.functionSize.complaints(about: text, at: "a.py").count == 1)
    }

    @Test func `columns are characters, not bytes`() {
        let path = "Sources/A/B.swift"
        let line = String(repeating: "é", count: 100)
        #expect(Rule.lineSize.complaints(about: line, at: path).isEmpty)
        #expect(
            Rule.lineSize.complaints(about: "a\n\(line)b", at: path) == [
                "\(path):2: 101 columns are more than 100"
            ])
    }

    @Test func `the files of a program count together`() {
        let tree = SourceTree([
            "Sources/accountd/A.swift": lines(30), "Sources/accountd/B.swift": lines(31),
            "Sources/Hosting/A.swift": lines(100),
        ])
        #expect(
            Rule.executableSize.complaints(about: tree) == [
                "Sources/accountd: 61 lines are more than 60"
            ])
    }
}
