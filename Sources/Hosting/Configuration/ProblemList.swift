package import JSON

/// The mistakes found so far, and the text in which they are looked for.
package struct ProblemList {
    private var found: [Problem] = []
    private var ranks: [String: Int] = [:]
    private var file = ""
    private var lines = LineIndex([])

    /// How many mistakes are shown; who has more mends these first.
    package static let shown = 1000

    /// Holds none.
    package init() {}

    /// Goes on to another file.
    package mutating func open(_ file: String, _ lines: LineIndex) {
        self.file = file
        self.lines = lines
        rank(file)
    }

    /// Notes a mistake at an offset of the file.
    package mutating func add(at offset: Int, _ field: String, _ message: String) {
        found.append(
            Problem(
                file: file, line: lines.line(of: offset), column: nil, field: field,
                message: message))
    }

    /// Notes that the text is no JSON at an offset.
    package mutating func add(syntaxAt offset: Int, _ message: String) {
        let place = lines.place(of: offset)
        found.append(
            Problem(
                file: file, line: place.line, column: place.column, field: "", message: message))
    }

    /// Notes a mistake that is a file's as a whole.
    package mutating func add(file: String, _ message: String) {
        rank(file)
        found.append(Problem(file: file, line: nil, column: nil, field: "", message: message))
    }

    /// How many mistakes there are.
    package var count: Int { found.count }

    /// The mistakes, those of a file together and in the order of its lines; the files in the
    /// order in which they were read.
    package var sorted: [Problem] {
        found.enumerated().sorted { left, right in
            key(left.element, left.offset) < key(right.element, right.offset)
        }.map(\.element)
    }

    /// The mistakes as lines, as many as are shown.
    package var report: [String] {
        let lines = sorted.prefix(Self.shown).map(\.description)
        return count <= Self.shown ? lines : lines + ["and \(count - Self.shown) more"]
    }

    /// Where an offset is: for messages that name a second place.
    package func place(of offset: Int) -> String { "\(file):\(lines.line(of: offset))" }

    private mutating func rank(_ file: String) {
        if ranks[file] == nil { ranks[file] = ranks.count }
    }

    private func key(_ problem: Problem, _ order: Int) -> (Int, Int, Int) {
        (ranks[problem.file] ?? 0, problem.line ?? 0, order)
    }
}
