import HTTP
import Testing

struct ChunkLineTests {
    @Test(arguments: [
        "\r\n", "g\r\n", "-1\r\n", "+1\r\n", "0x1\r\n", "1 \r\n", " 1\r\n", "1 2\r\n", "1_0\r\n",
        "00000000000000001\r\n", "1,2\r\n", "1\t\r\n", "\u{ff11}\r\n",
    ])
    func `a size is one to sixteen hexadecimal digits and nothing beside them`(line: String) {
        #expect(Requests.fault(inChunks: line + "x\r\n0\r\n\r\n") == .malformedChunk)
    }

    @Test(arguments: ["1", "01", "0000000000000001"])
    func `zeros in front say nothing`(size: String) {
        #expect(Requests.fault(inChunks: size + "\r\nx\r\n0\r\n\r\n") == nil)
    }

    @Test(arguments: ["7fffffffffffffff", "8000000000000000", "FFFFFFFFFFFFFFFF"])
    func `a size beyond every limit overflows nothing`(size: String) {
        #expect(Requests.fault(inChunks: size + "\r\n") == .contentTooLarge)
    }
}
