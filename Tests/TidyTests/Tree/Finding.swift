/// One breach of a house rule.
struct Finding: Equatable, CustomStringConvertible {
    /// The path from the repository's top.
    let path: String
    /// Counted from 1; 0 when the finding is about the whole file.
    let line: Int
    /// What is wrong, as a sentence without its full stop.
    let message: String

    var description: String { line == 0 ? "\(path): \(message)" : "\(path):\(line): \(message)" }
}
