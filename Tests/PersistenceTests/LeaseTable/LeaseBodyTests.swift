import Leasing
import Persistence
import Simulation
import Testing

struct LeaseBodyTests {
    private func kept(_ lease: LeaseMemory) -> LeaseMemory? {
        var memory = FalseTable()
        var table = LeaseTable()
        table.write(.granted(lease), to: &memory)
        return table.read(&memory).leases.first
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `a lease is read as it was written`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let lease = LeaseMemories.lease(in: 5, fence: seed, &random)
        #expect(kept(lease) == lease)
    }

    @Test func `the key of a lease that another instance has taken over is its first holder's`() {
        var random = SeededRandom(seed: 2)
        var lease = LeaseMemories.lease(in: 0, fence: 1, &random)
        (lease.instance, lease.excluded) = ("another", [])
        for instance in [nil, "another", "first"] as [String?] {
            lease.key = LeaseKey(text: "key", instance: instance, digest: 1, poolSize: 2)
            #expect(kept(lease) == lease)
        }
        lease.instance = nil
        #expect(kept(lease) == lease)
    }

    @Test func `what there is no room for is the end of the client's name and what was tried`() {
        var random = SeededRandom(seed: 1)
        var lease = LeaseMemories.lease(in: 0, fence: 1, &random)
        func long(_ count: Int) -> String { String(repeating: "é", count: count / 2) }
        (lease.account, lease.provider, lease.model) = (long(64), long(64), long(128))
        lease.instance = long(64)
        lease.key = LeaseKey(text: long(64), instance: long(64), digest: 1, poolSize: 2)
        lease.client = long(64)
        lease.excluded = ["tried"]
        var expected = lease
        expected.excluded = []
        expected.client = kept(lease)?.client ?? ""
        #expect(kept(lease) == expected)
        #expect(expected.key == lease.key)
        #expect(expected.client.utf8.count == 28 && lease.client.hasPrefix(expected.client))
    }
}
