import Leasing
import Providers
import Seeding
import Testing

/// The rules with other numbers, spellings and places than the known answers have.
@Suite struct VariationTests {
    private func seconds(_ random: inout SeededRandom) -> Int64 {
        Int64.random(in: 1...30_000_000, using: &random)
    }

    private func cased(_ name: String, _ random: inout SeededRandom) -> String {
        String(name.map { Bool.random(using: &random) ? Character($0.uppercased()) : $0 })
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `ChatGPT's limit ends when it says, wherever it says so`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let wait = seconds(&random)
        let fields = [
            "\"resets_in_seconds\":\(wait)", "\"resets_at\":\(1_785_542_400 + wait)",
            "\"resets_at\":\(1_785_542_400 + wait),\"resets_in_seconds\":\(wait / 2)",
            "\"resets_at\":1,\"resets_in_seconds\":\(wait)", "\"resets_in_seconds\":\"\(wait)\"",
        ]
        let field = fields.randomElement(using: &random) ?? fields[0]
        let kind = ["type", "code"].randomElement(using: &random) ?? "type"
        let error = "{\"\(kind)\":\"usage_limit_reached\",\(field)}"
        let bodies = [
            "{\"error\":\(error)}", error, "{\"response\":{\"error\":\(error)}}",
            "data: {\"type\":\"response.failed\",\"response\":{\"error\":\(error)}}\n\n",
        ]
        let body = bodies.randomElement(using: &random) ?? bodies[0]
        let status = [200, 400, 429].randomElement(using: &random) ?? 429
        let text = status == 200 ? "data: \(bodies[2])\n\n" : body
        let found = finding("codex", status, text)
        #expect(found.category == .quotaExhausted, "\(body)")
        #expect(found.seconds == Double(wait), "\(body)")
        #expect(found.scope == .account)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `Claude's latest rejection counts, in any spelling`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let (five, seven, wait) = (seconds(&random), seconds(&random), seconds(&random))
        let prefix = "anthropic-ratelimit-unified-"
        let rejected = ["5h": Bool.random(using: &random), "7d": Bool.random(using: &random)]
        var headers = ["retry-after": "\(wait)"]
        var ends = [wait]
        for (name, reset) in [("5h", five), ("7d", seven)] {
            let isRejected = rejected[name] ?? false
            headers[cased(prefix + name + "-status", &random)] = isRejected ? "rejected" : "allowed"
            headers[cased(prefix + name + "-reset", &random)] = "\(1_785_542_400 + reset)"
            if isRejected { ends.append(reset) }
        }
        let found = finding("claude", 429, "{}", headers)
        let isAccount = rejected.values.contains(true)
        #expect((found.scope == .account) == isAccount)
        #expect(found.category == (isAccount ? .quotaExhausted : .rateLimited))
        #expect(found.seconds == ends.max().map(Double.init))
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `a wait is the same in every form of Retry-After`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let wait = seconds(&random)
        let date = CivilDate(of: august + .seconds(wait))
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        func two(_ value: Int64) -> String { String(String(value + 100).dropFirst()) }
        let clock = "\(two(date.hour)):\(two(date.minute)):\(two(date.second))"
        let month = months[Int(date.month - 1)]
        let forms = [
            "\(wait)", "\(wait).0", "Mon, \(two(date.day)) \(month) \(date.year) \(clock) GMT",
            "Monday, \(two(date.day))-\(month)-\(two(date.year % 100)) \(clock) GMT",
            "Mon \(month) \(date.day < 10 ? " " : "")\(date.day) \(clock) \(date.year)",
        ]
        for provider in ["generic", "openai", "xai", "github-copilot", "claude"] {
            for form in forms {
                let found = finding(provider, 429, "{}", [cased("retry-after", &random): form])
                #expect(found.block == ends(in: wait, .retryAfter), "\(provider) \(form)")
            }
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `Google's delay is the same in every place`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let milliseconds = Int64.random(in: 1...100_000_000, using: &random)
        let text = "\(milliseconds / 1000).\(String(milliseconds % 1000 + 1000).dropFirst())s"
        let details = [
            #"[{"retryDelay":"\#(text)"}]"#,
            #"[{"reason":"x","metadata":{"quotaResetDelay":"\#(text)"}}]"#,
            #"[{"reason":"x","metadata":{"quotaResetDelay":"9h"}},{"retryDelay":"\#(text)"}]"#,
        ]
        for list in details {
            let body = #"{"error":{"status":"RESOURCE_EXHAUSTED","details":\#(list)}}"#
            let found = finding("antigravity", 429, body)
            #expect(found.block == .until(august + .milliseconds(milliseconds), basis: .resetAfter))
            #expect(found.category == (milliseconds >= 300_000 ? .quotaExhausted : .rateLimited))
            #expect(found.retry == (milliseconds < 3000 ? .same : .other))
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `words in a prompt, in output or in metadata decide nothing`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let words = [
            "your account has been deactivated", "usage_limit_reached", "insufficient_quota",
            "just a moment", "invalid_grant", "context_length_exceeded",
            "credit balance is too low",
        ]
        let word = words.randomElement(using: &random) ?? ""
        let echoes = [
            #"{"metadata":{"prompt":"\#(word)"}}"#, #"{"input":[{"message":"\#(word)"}]}"#,
            #"{"error":{"context":{"message":"\#(word)","code":"\#(word)"}}}"#,
        ]
        let echo = echoes.randomElement(using: &random) ?? ""
        for provider in Provider.builtIn {
            let bare = finding(provider.name, 500, "{}")
            #expect(finding(provider.name, 500, echo) == bare, "\(provider.name) \(echo)")
            let refused = finding(provider.name, 401, "{}")
            #expect(finding(provider.name, 401, echo) == refused, "\(provider.name) \(echo)")
        }
    }
}
