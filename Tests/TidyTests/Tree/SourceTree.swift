import Foundation

/// The text files of the repository, or of an example.
struct SourceTree: Sendable {
    let files: [SourceFile]

    init(files: [SourceFile]) {
        self.files = files
    }

    /// An example: paths and what they hold.
    init(_ texts: KeyValuePairs<String, String>) {
        files = texts.map { SourceFile(path: $0.key, text: $0.value) }
    }

    /// The repository that this test was built from, read once.
    static let repository = SourceTree(files: read(root))

    /// The repository's top.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Reads all files below a folder, but Git's own, what `.gitignore` names, what tools hide in
    /// folders below the top, and what is no text.
    private static func read(_ root: URL) -> [SourceFile] {
        let ignored = ignoredPatterns(root)
        var files: [SourceFile] = []
        var folders = [""]
        while let folder = folders.popLast() {
            let path = root.appending(path: folder).path
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            for name in names.sorted() {
                if ignored.contains(where: { matches(name, $0) }) { continue }
                if !folder.isEmpty, name.hasPrefix(".") { continue }
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                let url = root.appending(path: path)
                let values = try? url.resourceValues(forKeys: [.isDirectoryKey, .isRegularFileKey])
                if values?.isDirectory == true {
                    folders.append(path)
                } else if values?.isRegularFile == true, let text = text(of: url) {
                    files.append(SourceFile(path: path, text: text))
                }
            }
        }
        return files
    }

    private static func text(of url: URL) -> String? {
        guard let data = try? Data(contentsOf: url), !data.contains(0) else { return nil }
        return String(data: data, encoding: .utf8)
    }

    private static func ignoredPatterns(_ root: URL) -> [Substring] {
        let text = text(of: root.appending(path: ".gitignore")) ?? ""
        return [".git"]
            + text.split(separator: "\n").map { $0.hasSuffix("/") ? $0.dropLast() : $0 }
    }

    /// Whether a file's name fits a line of `.gitignore`, where only a `*` at an end is special.
    private static func matches(_ name: String, _ pattern: Substring) -> Bool {
        if pattern.hasSuffix("*") { return name.hasPrefix(pattern.dropLast()) }
        if pattern.hasPrefix("*") { return name.hasSuffix(pattern.dropFirst()) }
        if let star = pattern.firstIndex(of: "*") {
            return name.hasPrefix(pattern[..<star])
                && name.hasSuffix(pattern[pattern.index(after: star)...])
        }
        return name == pattern
    }
}
