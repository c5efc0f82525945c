import Testing

extension Rule {
    static let twins = Rule(
        "every source with logic has its tests in a file of its name",
        inTree: { tree in
            let tests = Set(tree.files.filter(\.isTest).compactMap(twinName))
            return tree.files.filter(hasLogic).compactMap { file in
                let twin = "\(file.sourceTarget ?? "")Tests/\(file.stem.filter { $0 != "+" })Tests"
                guard !tests.contains(twin) else { return nil }
                return file.finding(0, "has no Tests/\(twin).swift, nor in a folder below")
            }
        })

    /// The target and the stem of a test file, whatever folder it lies in.
    private static func twinName(_ file: SourceFile) -> String? {
        let parts = file.pathParts
        return parts.count > 2 ? "\(parts[1])/\(file.stem)" : nil
    }

    /// Whether a source decides anything: programs only call what does, and an initializer that
    /// only stores its arguments decides nothing.
    private static func hasLogic(_ file: SourceFile) -> Bool {
        guard let target = file.sourceTarget, file.language == .swift else { return false }
        return target.first?.isUppercase == true && !file.bodies.allSatisfy(\.onlyAssigns)
    }
}

struct TwinsTests {
    @Test func `a source with a function needs its twin`() {
        let tree = SourceTree(["Sources/A/B/C.swift": "func f() {}"])
        #expect(
            Rule.twins.complaints(about: tree) == [
                "Sources/A/B/C.swift: has no Tests/ATests/CTests.swift, nor in a folder below"
            ])
    }

    @Test(arguments: ["Tests/ATests/CTests.swift", "Tests/ATests/B/CTests.swift"])
    func `the twin may lie in any folder of the target's tests`(path: String) {
        let file = SourceFile(path: "Sources/A/C.swift", text: "var a: Int { 1 }")
        let twin = SourceFile(path: path, text: "")
        #expect(Rule.twins.complaints(about: SourceTree(files: [file, twin])).isEmpty)
    }

    @Test func `an extension's file is covered without its plus sign`() {
        let tree = SourceTree([
            "Sources/A/Pool+Judge.swift": "func f() {}", "Tests/ATests/PoolJudgeTests.swift": "",
        ])
        #expect(Rule.twins.complaints(about: tree).isEmpty)
    }

    @Test func `another target's tests do not count`() {
        let tree = SourceTree([
            "Sources/A/C.swift": "func f() {}", "Tests/BTests/CTests.swift": "",
        ])
        #expect(Rule.twins.complaints(about: tree).count == 1)
    }

    @Test func `data and programs need none`() {
        let tree = SourceTree([
            "Sources/A/C.swift": "struct C { let a: Int; init(a: Int) { self.a = a } }",
            "Sources/accountd/Main.swift": "static func main() {}",
        ])
        #expect(Rule.twins.complaints(about: tree).isEmpty)
    }
}
