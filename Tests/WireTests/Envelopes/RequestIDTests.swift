import Testing
import Wire

struct RequestIDTests {
    private func id(_ text: String) -> RequestID? {
        let bytes = Array(#"{"jsonrpc":"2.0","method":"Health","id":\#(text)}"#.utf8)
        guard let envelope = try? Envelope.read(bytes, in: 0..<bytes.count),
            case .request(let id, _) = envelope.content
        else { return nil }
        return id
    }

    @Test func `integers up to 2⁵³−1 and texts of 1 to 64 printable bytes are ids`() {
        #expect(id("0") == .integer(0))
        #expect(id("9007199254740991") == .integer(9_007_199_254_740_991))
        #expect(id("\" ~\"") == .text(" ~"))
        let long = String(repeating: "x", count: 64)
        #expect(id("\"\(long)\"") == .text(long))
    }

    @Test(arguments: [
        "null", "-1", "1.0", "1e2", "-0", "9007199254740992", "\"\"", "true", "{}", "[]",
        "\"\u{e9}\"", "\"\\u0000\"", "\"\(String(repeating: "x", count: 65))\"",
    ])
    func `nothing else is an id`(_ text: String) {
        #expect(id(text) == nil)
    }
}
