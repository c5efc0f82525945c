import AccountClient
import JSON

extension Command {
    /// `refresh`: a new access token before it is due.
    static let refresh = Command(
        "refresh", words: "ACCOUNT", wordCount: 1...1,
        purpose: "Have an account's credential refreshed", options: [json],
        details: """
            The daemon has no network: a keeper fetches the new credential. Without one nothing is
            queued, and the status is 1.
            """
    ) { (arguments, console) throws(CommandFault) in
        var connection = try console.connection(arguments)
        let result = try connection.ask("Refresh", ["account_id": .text(arguments.word)])
        guard let isQueued = try JSONValue.answer(result, to: "Refresh")["queued"]?.boolean else {
            throw .foreign("Refresh")
        }
        let account = VisibleText.of(arguments.word)
        if arguments.has("--json") {
            try console.print(result)
        } else if isQueued {
            try console.print("a refresh of \(account)'s credential is queued")
        } else {
            console.complain(
                "accountctl: nothing is queued: no keeper is attached to the daemon that could "
                    + "refresh \(account)'s credential\n")
        }
        guard isQueued else { throw .ended(.refused) }
    }
}
