import Leasing
import Testing

struct AccountChangeTests {
    @Test func `a change names what it changes, in the order of the names`() {
        let change = AccountChange(
            isEnabled: false, isDraining: true, maxInFlight: 3, priority: 0, weight: 9)
        #expect(
            change.settings.map { "\($0.name)=\($0.value)" } == [
                "draining=true", "enabled=false", "max_in_flight=3", "priority=0", "weight=9",
            ])
        #expect(!change.isEmpty)
    }

    @Test func `one without a value changes nothing`() {
        #expect(AccountChange().isEmpty)
        #expect(AccountChange().settings.isEmpty)
    }
}
