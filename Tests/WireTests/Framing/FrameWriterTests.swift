import JSON
import Testing
import Wire

struct FrameWriterTests {
    @Test func `a frame is put behind what is there, with its length before it`() {
        var output: [UInt8] = [7]
        let fits = FrameWriter.append(to: &output) { writer in writer.string("ab") }
        #expect(fits)
        #expect(output == [7, 0, 0, 0, 4] + Array("\"ab\"".utf8))
    }

    @Test func `a response of the limit is written and one above it leaves nothing behind`() {
        var output: [UInt8] = [7]
        let text = String(repeating: "x", count: WireLimits.responseBytes - 2)
        #expect(FrameWriter.append(to: &output) { $0.string(text) })
        #expect(output.count == 1 + 4 + WireLimits.responseBytes)
        output = [7]
        #expect(!FrameWriter.append(to: &output) { $0.string(text + "x") })
        #expect(output == [7])
    }
}
