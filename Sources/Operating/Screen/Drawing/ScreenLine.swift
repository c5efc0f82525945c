import AccountClient

/// One line of the screen, put together from the left.
///
/// Text from elsewhere is made visible as it comes in, so that no line moves the cursor.
struct ScreenLine: Equatable {
    /// A text and how it stands out.
    struct Part: Equatable {
        var text: String
        var paint: Paint?
    }

    private(set) var parts: [Part] = []
    private(set) var width = 0

    /// An empty line.
    init() {}

    /// A line of one text.
    init(_ text: String, _ paint: Paint? = nil) {
        add(text, paint)
    }

    /// Adds a text.
    mutating func add(_ text: String, _ paint: Paint? = nil) {
        guard !text.isEmpty else { return }
        let text = VisibleText.of(text)
        parts.append(Part(text: text, paint: paint))
        width += DisplayWidth.of(text)
    }

    /// Adds a text that takes so many columns, cut or padded.
    mutating func add(
        _ text: String, _ paint: Paint? = nil, columns: Int, isNumber: Bool = false
    ) {
        guard columns > 0 else { return }
        let cut = DisplayWidth.cut(VisibleText.of(text), to: columns)
        add(DisplayWidth.pad(cut, to: columns, isNumber: isNumber), paint)
    }

    /// Adds another line's parts.
    mutating func add(_ line: ScreenLine) {
        parts += line.parts
        width += line.width
    }

    /// Adds blanks up to a column.
    mutating func pad(to column: Int) {
        add(String(repeating: " ", count: max(0, column - width)))
    }

    /// The line in exactly so many columns: padded, or cut with an ellipsis at its end.
    func fitted(to columns: Int) -> ScreenLine {
        guard width > columns else {
            var line = self
            line.pad(to: columns)
            return line
        }
        var line = ScreenLine()
        for part in parts {
            let room = columns - line.width
            guard DisplayWidth.of(part.text) >= room else {
                line.add(part.text, part.paint)
                continue
            }
            // One column more than there is makes sure of the ellipsis.
            line.add(DisplayWidth.cut(part.text + "  ", to: room), part.paint)
            break
        }
        line.pad(to: columns)
        return line
    }

    /// The line in one paint.
    func painted(_ paint: Paint) -> ScreenLine {
        var line = ScreenLine()
        line.add(text(isColoured: false), paint)
        return line
    }

    /// The line for a terminal, or for a file without colours.
    func text(isColoured: Bool) -> String {
        parts.reduce(into: "") { text, part in
            text += isColoured ? part.paint.map { $0(part.text) } ?? part.text : part.text
        }
    }
}
