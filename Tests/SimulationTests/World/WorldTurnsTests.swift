import Simulation
import Testing

struct WorldTurnsTests {
    @Test func `connections are closed by either side`() {
        #expect(ToldHistories.tell(of: " close "))
        #expect(ToldHistories.tell(of: "$/goaway"))
    }

    @Test func `no history of these has a breach`() {
        #expect(!ToldHistories.tell(of: "BREACH"))
    }
}
