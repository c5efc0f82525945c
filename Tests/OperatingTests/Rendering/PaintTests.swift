import Operating
import Testing

struct PaintTests {
    @Test func `paint ends where the text does`() {
        #expect(Paint.bad("x") == "\u{1b}[31mx\u{1b}[0m")
    }
}
