import AccountClient
import Testing

struct PoolSummaryTests {
    @Test func `a summary is read`() throws {
        let text =
            "{\"as_of\":\"t\",\"epoch\":\"e\",\"kept\":false,\"providers\":[{\"blocked\":"
            + "{\"cooldown\":0,\"quota\":2},\"eligible\":3,\"in_use\":4,"
            + "\"next_eligible_in_ms\":5,\"provider\":\"claude\",\"total\":6,\"waiters\":7}],"
            + "\"revision\":8}"
        let summary = try #require(PoolSummary(Array(text.utf8)))
        #expect(summary.epoch == "e")
        let provider = try #require(summary.providers.first)
        #expect((provider.name, provider.total, provider.eligible) == ("claude", 6, 3))
        #expect((provider.inUse, provider.waiters) == (4, 7))
        #expect(provider.nextEligible == .milliseconds(5))
        #expect(provider.blocked.map(\.state) == ["quota"])
    }

    @Test(arguments: ["{}", "{\"providers\":[{}]}", "{\"providers\":1}", "["])
    func `what is no summary is none`(text: String) {
        #expect(PoolSummary(Array(text.utf8)) == nil)
    }
}
