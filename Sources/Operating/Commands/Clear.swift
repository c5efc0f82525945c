import AccountClient
import JSON

extension Command {
    /// `clear`: what the pool has learnt against an account is forgotten.
    static let clear = Command(
        "clear", words: "ACCOUNT [MODEL]", wordCount: 1...2,
        purpose: "End an account's cooldowns and quota blocks",
        options: [json],
        details: """
            What a credential failed for is forgotten too. With MODEL those that concern this model
            alone. What was found with leases from before does not bring a block back; the next
            answer of the upstream may.
            """
    ) { (arguments, console) throws(CommandFault) in
        let model = arguments.words.dropFirst(2).first
        var connection = try console.connection(arguments)
        let result = try connection.ask(
            "ClearBlocks",
            ["account_id": .text(arguments.word), "model": model.map(Parameter.text)])
        if arguments.has("--json") { return try console.print(result) }
        guard let cleared = try JSONValue.answer(result, to: "ClearBlocks")["cleared"]?.count else {
            throw .foreign("ClearBlocks")
        }
        let subject = arguments.word + (model.map { " for \($0)" } ?? "")
        let sentence =
            cleared == 0
            ? "nothing blocks \(subject)" : "\(Wording.count(cleared, "block")) of \(subject) ended"
        try console.print(VisibleText.of(sentence))
    }
}

extension JSONValue {
    /// A number of things; whether there is any where that is all that is told.
    var count: Int64? { integer ?? boolean.map { $0 ? 1 : 0 } }
}
