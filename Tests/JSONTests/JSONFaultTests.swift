import JSON
import Testing

struct JSONFaultTests {
    @Test(arguments: [
        ("", 0), ("{", 1), ("[1,]", 3), (#"{"a" 1}"#, 5), ("{\"a\":1,}", 7), ("nul", 3),
        ("{} {}", 3),
        ("\"a\nb\"", 2), ("[01]", 2), ("[1 2]", 3),
    ])
    func `a fault is at the byte that no JSON has there`(_ text: String, _ offset: Int) {
        #expect(Texts.fault(text) == JSONFault(.malformed, at: offset))
    }
}
