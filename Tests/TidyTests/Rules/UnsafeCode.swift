import Testing

extension Rule {
    static let unsafeCode = Rule("pointers stay in the target Kernel") { file in
        guard let target = file.sourceTarget, target != "Kernel" else { return [] }
        let words: Set = ["unsafe", "@unsafe", "@safe"]
        return file.tokens.filter { $0.kind == .word && words.contains($0.text) }
            .map { file.finding($0.line, "\($0.text) outside of Kernel") }
    }
}

struct UnsafeCodeTests {
    @Test func `unsafe is a finding in every source but the kernel's`() {
        let code = "let a = unsafe b\n// unsafe\nlet c = \"unsafe\""
        #expect(
            Rule.unsafeCode.complaints(about: code, at: "Sources/Wire/A.swift") == [
                "Sources/Wire/A.swift:1: unsafe outside of Kernel"
            ])
        #expect(Rule.unsafeCode.complaints(about: code, at: "Sources/Kernel/A.swift").isEmpty)
    }
}
