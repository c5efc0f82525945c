import AccountClient
import Kernel
import Testing

struct KeySupplyTests {
    @Test func `names are unique, and of a length that the protocol allows`() {
        let entropy = Entropy()
        let supplies = (0..<100).map { _ in KeySupply(using: entropy) }
        #expect(Set(supplies.map(\.instance)).count == 100)
        #expect(supplies.allSatisfy { (16...64).contains($0.instance.utf8.count) })
        let keys = supplies.flatMap { supply in (UInt64(1)...50).map { supply.key($0) } }
        #expect(Set(keys).count == 5_000)
        #expect(keys.allSatisfy { (16...64).contains($0.utf8.count) })
        #expect(supplies[0].key(.max).utf8.count == supplies[0].key(1).utf8.count)
    }
}
