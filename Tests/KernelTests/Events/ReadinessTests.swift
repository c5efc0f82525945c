import Kernel
import Testing

struct ReadinessTests {
    @Test func `waiting answers what a descriptor is ready for`() throws {
        let pair = try Pair()
        #expect(try pair.first.descriptor.wait(for: [.read, .write], atMost: nil) == .write)
        _ = try pair.second.send([1], 0..<1)
        #expect(
            try pair.first.descriptor.wait(for: [.read, .write], atMost: nil) == [.read, .write])
        #expect(try pair.first.descriptor.wait(for: .read, atMost: .max) == .read)
    }

    @Test(arguments: [1, 400_000, 1_500_000] as [UInt64])
    func `waiting never ends before its time`(nanoseconds: UInt64) throws {
        let pair = try Pair()
        let start = Clock.monotonic
        #expect(try pair.first.descriptor.wait(for: .read, atMost: nanoseconds) == [])
        #expect(Clock.monotonic - start >= nanoseconds)
    }
}
