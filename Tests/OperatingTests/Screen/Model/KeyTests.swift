import Operating
import Seeding
import Testing

struct KeyTests {
    private func keys(_ bytes: [UInt8]) -> [Key] {
        var reader = KeyReader()
        return reader.take(bytes) + reader.flush()
    }

    @Test(arguments: [
        ("\u{1b}[A", Key.up), ("\u{1b}[B", .down), ("\u{1b}OA", .up), ("\u{1b}[1;5B", .down),
        ("\u{1b}[5~", .pageUp), ("\u{1b}[6~", .pageDown), ("\u{1b}[H", .home),
        ("\u{1b}[1~", .home), ("\u{1b}[4~", .end), ("\u{1b}OF", .end), ("\r", .enter),
        ("\u{7f}", .backspace), ("\u{3}", .control("c")), ("é", .character("é")),
        ("日", .character("日")), ("🎉", .character("🎉")), ("\u{1b}", .escape),
    ])
    func `a key is read whole, byte by byte, and between others`(text: String, key: Key) {
        let bytes = Array(text.utf8)
        #expect(keys(bytes) == [key])
        var slow = KeyReader()
        var read: [Key] = []
        for byte in bytes { read += slow.take([byte]) }
        #expect(read + slow.flush() == [key])
        guard key != .escape else { return }
        #expect(keys([0x71] + bytes + [0x71]) == [.character("q"), key, .character("q")])
    }

    @Test func `an Escape before a key is one of its own`() {
        #expect(keys([0x1b, 0x71]) == [.escape, .character("q")])
        #expect(keys([0x1b, 0x1b, 0x5b, 0x41]) == [.escape, .up])
    }

    @Test func `a sequence that means nothing here is passed over`() {
        #expect(keys(Array("\u{1b}[200~q".utf8)) == [.character("q")])
        #expect(keys([0xff, 0x00, 0xc3, 0x28, 0x71]) == [.character("("), .character("q")])
    }

    @Test(arguments: 1...100)
    func `bytes of chance never leave it stuck`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var reader = KeyReader()
        for _ in 0..<200 {
            let some: [UInt8] = [0x1b, 0x5b, 0x31, 0x3b, 0xe6, 0x41]
            let byte =
                Bool.random(using: &random)
                ? some.randomElement(using: &random) ?? 0
                : UInt8.random(in: 0...255, using: &random)
            _ = reader.take([byte])
        }
        _ = reader.flush()
        #expect(!reader.isPending)
        #expect(reader.take([0x71]) == [.character("q")])
    }
}
