import AccountClient
import Testing

struct AllBlockedTests {
    @Test func `it says when, and nothing of what keeps none`() {
        let blocked = AllBlocked(retryAfter: .seconds(3))
        #expect(blocked.retryAfter == .seconds(3))
        #expect(blocked.description == "no eligible account")
    }
}
