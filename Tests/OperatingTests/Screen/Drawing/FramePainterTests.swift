import Operating
import Testing

struct FramePainterTests {
    private func text(_ painter: inout FramePainter, _ watching: Watching) -> String {
        String(decoding: painter.bytes(for: watching.frame()), as: UTF8.self)
    }

    @Test func `only lines that are others than before are sent`() {
        let watching = Watching.accounts(3)
        var painter = FramePainter(isColoured: false, placesLines: true)
        let first = text(&painter, watching)
        #expect(first.hasPrefix("\u{1b}[2J\u{1b}[1;1H\u{1b}[Kaccountd"))
        #expect(text(&painter, watching).isEmpty)
        watching.press("j")
        let moved = text(&painter, watching)
        #expect(moved.contains("▸") && !moved.contains("accountd") && !moved.contains("[2J"))
        painter.forget()
        #expect(text(&painter, watching).hasPrefix("\u{1b}[2J"))
    }

    @Test func `nothing is cleared behind a line, whose last character would go`() {
        let watching = Watching.accounts(3)
        var painter = FramePainter(isColoured: false, placesLines: true)
        let places = text(&painter, watching).split(separator: "\u{1b}[K").dropFirst()
        #expect(places.count == 24)
        for (index, place) in places.enumerated() {
            let line = place.replacing("\u{1b}[\(index + 2);1H", with: "")
            #expect(DisplayWidth.of(String(line)) == 80, "\(line)")
        }
    }

    @Test func `a terminal that only prints is sent lines and nothing else`() {
        let watching = Watching.accounts(3)
        var painter = FramePainter(isColoured: false, placesLines: false)
        let first = text(&painter, watching)
        #expect(!first.contains("\u{1b}"))
        #expect(first.split(separator: "\r\n").count == 24)
        #expect(text(&painter, watching).isEmpty)
    }
}
