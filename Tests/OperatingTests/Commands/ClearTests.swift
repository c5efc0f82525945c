import Operating
import Testing

struct ClearTests {
    @Test(arguments: [
        (["a"], "2", "'account_id':'a'", "2 blocks of a ended"),
        (["a", "m"], "1", "'account_id':'a','model':'m'", "1 block of a for m ended"),
        (["a"], "0", "'account_id':'a'", "nothing blocks a"),
        (["a"], "true", "'account_id':'a'", "1 block of a ended"),
    ])
    func `it says how much ended`(
        words: [String], cleared: String, params: String, sentence: String
    ) {
        let recorder = Recorder()
        let terminal = Terminal()
        let daemon = recorder.daemon(answering: "{\"cleared\":\(cleared)}")
        #expect(terminal.run(["clear"] + words, daemon) == .success)
        #expect(recorder.requests == [quoted("ClearBlocks {\(params)}")])
        #expect(terminal.text == sentence + "\n")
    }

    @Test func `the answer is printed as it came`() {
        let terminal = Terminal()
        let daemon = Recorder().daemon(answering: "{\"cleared\":3}")
        #expect(terminal.run(["clear", "a", "--json"], daemon) == .success)
        #expect(terminal.text == "{\"cleared\":3}\n")
    }
}
