import Proxying
import Testing

struct TokenUsageTests {
    private func usage(_ texts: String...) -> [Int?] {
        var usage = TokenUsage()
        for text in texts { usage.add(Array(text.utf8)) }
        return [usage.input, usage.output]
    }

    @Test func `each provider's counts are found`() {
        #expect(usage("{\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}") == [1, 2])
        #expect(usage("{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}") == [3, 4])
        #expect(
            usage("{\"response\":{\"usage\":{\"input_tokens\":5,\"output_tokens\":6}}}") == [5, 6])
        #expect(
            usage("{\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":8}}")
                == [7, 8])
        #expect(usage("[{\"usageMetadata\":{\"promptTokenCount\":9}}]") == [9, nil])
    }

    @Test func `a later count wins, and a missing one changes nothing`() {
        #expect(
            usage(
                "{\"message\":{\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}",
                "{\"usage\":{\"output_tokens\":9}}", "{\"usage\":null}", "no json") == [1, 9])
        #expect(usage("{\"usage\":{\"input_tokens\":-1}}") == [nil, nil])
    }
}
