/// A function, initializer or computed property that does something.
struct Body: Equatable, Sendable {
    let name: String
    /// The line of its keyword, counted from 1.
    let firstLine: Int
    /// The line of the brace that closes it, or its last line.
    let lastLine: Int
    /// Whether it is an initializer that only hands values to properties of its own.
    let onlyAssigns: Bool

    var lineCount: Int { lastLine - firstLine + 1 }
}
