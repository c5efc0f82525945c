import Kernel
import Testing

struct EventDescriptorTests {
    @Test func `a bell is readable from its ring to its answer`() throws {
        let bell = try EventDescriptor()
        #expect(try bell.descriptor.wait(for: .read, atMost: 0) == [])
        #expect(try !bell.answer())
        try bell.ring()
        try bell.ring()
        #expect(try bell.descriptor.wait(for: .read, atMost: nil) == .read)
        #expect(try bell.answer())
        #expect(try !bell.answer())
        #expect(try bell.descriptor.wait(for: .read, atMost: 0) == [])
    }
}
