import AccountClient
import JSON
import Kernel
import Synchronization

/// The Swift client as `proto-spec/conformance` judges one: rounds of `withAccount` whose upstream
/// is played, as the environment says.
package struct ClientRounds: Sendable {
    /// How often `withAccount` is called, all at once on one client.
    let rounds: Int
    /// How long the daemon may take.
    let timeout: Duration
    /// What the upstream answers, call by call; the last stays.
    let answers: [Answer]

    /// What the upstream answers to one call.
    struct Answer: Equatable, Sendable {
        /// A status, or an error of the connection.
        let outcome: Report.Outcome
        /// Whether the caller has seen a part of it.
        let isStreamed: Bool
    }

    /// Reads the environment; what it does not say is the usual.
    package init(environment: (String) -> String?) {
        rounds = environment("ACCOUNTD_TEST_ROUNDS").flatMap { Int($0) } ?? 1
        let milliseconds = environment("ACCOUNTD_TEST_TIMEOUT_MS").flatMap { Int($0) }
        timeout = .milliseconds(milliseconds ?? 10_000)
        let script = environment("ACCOUNTD_TEST_UPSTREAM") ?? "200"
        answers = script.split(separator: ",").map { word in
            let parts = word.split(separator: "+")
            let what = parts.first.map(String.init) ?? ""
            let error = TransportError(rawValue: what) ?? .network
            return Answer(
                outcome: Int(what).map { .status($0) } ?? .error(error),
                isStreamed: parts.dropFirst().contains("streamed"))
        }
    }

    /// The answers as the environment spells them.
    package var script: [String] {
        answers.map { answer in
            let word: String
            switch answer.outcome {
            case .status(let status): word = "\(status)"
            case .error(let error): word = error.rawValue
            }
            return word + (answer.isStreamed ? "+streamed" : "")
        }
    }

    /// Plays all rounds, and prints how each ended.
    package func run(at path: String, _ print: (String) -> Void) throws(BenchFault) {
        let lines = try BenchFault.calling("waiting for the rounds") { () throws(Errno) in
            try Await.value { await all(at: path) }
        }
        for line in lines { print(line) }
    }

    private func all(at path: String) async -> [String] {
        guard
            let client = try? AccountClient(socket: path, name: "account-bench", timeout: timeout)
        else { return [] }
        var running: [Task<String, Never>] = []
        for _ in 0..<rounds { running.append(Task { await one(client) }) }
        var lines: [String] = []
        for task in running { lines.append(await task.value) }
        await client.close()
        return lines
    }

    private func one(_ client: AccountClient) async -> String {
        var calls = 0
        do throws(AccountError<UpstreamFailure>) {
            // Without patience, so that the scenario alone decides how long an answer may take.
            let status = try await client.withAccount(
                provider: "claude", model: "m", patience: .zero
            ) { (lease) throws(UpstreamFailure) in
                let answer = answers[min(calls, answers.count - 1)]
                calls += 1
                if answer.isStreamed { lease.markStreaming() }
                guard case .status(200) = answer.outcome else {
                    throw UpstreamFailure(Report(answer.outcome))
                }
                return 200
            }
            return Self.line(end: "answered", status: status, calls: calls)
        } catch {
            let (end, status) = Self.end(error)
            return Self.line(end: end, status: status, calls: calls)
        }
    }

    private static func end(_ error: AccountError<UpstreamFailure>) -> (String, Int?) {
        switch error {
        case .allBlocked: ("all_blocked", nil)
        case .upstream(let failure), .body(let failure): ("answered", failure.status)
        case .cancelled: ("cancelled", nil)
        case .client(let error):
            switch error {
            case .allBlocked: ("all_blocked", nil)
            case .refused: ("refused", nil)
            case .unavailable, .closed: ("unavailable", nil)
            case .notPermitted: ("not_permitted", nil)
            case .protocolViolation, .requestTooLarge: ("protocol_error", nil)
            case .cancelled: ("cancelled", nil)
            }
        }
    }

    static func line(end: String, status: Int?, calls: Int) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("calls")
        writer.integer(calls)
        writer.name("end")
        writer.string(end)
        writer.name("status")
        if let status { writer.integer(status) } else { writer.null() }
        writer.endObject()
        return String(decoding: writer.take(), as: UTF8.self)
    }
}
