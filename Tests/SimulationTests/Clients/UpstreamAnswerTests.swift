import JSON
import Simulation
import Testing

struct UpstreamAnswerTests {
    @Test func `an answer has a status or an error`() {
        #expect(UpstreamAnswer(429).error == nil)
        #expect(UpstreamAnswer(error: "network").status == nil)
        #expect(UpstreamAnswer(200, nil, ["a": "b", "c": "d"]).headers.count == 2)
    }
}
