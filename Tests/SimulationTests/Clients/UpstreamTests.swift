import Simulation
import Testing

struct UpstreamTests {
    @Test(arguments: [
        "ok", "rate_limited", "quota_exhausted", "auth_expired", "transient", "overloaded",
        "client_error", "premature_close", "empty_response", "client_cancelled",
    ])
    func `upstreams answer what is found to be of each category`(category: String) {
        #expect(ToldHistories.tell(of: #""category":"\#(category)""#))
    }
}
