import Simulation
import Testing

struct ClientTests {
    @Test func `clients do what a verdict says`() {
        #expect(ToldHistories.tell(of: #""retry":"other""#))
        #expect(ToldHistories.tell(of: "attempt: 2"))
    }

    @Test func `clients send again what may have been lost`() {
        #expect(ToldHistories.tell(of: #""replayed":true"#))
    }
}
