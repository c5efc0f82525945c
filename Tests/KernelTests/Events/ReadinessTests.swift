import Glibc
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

    @Test func `a wait ends with the other descriptor, even when there is something to read`()
        throws
    {
        let pair = try Pair()
        _ = try pair.second.send([1], 0..<1)
        for isPipe in [true, false] {
            var pipe = try Pipe()
            let other = try Pair()
            let number = isPipe ? try owned(pipe.writer?.number) : other.first.descriptor.number
            let listener = Descriptor(owning: dup(number))
            #expect(try pair.first.descriptor.wait(for: .read, orEndOf: listener) == .read)
            pipe.writer = nil
            letGo(pipe)
            letGo(other)
            #expect(try pair.first.descriptor.wait(for: .read, orEndOf: listener) == nil)
        }
    }

    private func letGo(_ pipe: consuming Pipe) {}

    private func letGo(_ pair: consuming Pair) {}

    @Test(arguments: [1, 400_000, 1_500_000] as [UInt64])
    func `waiting never ends before its time`(nanoseconds: UInt64) throws {
        let pair = try Pair()
        let start = Clock.monotonic
        #expect(try pair.first.descriptor.wait(for: .read, atMost: nanoseconds) == [])
        #expect(Clock.monotonic - start >= nanoseconds)
    }
}
