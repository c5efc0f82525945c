import AccountClient
import Wire

/// Asks for a summary, page by page when accounts are listed.
struct SummaryPages {
    /// One provider alone.
    var provider: String?
    /// As a Select for this model would find it.
    var model: String?
    /// Whether the accounts are listed.
    var listsAccounts = false

    /// Hands each page's result over as it came.
    func forEach(
        _ connection: inout Connection, _ body: ([UInt8]) throws(CommandFault) -> Void
    ) throws(CommandFault) {
        var parameters = [
            "provider": provider.map(Parameter.text), "model": model.map(Parameter.text),
        ]
        guard listsAccounts else { return try body(connection.ask("Summary", parameters)) }
        parameters["accounts"] = .truth(true)
        try connection.forEachPage(
            of: "Summary", limit: WireLimits.usualPage, parameters, body)
    }
}
