import Kernel
import Testing

struct BootIDTests {
    @Test func `it is read with hyphens and without`() {
        let plain = BootID("00112233445566778899aabbccddeeff")
        #expect(plain?.bytes == [UInt8](0...15).map { $0 * 17 })
        #expect(BootID("00112233-4455-6677-8899-AABBCCDDEEFF\n") == plain)
        #expect(plain?.text == "00112233445566778899aabbccddeeff")
    }

    @Test(arguments: [
        "", "0", "00112233445566778899aabbccddeef", "00112233445566778899aabbccddeefff",
        "00112233445566778899aabbccddeeff00", "g0112233445566778899aabbccddeeff",
        "00000000000000000000000000000000", "00000000-0000-0000-0000-000000000000",
    ])
    func `what is none is not taken for one`(text: String) { #expect(BootID(text) == nil) }

    @Test func `this boot has one, and it stays`() throws {
        let boot = try #require(BootID.current)
        #expect(BootID.current == boot)
    }
}
