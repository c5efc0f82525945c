import Kernel
import Testing

struct UnixAddressTests {
    @Test func `107 bytes are the most, and a longer path says so`() throws {
        let longest = "/" + String(repeating: "é", count: 53)
        #expect(try UnixAddress(path: longest).path == longest)
        #expect(throws: UnixAddress.Fault.tooLong(byteCount: 108)) {
            _ = try UnixAddress(path: longest + "x")
        }
        #expect(
            UnixAddress.Fault.tooLong(byteCount: 108).description
                == "a socket's path has at most 107 bytes, this one has 108")
    }

    @Test func `no path, and one with NUL, is refused`() {
        #expect(throws: UnixAddress.Fault.empty) { _ = try UnixAddress(path: "") }
        for path in ["\0abstract", "a\0b", "/tmp/a\0"] {
            #expect(throws: UnixAddress.Fault.containsNUL) { _ = try UnixAddress(path: path) }
        }
    }
}
