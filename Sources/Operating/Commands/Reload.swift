import AccountClient
import JSON

extension Command {
    /// `reload`: the inventory is read again.
    static let reload = Command(
        "reload", purpose: "Have the accounts files read again", options: [json],
        details: """
            An inventory with mistakes leaves the old accounts in force; each mistake is a line on
            standard error with its file and line, and the status is 1.
            """
    ) { (arguments, console) throws(CommandFault) in
        var connection = try console.connection(arguments)
        let result = try connection.ask("Reload")
        if arguments.has("--json") { return try console.print(result) }
        let answer = try JSONValue.answer(result, to: "Reload")
        guard let accounts = answer["accounts"]?.integer, let changed = answer["changed"]?.count
        else { throw .foreign("Reload") }
        let change = changed == 0 ? "nothing changed" : "\(changed) changed"
        try console.print("\(Wording.count(accounts, "account")), \(change)")
    }
}
