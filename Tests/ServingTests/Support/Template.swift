import Foundation

/// A text in which `${NAME:KIND}` stands for what a daemon chooses.
struct Template {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// Whether an answer fits; what the names stand for is kept.
    func fits(_ answer: String, _ names: inout [String: String]) -> Bool {
        var pattern = "^"
        var found: [(name: String, kind: String)] = []
        var rest = VectorStep.fill(text, names)[...]
        while let open = rest.range(of: "${"),
            let close = rest[open.upperBound...].firstIndex(of: "}")
        {
            pattern += NSRegularExpression.escapedPattern(for: String(rest[..<open.lowerBound]))
            let parts = rest[open.upperBound..<close].split(
                separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            found.append((String(parts[0]), parts.count > 1 ? String(parts[1]) : ""))
            pattern += "([^\"]*?)"
            rest = rest[rest.index(after: close)...]
        }
        pattern += NSRegularExpression.escapedPattern(for: String(rest)) + "$"
        guard let regex = try? NSRegularExpression(pattern: pattern),
            let match = regex.firstMatch(
                in: answer, range: NSRange(answer.startIndex..., in: answer))
        else { return false }
        for (index, (name, kind)) in found.enumerated() {
            guard let range = Range(match.range(at: index + 1), in: answer) else { return false }
            let value = String(answer[range])
            guard Self.isOf(kind, value, names) else { return false }
            if !name.isEmpty { names[name] = value }
        }
        return true
    }

    private static func isOf(_ kind: String, _ value: String, _ names: [String: String]) -> Bool {
        if kind == "token" {
            return (16...64).contains(value.utf8.count)
                && value.allSatisfy {
                    $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
                }
        }
        if kind == "text" { return true }
        guard let number = Int(value) else { return false }
        if kind.hasPrefix(">") {
            return names[String(kind.dropFirst())].flatMap { Int($0) }.map { number > $0 } ?? false
        }
        let bounds = kind.components(separatedBy: "..").compactMap { Int($0) }
        return bounds.count == 2 && (bounds[0]...bounds[1]).contains(number)
    }
}
