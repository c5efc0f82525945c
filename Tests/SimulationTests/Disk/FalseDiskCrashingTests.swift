import Persistence
import Simulation
import Testing

struct FalseDiskCrashingTests {
    @Test func `what a power cut leaves is safe, and the next one takes nothing more`() throws {
        for seed in 0..<100 as Range<UInt64> {
            var disk = FalseDisk(seed: seed, sectorBytes: 4)
            for name in ["a", "b", "c"] {
                try disk.create(name)
                try disk.append(Array(0..<30), to: name)
            }
            try disk.rename("a", to: "d")
            try disk.remove("b")
            disk.cutPower()
            let names = disk.fileNames
            let contents = names.map { disk.bytes(of: $0) }
            disk.cutPower()
            #expect(disk.fileNames == names)
            #expect(names.map { disk.bytes(of: $0) } == contents)
        }
    }

    @Test func `a crash ends the failing of calls`() throws {
        var disk = FalseDisk(seed: 1)
        disk.fail(0..<Int.max)
        #expect(throws: StorageFault.self) { try disk.create("a") }
        disk.cutPower()
        try disk.create("b")
        #expect(disk.bytes(of: "b") == [])
    }
}
