import Testing

extension Rule {
    private static let sleepers: Set = ["sleep", "usleep", "nanosleep", "clock_nanosleep"]

    static let waiting = Rule("a Swift test does not sleep: time is an argument") { file in
        guard file.isTest else { return [] }
        return file.tokens.indices.compactMap { index in
            guard sleepers.contains(file.tokens[index].text), index + 1 < file.tokens.count,
                file.tokens[index + 1].is("(")
            else { return nil }
            return file.finding(file.tokens[index].line, "a test that sleeps is slow or unsure")
        }
    }
}

struct WaitingTests {
    @Test func `a test that sleeps is found`() {
        let code = "try await Task.sleep(for: .seconds(1))\nlet sleep = 1"
        #expect(Rule.waiting.complaints(about: code, at: "Tests/ATests/B.swift").count == 1)
        #expect(Rule.waiting.complaints(about: code, at: "Sources/A/B.swift").isEmpty)
    }
}
