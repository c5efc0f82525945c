import AccountClient
import JSON
import Wire

extension Command {
    /// `health`: whether the daemon takes requests.
    static let health = Command(
        "health", purpose: "Ask whether the daemon serves; ends with 0 when it does, else with 1"
    ) { (arguments, console) throws(CommandFault) in
        var connection = try console.connection(to: .ops, arguments)
        let result: [UInt8]
        do throws(ConnectionError) {
            result = try connection.call(.health) { _ in }
        } catch {
            throw .connection(error)
        }
        switch (try? JSONValue.parse(result))?["status"]?.string {
        case "SERVING": try console.print("serving")
        case "NOT_SERVING":
            try console.print("not serving")
            throw .ended(.refused)
        case _: throw .answer("the answer to Health names no status of the protocol")
        }
    }
}
