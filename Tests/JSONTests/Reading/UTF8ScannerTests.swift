import JSON
import Testing

struct UTF8ScannerTests {
    /// Every sequence of up to three bytes of a set that has one of each kind, and longer ones.
    @Test func `bytes are UTF-8 exactly when Swift says that they are`() {
        let kinds: [UInt8] = [
            0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
            0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
        ]
        var sequences = kinds.map { [$0] }
        for length in 2...4 {
            let longer = sequences.filter { $0.count == length - 1 }
            // Only what begins a longer character grows further.
            for sequence in longer where sequence[0] >= 0xC0 || length == 2 {
                sequences += kinds.map { sequence + [$0] }
            }
        }
        for sequence in sequences {
            let isValid = String(validating: sequence, as: UTF8.self) != nil
            let fault = Texts.fault([0x22] + sequence + [0x22])
            #expect((fault == nil) == isValid, "\(sequence)")
        }
    }

    @Test func `a byte order mark and other encodings are refused`() {
        #expect(Texts.fault([0xEF, 0xBB, 0xBF, 0x31])?.kind == .malformed)
        #expect(Texts.fault([0x7B, 0x00, 0x7D, 0x00])?.kind == .malformed)
        #expect(Texts.fault([0x00, 0x7B, 0x00, 0x7D])?.kind == .malformed)
    }
}
