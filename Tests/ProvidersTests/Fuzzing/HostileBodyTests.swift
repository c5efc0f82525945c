import Leasing
import Providers
import Testing

/// Bodies of 64 KiB that are made to cost time.
@Suite(.serialized) struct HostileBodyTests {
    private static func filled(_ prefix: String, _ pattern: String) -> [UInt8] {
        var body = Array(prefix.utf8)
        while body.count < Evidence.bodyLimit { body += pattern.utf8 }
        return Array(body.prefix(Evidence.bodyLimit))
    }

    private static let bodies: [[UInt8]] = [
        filled("", "["), filled("", "{\"a\":"), filled("[", "1,"), filled("[", "\"a\","),
        filled("[", "{\"error\":{}},"), filled("{", "\"error\":1,"),
        filled("{\"error\":{\"message\":\"", "resets in limit: 0 "),
        filled("{\"error\":{\"message\":\"", "\\u0061"), filled("", "data: {}\n\n"),
        filled("", "data: {\"type\":\"a.delta\",\"delta\":\"b\"}\n\n"), filled("", "\n"),
        filled("", "data:\n"), filled("", "data: [1,2\n"), filled("<html>", "cf_chjust a mome"),
        filled("", "9"), filled("", "\""), filled("{\"", "\\\\"), filled("", ","),
        filled("", " "), filled("", "\u{1F600}"),
        filled("{\"models\":{", "\"m\":{\"quotaInfo\":{}},"),
    ]

    /// A debug build is a hundred times slower: there it is only to come to an end.
    #if DEBUG
        private static let (limit, tries, providers) = (200.0, 1, [Provider.builtIn[1]])
    #else
        private static let (limit, tries, providers) = (1.0, 5, Provider.builtIn)
    #endif

    /// The fastest of some tries, for the machine has other things to do.
    private func milliseconds(_ evidence: Evidence, _ provider: Provider) -> Double {
        let times = (0..<Self.tries).map { _ in
            ContinuousClock().measure {
                _ = Classifier.finding(for: evidence, from: provider, now: august)
            }
        }
        return (times.min() ?? .zero) / .milliseconds(1)
    }

    @Test(arguments: Evidence.Phase.allCases)
    func `64 KiB of anything are classified within a millisecond`(phase: Evidence.Phase) {
        for provider in Self.providers {
            for (index, body) in Self.bodies.enumerated() {
                for status in [200, 403] {
                    let evidence = Evidence(status: status, phase: phase, body: body, model: "m")
                    let time = milliseconds(evidence, provider)
                    #expect(time <= Self.limit, "\(provider.name) \(status) body \(index)")
                }
            }
        }
    }
}
