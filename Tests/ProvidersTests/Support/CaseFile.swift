import Foundation
import JSON
import Leasing
import Providers
import Testing

/// A case of `proto-spec/provider-cases`: an upstream's answer and what it means.
struct CaseFile: CustomTestStringConvertible {
    let id: String
    let provider: String
    let value: JSONValue

    var testDescription: String { id }

    /// Every case of every file.
    static let all: [CaseFile] = files.flatMap { file -> [CaseFile] in
        let bytes = (try? Data(contentsOf: file)).map(Array.init) ?? []
        let cases = (try? JSONValue.parse(bytes))?["cases"]?.array ?? []
        return cases.map {
            CaseFile(
                id: $0["id"]?.string ?? "?", provider: $0["provider"]?.string ?? "?", value: $0)
        }
    }

    private static var files: [URL] {
        let folder = root.appending(path: "proto-spec/provider-cases")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().map { folder.appending(path: $0) }
    }

    /// The top folder of the project.
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What the classification of a case says, as JSON.
    func outcome() throws -> JSONValue {
        try JSONValue.parse(Classification.lines(for: value.encoded()))
    }
}

/// Compares outcomes with what a case expects, within its tolerance.
struct Expectation {
    let expected: JSONValue

    /// The fields that differ, in words.
    func differences(from outcome: JSONValue) -> [String] {
        let fields = [
            ("category", "category"), ("scope", "scope"), ("block_basis", "basis"),
            ("retry", "retry"),
        ]
        var differences = fields.filter { expected[$0.0]?.string != outcome[$0.1]?.string }
            .map { "\($0.1) is \(Self.text(outcome[$0.1])), not \(Self.text(expected[$0.0]))" }
        for name in ["indefinite", "needs_refresh"]
        where expected[name]?.boolean != outcome[name]?.boolean {
            differences.append("\(name) is \(outcome[name]?.boolean as Bool?)")
        }
        if !acceptedWindows.contains(outcome["window"]?.string) {
            differences.append("window is \(Self.text(outcome["window"]))")
        }
        if !isNear(outcome["block_until"]) {
            differences.append("block_until is \(Self.text(outcome["block_until"]))")
        }
        return differences
    }

    private var acceptedWindows: [String?] {
        expected["window_accept"]?.array?.map(\.string) ?? [expected["window"]?.string]
    }

    private func isNear(_ outcome: JSONValue?) -> Bool {
        guard let wanted = Timestamp.read(expected["block_until"]) else {
            return outcome?.isNull == true
        }
        guard let found = Timestamp.read(outcome) else { return false }
        let tolerance = (expected["tolerance_seconds"]?.double ?? 0) * 1e9
        return Double((found - wanted).nanoseconds.magnitude) <= tolerance
    }

    private static func text(_ value: JSONValue?) -> String { value?.string ?? "null" }
}
