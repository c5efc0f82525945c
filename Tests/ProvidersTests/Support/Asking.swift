import Leasing
import Providers

/// The first moment of August 2026, the wall clock of most tests.
let august = UnixTime(seconds: 1_785_542_400)

/// What the classifier finds in an answer.
func finding(
    _ provider: String, _ status: Int?, _ body: String = "", _ headers: [String: String] = [:],
    model: String = "some-model", credential: Credential.Kind? = nil,
    phase: Evidence.Phase = .answer, failure: Evidence.Failure? = nil, now: UnixTime = august
) -> Finding {
    let provider = Provider.named(provider) ?? Provider.builtIn[0]
    let fields = headers.sorted { $0.key < $1.key }.map { HeaderField($0.key, $0.value) }
    return Classifier.finding(
        for: Evidence(
            status: status, failure: failure, phase: phase, headers: Headers(fields),
            body: Array(body.utf8), model: model,
            credential: credential ?? provider.defaultCredential),
        from: provider, now: now)
}

/// The windows in a usage document.
func readings(_ provider: String, _ document: String, now: UnixTime = august) -> [WindowReading] {
    Provider.named(provider)?.readings(ofUsage: Array(document.utf8), now: now) ?? []
}

extension Finding {
    /// The models it concerns, as a pattern.
    var pattern: String? {
        if case .models(let pattern) = scope { pattern.text } else { nil }
    }

    /// The seconds until its block ends, when it ends by itself.
    var seconds: Double? {
        if case .until(let time, _) = block {
            Double((time - august).nanoseconds) / 1e9
        } else {
            nil
        }
    }
}

/// A block that ends so many seconds after the tests' wall clock.
func ends(in seconds: Int64, _ basis: Block.Basis) -> Block {
    .until(august + .seconds(seconds), basis: basis)
}
