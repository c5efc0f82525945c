import Persistence
import Simulation
import Testing

struct FalseFileTests {
    @Test func `the synced beginning stays, and the rest is kept, cut, zero or stale`() throws {
        var found: Set<UInt8> = []
        for seed in 0..<300 as Range<UInt64> {
            var disk = FalseDisk(seed: seed, sectorBytes: 8)
            disk.damage("old", [UInt8](repeating: 7, count: 64))
            try disk.remove("old")
            try disk.create("a")
            try disk.append([UInt8](repeating: 1, count: 20), to: "a")
            try disk.sync("a")
            try disk.append([UInt8](repeating: 2, count: 20), to: "a")
            try disk.syncFolder()
            disk.cutPower()
            let bytes = try #require(disk.bytes(of: "a"))
            #expect(bytes.prefix(20) == [UInt8](repeating: 1, count: 20)[...])
            #expect(bytes.count <= 40)
            found.formUnion(bytes.dropFirst(20))
            if bytes.count == 20 { found.insert(255) }
        }
        #expect(found == [0, 2, 7, 255])
    }
}
