/// A text in Prometheus' exposition format, taken apart.
struct Samples {
    /// What is measured, with its labels in the order of the text: `name{label="value"}`.
    private(set) var values: [String: String] = [:]
    /// The values of labels that a metric was seen with, by the label.
    private(set) var labels: [String: [String: Set<String>]] = [:]
    /// The metrics in the order of the text, by their names.
    private(set) var families: [Family] = []
    /// Lines that the format does not allow where they stand.
    private(set) var mistakes: [String] = []

    struct Family {
        let name: String
        let help: String
        var kind = ""
    }

    init(_ text: String) {
        if !text.hasSuffix("\n") { mistakes.append("the last line has no end") }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            read(String(line))
        }
    }

    /// A value as a whole number.
    subscript(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

    /// Whether there is a sample of exactly this name.
    func has(_ name: String) -> Bool { labels[name] != nil }

    private mutating func read(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 3).map(String.init)
        if line.hasPrefix("# HELP "), words.count == 4 {
            if families.contains(where: { $0.name == words[2] }) { mistakes.append(line) }
            families.append(Family(name: words[2], help: words[3]))
        } else if line.hasPrefix("# TYPE "), words.count == 4, families.last?.name == words[2] {
            families[families.count - 1].kind = words[3]
        } else {
            readSample(line)
        }
    }

    private mutating func readSample(_ line: String) {
        let parts = line.split(separator: " ").map(String.init)
        guard parts.count == 2, Double(parts[1]) != nil, values[parts[0]] == nil,
            let family = families.last, !family.kind.isEmpty
        else { return mistakes.append(line) }
        let name = String(parts[0].prefix { $0 != "{" })
        let suffixes = family.kind == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
        guard suffixes.contains(where: { family.name + $0 == name }) else {
            return mistakes.append(line)
        }
        values[parts[0]] = parts[1]
        var found = labels[name] ?? [:]
        for pair in parts[0].dropFirst(name.count + 1).dropLast().split(separator: ",") {
            let sides = pair.split(separator: "=").map { $0.filter { $0 != "\"" } }
            found[sides[0], default: []].insert(sides[1])
        }
        labels[name] = found
    }
}
