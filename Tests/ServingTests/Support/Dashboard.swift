import Foundation
import JSON

/// The dashboard that operators are given as an example.
struct Dashboard {
    /// All of it.
    let tree: JSONValue
    /// The PromQL expressions of its panels, what Grafana fills in filled in.
    let expressions: [String]
    /// The queries for the values that one may choose between.
    let queries: [String]

    init() throws {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let file = folder.appending(path: "deploy/prometheus/dashboard.json")
        tree = try JSONValue.parse(Array(Data(contentsOf: file)))
        expressions = Self.texts("expr", in: tree).map(Self.fill)
        queries = Self.texts("query", in: tree).filter { $0.contains("(") }
    }

    /// The panels.
    var panels: [JSONValue] { tree["panels"]?.array ?? [] }

    private static func fill(_ expression: String) -> String {
        expression.replacing("$__rate_interval", with: "5m").replacing("$__range", with: "1h")
            .replacing("$provider", with: ".*").replacing("$instance", with: ".*")
    }

    /// The texts of all members of a name, at any depth.
    private static func texts(_ name: String, in value: JSONValue) -> [String] {
        if let list = value.array { return list.flatMap { texts(name, in: $0) } }
        guard let members = value.members else { return [] }
        return members.flatMap { member in
            if member.name == name, let text = member.value.string { return [text] }
            return texts(name, in: member.value)
        }
    }
}
