import JSON
import Testing

struct WordsTests {
    @Test func `every byte at every place of a word is seen for what it is`() {
        for place in 0..<17 {
            for byte in UInt8.min...UInt8.max where byte < 0x80 {
                var text = [UInt8](repeating: 0x61, count: 17)
                text[place] = byte
                let fault = Texts.fault([0x22] + text + [0x22])
                let ends = byte < 0x20 || byte == 0x22 || byte == 0x5C
                // An escape may happen to be complete: backslash and `a` is none.
                #expect((fault != nil) == ends, "byte \(byte) at \(place)")
            }
        }
    }
}
