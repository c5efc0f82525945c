import JSON
import Operating
import Testing

struct ClassifyTests {
    private static let limited =
        "{\"now\":1773315300,\"provider\":\"claude\",\"status\":429,"
        + "\"headers\":{\"retry-after\":\"30\"}}"

    @Test func `each case is a line, and no daemon is asked`() throws {
        let terminal = Terminal()
        terminal.input =
            "[\(Self.limited),{\"now\":1773315300,\"provider\":\"openai\",\"status\":200}]"
        #expect(terminal.run(["classify"]) == .success)
        let lines = terminal.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 3 && lines[2].isEmpty)
        let categories = try lines.prefix(2).map {
            try JSONValue.parse(Array($0.utf8))["category"]?.string
        }
        #expect(categories == ["rate_limited", "ok"])
        #expect(terminal.paths.isEmpty)
    }

    @Test(arguments: [
        ("{", "standard input is not JSON (byte 1)"),
        ("[{\"provider\":\"nobody\",\"status\":200}]", "[0].provider is not known (byte 13)"),
    ])
    func `a mistake is named with its place`(input: String, message: String) {
        let terminal = Terminal()
        terminal.input = input
        #expect(terminal.run(["classify"]) == .usage)
        #expect(terminal.complaints == "accountctl: \(message)\n")
        #expect(terminal.output.isEmpty)
    }
}
