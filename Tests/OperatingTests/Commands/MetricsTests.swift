import Operating
import Testing

struct MetricsTests {
    @Test func `the text is printed as it is, and the answer as it came`() {
        let (text, json) = (Terminal(), Terminal())
        let daemon = Recorder().daemon(answering: "{\"text\":\"# HELP a b\\na 1\\n\"}")
        #expect(text.run(["metrics"], daemon) == .success)
        #expect(text.text == "# HELP a b\na 1\n")
        #expect(json.run(["metrics", "--json"], daemon) == .success)
        #expect(json.text == "{\"text\":\"# HELP a b\\na 1\\n\"}\n")
    }
}
