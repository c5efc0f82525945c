/// Turns frames into what a terminal is sent: only the lines that are others than before.
package struct FramePainter {
    private let isColoured: Bool
    /// Whether lines can be placed; else each frame is printed below the last one.
    private let placesLines: Bool
    private var shown: [String] = []

    /// Begins with a terminal of which nothing is known.
    package init(isColoured: Bool, placesLines: Bool) {
        self.isColoured = isColoured
        self.placesLines = placesLines
    }

    /// Supposes nothing of what the terminal shows.
    package mutating func forget() {
        shown = []
    }

    /// The bytes that show a frame (ECMA-48: CUP places the cursor, EL clears to the line's end,
    /// ED clears the screen).
    package mutating func bytes(for frame: ScreenFrame) -> [UInt8] {
        let lines = frame.texts(isColoured: isColoured)
        defer { shown = lines }
        guard placesLines else {
            return shown == lines ? [] : Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
        }
        var text = shown.count == lines.count ? "" : "\u{1b}[2J"
        for (index, line) in lines.enumerated()
        where shown.count != lines.count || shown[index] != line {
            // Behind a character in the last column a terminal's cursor stands on it still, so that
            // clearing from there would take it away.
            text += "\u{1b}[\(index + 1);1H\u{1b}[K\(line)"
        }
        return Array(text.utf8)
    }
}
