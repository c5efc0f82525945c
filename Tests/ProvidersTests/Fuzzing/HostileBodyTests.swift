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

    /// A debug build is a hundred times slower: there the bodies are smaller, and of one provider.
    #if DEBUG
        private static let (bytes, providers) = (Evidence.bodyLimit / 8, [Provider.builtIn[1]])
    #else
        private static let (bytes, providers) = (Evidence.bodyLimit, Provider.builtIn)
    #endif

    /// The fastest of some tries, for the machine has other things to do.
    private func time(_ evidence: Evidence, _ provider: Provider) -> Duration {
        let times = (0..<5).map { _ in
            ContinuousClock().measure {
                _ = Classifier.finding(for: evidence, from: provider, now: august)
            }
        }
        return times.min() ?? .zero
    }

    /// Thirty-two times the bytes may cost thirty-two times as much, and eight times that on a
    /// machine that is busy; what grows with the square costs a thousand times as much.
    @Test(arguments: Evidence.Phase.allCases)
    func `the time to classify anything grows no faster than its length`(phase: Evidence.Phase) {
        for provider in Self.providers {
            for (index, body) in Self.bodies.enumerated() {
                for status in [200, 403] {
                    func time(bytes: Int) -> Duration {
                        let body = Array(body.prefix(bytes))
                        return self.time(
                            Evidence(status: status, phase: phase, body: body, model: "m"),
                            provider)
                    }
                    let (short, long) = (time(bytes: Self.bytes / 32), time(bytes: Self.bytes))
                    #expect(
                        long <= max(short, .microseconds(2)) * 256,
                        "\(provider.name) \(status) body \(index)")
                }
            }
        }
    }
}
