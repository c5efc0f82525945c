import Simulation
import Testing

struct WorldKeepingTests {
    @Test func `at the end another daemon is started on what was kept`() {
        #expect(ToldHistories.tell(of: "another daemon recalls "))
        #expect(!ToldHistories.tell(of: "another daemon recalls 0 "))
    }

    @Test func `a daemon is killed, and another one has what it had`() {
        #expect(ToldHistories.tell(of: "another daemon has been started"))
    }
}
