import AccountClient
import JSON

extension Command {
    /// `metrics`: counters for Prometheus.
    static let metrics = Command(
        "metrics", purpose: "Print the counters as Prometheus reads them", options: [json]
    ) { (arguments, console) throws(CommandFault) in
        var connection = try console.connection(arguments)
        let result = try connection.ask("Metrics")
        if arguments.has("--json") { return try console.print(result) }
        guard let text = try JSONValue.answer(result, to: "Metrics")["text"]?.string else {
            throw .foreign("Metrics")
        }
        try console.output(Array(text.utf8))
    }
}
