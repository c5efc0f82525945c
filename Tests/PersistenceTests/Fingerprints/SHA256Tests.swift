import Persistence
import Testing

struct SHA256Tests {
    /// Made with Python's hashlib: the message is the length in 8 bytes, then the text.
    @Test(arguments: [
        (0, "af5570f5a1810b7af78caf4bc70a660f"),
        (1, "028f0df5b8596fbcd10c9720b7a4784f"),
        (40, "3b328cffc0e4d839733ba92fcde0edba"),
        (47, "cf27577f758100b890443f410dd8f132"),
        (48, "6bf4f4620afb34f6867703c34185a526"),
        (49, "568c3434fc04e5031489a93b3522859b"),
        (55, "86919c2aec9e7c79b3ffb1a271ce8b3e"),
        (56, "e9ab7bd2679f977c2c363c094f8cfdb6"),
        (57, "01aa850dab35157e91231741f6f9184c"),
        (63, "666dae782fad9619591f5da38182c253"),
        (64, "c91c8bb6d9f422c07b6d7513745c502e"),
        (65, "ffaa7178000141740098f162ef273e10"),
        (119, "e782a111926e4151a0cc1f55c91581c3"),
        (120, "679e2d7724a0bb92d5e84ba40c33b0f3"),
        (1000, "3668070a92f96267ac3d294efae4f46d"),
    ])
    func `it is SHA-256's first half, whatever the length`(count: Int, fingerprint: String) {
        #expect(Fingerprint.of([String(repeating: "x", count: count)]) == fingerprint)
    }
}
