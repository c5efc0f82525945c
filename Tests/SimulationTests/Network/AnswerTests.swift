import Simulation
import Testing

struct AnswerTests {
    @Test func `a frame is read, and what is none is not`() {
        let text = #"{"error":{"data":{"reason":"DEADLINE"}},"id":3}"#
        #expect(Answer(Array(text.utf8))?.reason == "DEADLINE")
        #expect(Answer(Array("{".utf8)) == nil)
    }

    @Test func `of a long frame the id is enough`() {
        let long = String(repeating: "x", count: 40_000)
        let answer = Answer(Array(#"{"id":12,"result":"\#(long)"}"#.utf8))
        #expect(answer?.id == 12)
        #expect(answer?.text == nil)
    }
}
