import AccountClient
import JSON
import Wire

extension Command {
    /// `health`: whether the daemon takes requests.
    static let health = Command(
        "health", purpose: "Say whether the daemon serves, by the status too",
        options: [json],
        details: "The status is 0 when it serves, 1 when it does not, 69 when there is none."
    ) { (arguments, console) throws(CommandFault) in
        var connection = try console.connection(arguments)
        let result: [UInt8]
        do throws(ConnectionError) {
            result = try connection.call(.health) { _ in }
        } catch {
            throw .connection(error)
        }
        let status = (try? JSONValue.parse(result))?["status"]?.string
        guard let status, status == "SERVING" || status == "NOT_SERVING" else {
            throw .answer("the answer to Health names no status of the protocol")
        }
        let isServing = status == "SERVING"
        if arguments.has("--json") {
            try console.print(result)
        } else {
            try console.print(isServing ? "serving" : "not serving")
        }
        guard isServing else { throw .ended(.refused) }
    }
}
