import AccountClient
import Wire

extension Command {
    /// `explain`: which account a Select would get, and what keeps the others.
    static let explain = Command(
        "explain", words: "PROVIDER [MODEL]", wordCount: 0...2,
        purpose: "Say which account a Select gets, and why no other",
        options: [
            .init("--session", "NAME", purpose: "as a Select of a session of this name"),
            .init(
                "--exclude", "ACCOUNT",
                purpose: "as if it left this one out; may be given again"),
            .init("--lease", "LEASE", purpose: "why this lease has its account"),
            json,
        ],
        details: """
            Nothing is changed and no lease is granted. Of each account that is kept from serving it
            tells by what, which answer of the upstream caused it, and when it ends. With --json of
            more than 500 accounts each page is a line.
            """
    ) { (arguments, console) throws(CommandFault) in
        let words = arguments.words.dropFirst()
        let subject: ExplanationText.Subject
        switch (arguments["--lease"], words.first) {
        case (let lease?, nil): subject = .lease(lease)
        case (nil, let provider?):
            subject = .select(provider: provider, model: words.dropFirst().first)
        case _: throw .usage("explain takes PROVIDER [MODEL] or --lease LEASE")
        }
        var connection = try console.connection(arguments)
        var explanation: Explanation?
        try connection.forEachPage(
            of: "Explain", limit: WireLimits.usualPage, subject.parameters(arguments)
        ) { (result) throws(CommandFault) in
            if arguments.has("--json") { return try console.print(result) }
            let page = try Explanation(result)
            explanation?.append(page)
            explanation = explanation ?? page
        }
        guard let explanation else { return }
        let known = explanation.accounts.map(\.id)
        for name in arguments.all("--exclude") where !known.contains(name) {
            let unknown = UnknownName(account: name, of: words.first)
            console.hint(unknown.sentence(known: known))
        }
        let text = ExplanationText(explanation, of: subject, console: console)
        try console.print(text.lines().joined(separator: "\n"))
    }
}

extension ExplanationText.Subject {
    fileprivate func parameters(_ arguments: Arguments) -> [String: Parameter?] {
        switch self {
        case .lease(let id): return ["lease_id": .text(id)]
        case .select(let provider, let model):
            let excluded = arguments.all("--exclude")
            return [
                "provider": .text(provider), "model": model.map(Parameter.text),
                "session": arguments["--session"].map(Parameter.text),
                "exclude": excluded.isEmpty ? nil : .texts(excluded),
            ]
        }
    }
}
