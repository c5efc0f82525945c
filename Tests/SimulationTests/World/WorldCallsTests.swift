import Simulation
import Testing

struct WorldCallsTests {
    @Test(arguments: [
        "Hello", "Select", "MarkResult", "Renew", "Release", "$/cancel", "Summary", "Health",
        "rpc.discover",
    ])
    func `each call is made`(method: String) {
        #expect(ToldHistories.tell(of: " sends \(method) "))
    }

    @Test(arguments: [
        "NO_ELIGIBLE_ACCOUNT", "DEADLINE", "CLIENT_CANCELLED", "UNKNOWN_PROVIDER", "UNKNOWN_MODEL",
        "LEASE_UNKNOWN", "IDEMPOTENT_RESULT_GONE", "DRAINING",
    ])
    func `clients are refused for each reason`(reason: String) {
        #expect(ToldHistories.tell(of: #""reason":"\#(reason)""#))
    }
}
