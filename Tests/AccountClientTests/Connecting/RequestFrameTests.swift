import AccountClient
import Testing

struct RequestFrameTests {
    @Test func `frames follow one another, each with its length`() {
        var output: [UInt8] = [9]
        let first = RequestFrame.append(1, "A", params: nil, to: &output)
        let second = RequestFrame.append(22, "B", params: Array("{}".utf8), to: &output)
        let texts = [
            "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"A\"}",
            "{\"id\":22,\"jsonrpc\":\"2.0\",\"method\":\"B\",\"params\":{}}",
        ]
        #expect(output == [9] + texts.flatMap(Scene.frame))
        #expect([first, second] == texts.map(\.utf8.count))
    }

    @Test func `a method's name cannot break out of the frame`() {
        var output: [UInt8] = []
        _ = RequestFrame.append(1, "a\",\"x\":\"b\n", params: nil, to: &output)
        #expect(
            output
                == Scene.frame(
                    "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"a\\\",\\\"x\\\":\\\"b\\n\"}")
        )
    }

    @Test func `a length beyond three bytes is written whole`() {
        var output: [UInt8] = []
        let params = [UInt8](repeating: 0x20, count: 1 << 24)
        let length = RequestFrame.append(1, "A", params: params, to: &output)
        #expect(length > 1 << 24)
        #expect(output[0] == 1)
    }
}
