import Leasing
import Testing

struct RotationStatusTests {
    @Test func `the names are the wire's`() {
        let statuses: [RotationStatus] = [
            .active, .refreshing(until: .distantFuture), .expired, .suspended,
        ]
        #expect(statuses.map(\.name) == ["active", "refreshing", "expired", "suspended"])
    }
}
