/// One mistake in an inventory, with the place where it is to be mended.
package struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The file, as it was named.
    package let file: String
    /// The line, from 1; `nil` when the file as a whole is meant.
    package let line: Int?
    /// The member: `accounts[2].credential.kind`; empty when the file as a whole is meant.
    package let field: String
    /// What is wrong with it. Never repeats a value that may be secret.
    package let message: String

    /// The mistake as one line: file, line, field, message.
    package var description: String {
        file + (line.map { ":\($0)" } ?? "") + ": " + (field.isEmpty ? "" : field + ": ") + message
    }
}

/// The mistakes found so far, and the text in which they are looked for.
struct ProblemList {
    private(set) var problems: [Problem] = []
    private var file = ""
    private var lineStarts: [Int] = []

    /// Goes on to another file.
    mutating func open(_ file: String, _ text: [UInt8]) {
        self.file = file
        lineStarts = [0]
        for (offset, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
            lineStarts.append(offset + 1)
        }
    }

    /// Notes a mistake at an offset of the file.
    mutating func add(at offset: Int, _ field: String, _ message: String) {
        let place = Problem(file: file, line: line(of: offset), field: field, message: message)
        problems.append(place)
    }

    /// Notes a mistake that is a file's as a whole.
    mutating func add(file: String, _ message: String) {
        problems.append(Problem(file: file, line: nil, field: "", message: message))
    }

    /// Where an offset is: for messages that name a second place.
    func place(of offset: Int) -> String { "\(file):\(line(of: offset))" }

    private func line(of offset: Int) -> Int {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }
}
