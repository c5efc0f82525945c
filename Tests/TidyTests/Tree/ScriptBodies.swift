import Foundation

/// Finds the functions of Python, by their indentation.
enum PythonBodies {
    static func bodies(in lines: [Substring]) -> [Body] {
        lines.indices.compactMap { index in
            let words = lines[index].split(whereSeparator: { " (:".contains($0) })
            guard words.first == "def" || words.prefix(2) == ["async", "def"] else { return nil }
            let name = words.drop { $0 == "async" || $0 == "def" }.first ?? ""
            return Body(
                name: String(name), firstLine: index + 1, lastLine: lastLine(lines, of: index),
                onlyAssigns: false)
        }
    }

    /// The last line that is indented deeper than the function's first; a bracket that closes the
    /// parameters at its depth belongs to it too.
    private static func lastLine(_ lines: [Substring], of first: Int) -> Int {
        let depth = indentation(lines[first])
        var last = first
        for index in lines.indices[(first + 1)...] where !isBlank(lines[index]) {
            guard indentation(lines[index]) > depth || lines[index].dropFirst(depth).hasPrefix(")")
            else { break }
            last = index
        }
        return last + 1
    }

    private static func indentation(_ line: Substring) -> Int {
        line.prefix { $0 == " " }.count
    }

    private static func isBlank(_ line: Substring) -> Bool {
        line.allSatisfy { $0 == " " }
    }
}

/// Finds the functions of shell programs: `name() {` to the `}` in the first column.
enum ShellBodies {
    static func bodies(in lines: [Substring]) -> [Body] {
        lines.indices.compactMap { index in
            guard let bracket = lines[index].range(of: "() {") ?? lines[index].range(of: "() (")
            else { return nil }
            let end = lines[index...].firstIndex { $0 == "}" || $0 == ")" } ?? index
            return Body(
                name: String(lines[index][..<bracket.lowerBound]), firstLine: index + 1,
                lastLine: end + 1, onlyAssigns: false)
        }
    }
}
