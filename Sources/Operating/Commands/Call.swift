import AccountClient
import JSON
import Wire

extension Command {
    /// `call`: any method, its parameters and its result as JSON.
    static let call = Command(
        "call", words: "METHOD [JSON | -]", wordCount: 1...2,
        purpose: "Call a method and print its result as JSON",
        details: """
            JSON is the object of parameters; - reads it from standard input. Select, MarkResult,
            Renew and Release go to the lease socket (else $ACCOUNTD_SOCKET). A lease ends with
            the connection that took it, unless it is taken with "detached": true.
            """
    ) { (arguments, console) throws(CommandFault) in
        let words = arguments.words.dropFirst()
        let method = words.first ?? ""
        if method == "Watch" {
            throw .usage("Watch stays open and has no result; see accountctl watch --help")
        }
        let call = try MethodCall(method, words.dropFirst().first, console)
        var connection = try console.connection(to: call.socket, arguments)
        let result: [UInt8]
        do throws(ConnectionError) {
            result = try connection.call(method, params: call.params, timeout: call.timeout)
        } catch {
            throw .connection(error)
        }
        try console.print(result)
    }
}

/// A method with its parameters, as an operator wrote them.
struct MethodCall {
    /// The socket that serves it.
    let socket: SocketKind
    /// The bytes of an object; `nil` for no parameters.
    let params: [UInt8]?
    /// How long to listen: somewhat longer than the daemon takes to answer.
    let timeout: Duration

    /// Reads the parameters, from standard input when they are `-`.
    init(_ method: String, _ parameters: String?, _ console: Console) throws(CommandFault) {
        socket = Self.socket(of: method)
        let bytes = try Self.bytes(parameters, console)
        let value = try bytes.map { (bytes) throws(CommandFault) in try Self.object(bytes) }
        params = bytes
        let wait = value?["wait_ms"]?.integer ?? 0
        let usual = max(
            Int64(WireLimits.usualTimeoutMilliseconds),
            wait.addingClamped(Int64(WireLimits.timeoutMarginMilliseconds)))
        let told = value?["ctx"]?["timeout_ms"]?.integer ?? usual
        timeout = .milliseconds(
            min(max(0, told), Int64(WireLimits.timeoutMilliseconds.upperBound))
                + Int64(WireLimits.timeoutMarginMilliseconds))
    }

    /// The operators' socket, unless the method is served on another alone.
    static func socket(of method: String) -> SocketKind {
        guard let method = Method(rawValue: method) else { return .ops }
        return [.ops, .lease, .keeper].first { method.isServed(on: $0) } ?? .ops
    }

    private static func bytes(
        _ parameters: String?, _ console: Console
    ) throws(CommandFault) -> [UInt8]? {
        guard parameters == "-" else { return parameters.map { Array($0.utf8) } }
        return try console.input(WireLimits.requestBytes)
    }

    private static func object(_ bytes: [UInt8]) throws(CommandFault) -> JSONValue {
        let value: JSONValue
        do throws(JSONFault) {
            value = try JSONValue.parse(bytes)
        } catch {
            throw .usage("the parameters are not JSON at byte \(error.offset)")
        }
        guard value.members != nil else {
            throw .usage("the parameters must be a JSON object")
        }
        return value
    }
}

extension Int64 {
    /// The sum, or the largest number when it does not fit.
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
