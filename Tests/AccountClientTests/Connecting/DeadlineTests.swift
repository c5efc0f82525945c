import AccountClient
import Testing

struct DeadlineTests {
    @Test func `no timeout is for ever, and so is one that the clock cannot hold`() {
        #expect(Deadline(in: nil).remaining == nil)
        #expect(Deadline(in: .seconds(Int64.max)).remaining == nil)
    }

    @Test func `what is over stays over`() {
        #expect(Deadline(in: .zero).remaining == 0)
        #expect(Deadline(in: .seconds(-5)).remaining == 0)
    }

    @Test func `what remains is at most what was given`() throws {
        let remaining = try #require(Deadline(in: .milliseconds(1_500_500)).remaining)
        #expect((1_400_000_000_000...1_500_500_000_000).contains(remaining))
    }
}
