import JSON
import Testing

struct DashboardTests {
    /// Labels that Prometheus itself adds to what it reads, or to what it works out.
    private static let foreign: Set<Substring> = ["instance", "le"]

    /// The metrics that an expression names.
    private func metrics(in expression: String) -> Set<String> {
        Set(expression.matches(of: /accountd_[a-z_]+/).map { String($0.output) })
    }

    @Test func `each expression asks for metrics that there are, by labels of theirs`() throws {
        let samples = Bench.eventful().samples()
        let dashboard = try Dashboard()
        #expect(dashboard.expressions.count > 20)
        for expression in dashboard.expressions + dashboard.queries {
            let names = metrics(in: expression)
            #expect(!names.isEmpty, "\(expression)")
            for name in names {
                #expect(samples.has(name), "\(name) in \(expression)")
                let labels = Set(samples.labels[name, default: [:]].keys.map { Substring($0) })
                for label in self.labels(in: expression) {
                    #expect(
                        labels.contains(label) || Self.foreign.contains(label),
                        "\(label) in \(expression)")
                }
            }
        }
    }

    /// The labels that an expression chooses or sums by.
    private func labels(in expression: String) -> Set<Substring> {
        var labels = Set(expression.matches(of: /([a-z_]+)=~?"/).map(\.output.1))
        for match in expression.matches(of: /by \(([a-z_, ]+)\)/) {
            for label in match.output.1.split(separator: ", ") { labels.insert(label) }
        }
        return labels
    }

    @Test func `the states and sockets that it chooses are words of the daemon's`() throws {
        let states = try #require(
            Bench().samples().labels["accountd_accounts"]?["state"])
        for expression in try Dashboard().expressions {
            for match in expression.matches(of: /state=~"([a-z_|]+)"/) {
                for state in match.output.1.split(separator: "|") {
                    #expect(states.contains(String(state)))
                }
            }
        }
    }

    @Test func `every metric is shown somewhere`() throws {
        let shown = try Dashboard().expressions.map { metrics(in: $0) }
            .reduce(into: Set<String>()) { $0.formUnion($1) }
        for family in Bench.eventful().samples().families {
            // How accounts are chosen is looked up, not watched.
            guard family.name != "accountd_provider_info" else { continue }
            let suffix = family.kind == "histogram" ? "_bucket" : ""
            #expect(shown.contains(family.name + suffix), "\(family.name)")
        }
    }

    @Test func `panels have titles and places of their own`() throws {
        let panels = try Dashboard().panels
        #expect(Set(panels.compactMap { $0["title"]?.string }).count == panels.count)
        #expect(Set(panels.compactMap { $0["id"]?.integer }).count == panels.count)
        var taken: Set<[Int64]> = []
        for panel in panels {
            let place = ["x", "y", "w", "h"].compactMap { panel["gridPos"]?[$0]?.integer }
            try #require(place.count == 4)
            #expect(place[0] + place[2] <= 24)
            for x in place[0]..<place[0] + place[2] {
                for y in place[1]..<place[1] + place[3] {
                    #expect(taken.insert([x, y]).inserted, "\(place)")
                }
            }
        }
    }
}
