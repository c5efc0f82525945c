import Benching
import Testing

struct AwaitTests {
    @Test func `a thread waits for a task's value`() async throws {
        let value = try await onThread {
            try Await.value {
                for _ in 0..<100 { await Task.yield() }
                return 7
            }
        }
        #expect(value == 7)
    }
}
