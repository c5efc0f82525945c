import Kernel
import Testing

struct PipeTests {
    @Test func `what goes in comes out, and then the end`() throws {
        var pipe = try Pipe()
        try pipe.writer?.writeAll([1, 2])
        try pipe.writer?.writeAll([3])
        pipe.writer = nil
        #expect(try pipe.reader.readAll(limit: 3) == [1, 2, 3])
    }
}
