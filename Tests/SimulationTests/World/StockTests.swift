import Simulation
import Testing

struct StockTests {
    @Test func `accounts of several providers are lent, and their inventory changes`() {
        for provider in ["claude", "codex", "openai", "gemini"] {
            #expect(ToldHistories.tell(of: #""account_id":"\#(provider)-"#))
        }
        #expect(ToldHistories.tell(of: "generation\":2"))
        #expect(ToldHistories.tell(of: "ACCOUNT_DISABLED"))
    }
}
