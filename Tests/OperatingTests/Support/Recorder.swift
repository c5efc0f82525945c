import JSON
import Synchronization

/// What a daemon was asked, in the order in which it was asked.
final class Recorder: Sendable {
    private let noted = Mutex<[String]>([])

    /// Method and parameters of each request, the parameters as canonical JSON.
    var requests: [String] { noted.withLock { $0 } }

    /// A daemon whose requests are noted before they are answered; its answers may count them.
    func daemon(
        _ answer: @escaping @Sendable (String, JSONValue?) -> ScriptedDaemon.Answer
    ) -> ScriptedDaemon {
        ScriptedDaemon { method, params in
            let text = params.map { String(decoding: $0.encoded(), as: UTF8.self) } ?? ""
            self.noted.withLock { $0.append("\(method) \(text)") }
            return answer(method, params)
        }
    }

    /// A daemon that answers every request alike.
    func daemon(answering result: String) -> ScriptedDaemon {
        daemon { _, _ in .result(result) }
    }
}

/// JSON that reads well in a test: single quotes stand for double ones.
func quoted(_ text: String) -> String {
    text.replacing("'", with: "\"")
}
