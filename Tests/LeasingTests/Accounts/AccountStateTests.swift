import Leasing
import Testing

struct AccountStateTests {
    @Test func `the names are the wire's`() {
        #expect(
            AccountState.allCases.map(\.rawValue) == [
                "disabled", "draining", "auth_failed", "model_unsupported", "excluded", "half_open",
                "quota", "cooldown", "at_capacity", "available",
            ])
    }

    @Test func `each account counts once`() {
        var counts = BlockedCounts()
        for state in AccountState.allCases { counts.add(state) }
        counts.add(.quota)
        #expect(counts[.quota] == 2)
        #expect(counts.total == AccountState.allCases.count + 1)
        #expect(AccountState.allCases.map { counts[$0] }.reduce(0, +) == counts.total)
    }
}
