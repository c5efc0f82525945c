import AccountClient

extension Command {
    /// `watch`: how the pool changes.
    static let watch = Command(
        "watch", purpose: "Tell each change of the pool as it comes",
        options: [
            .init("--provider", "PROVIDER", purpose: "this provider's accounts alone"),
            .init("--json", purpose: "print each message as it came, a line each"),
        ],
        details: """
            The first lines say how the pool stands. Changes that follow each other within a quarter
            of a second are told as one. It goes on when the daemon is restarted.
            """
    ) { (arguments, console) throws(CommandFault) in
        let params = Parameter.object(["provider": arguments["--provider"].map(Parameter.text)])
        var changes = ChangeLine(console: console)
        try Follower(console: console, arguments: arguments).run {
            (connection, _) throws(CommandFault) in
            let watch: Int64
            do throws(ConnectionError) {
                watch = try connection.begin("Watch", params: params)
            } catch {
                throw .connection(error)
            }
            while true {
                guard let push = try console.nextPush(&connection, watch),
                    push.method == "$/event"
                else { continue }
                if arguments.has("--json") {
                    try console.print(push.params)
                } else {
                    for line in try changes.lines(push.params) { try console.print(line) }
                }
            }
        }
    }
}
