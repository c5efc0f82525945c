import HTTP
import Proxying
import Synchronization

/// The lines that a proxy told its operators.
final class Told: Sendable {
    private let told = Mutex<[String]>([])

    var lines: [String] { told.withLock { $0 } }

    @Sendable func add(_ line: String) { told.withLock { $0.append(line) } }
}

/// All that an upstream which plays these steps tells of one request.
func events(
    of steps: [ScriptedUpstream.Step], method: String = "POST"
) async throws -> [UpstreamEvent] {
    let upstream = try ScriptedUpstream { _ in steps }
    return await events(
        UpstreamRequest(method: "POST", url: "http://\(upstream.address)/", body: [1, 2]))
}

/// All that is told of a request.
func events(_ request: UpstreamRequest, _ session: SessionUpstream = SessionUpstream()) async
    -> [UpstreamEvent]
{
    let call = session.start(request)
    var events: [UpstreamEvent] = []
    while true {
        let event = await call.next()
        events.append(event)
        switch event {
        case .end, .broken: return events
        case .head, .bytes: continue
        }
    }
}

/// The status, the content and the end of an answer.
func told(_ events: [UpstreamEvent]) -> String {
    events.map { event in
        switch event {
        case .head(let head, let isDecoded): "\(head.status)\(isDecoded ? " decoded" : "")"
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .end: "end"
        case .broken(let reason): "\(reason)"
        }
    }.joined(separator: " ")
}
