import JSON

/// The answer to Explain.
package struct Explanation: Equatable {
    /// What the daemon says of one account.
    struct Account: Equatable {
        let id, state: String
        /// The rules in the order in which they were asked.
        let rules: [Rule]
        /// The event that caused the block.
        let cause: PoolEvent?
        /// When it becomes able by itself, in milliseconds.
        let eligibleIn: Int64?
        /// When it may be tried out before that, should nothing else be able, in milliseconds.
        let probeIn: Int64?

        /// What keeps it: the first rule that it did not pass. To be tried out is no matter of
        /// whoever is able.
        var failed: Rule? { rules.first { !$0.isPassed && $0.name != "probe" } }
    }

    /// A question that was put to an account, and what it saw.
    struct Rule: Equatable {
        let name: String
        let isPassed: Bool
        let value: String?
    }

    let chosen: String?
    let why: String
    private(set) var accounts: [Account]

    /// Reads a result.
    package init(_ result: [UInt8]) throws(CommandFault) {
        let answer = try JSONValue.answer(result, to: "Explain")
        guard let accounts = answer["accounts"]?.array else { throw .foreign("Explain") }
        chosen = answer["chosen"]?.string
        why = answer["why"].map(Self.text) ?? ""
        self.accounts = try accounts.map(Account.init)
    }

    /// Takes in the accounts of a later page.
    mutating func append(_ page: Explanation) {
        accounts += page.accounts
    }

    /// A value of any kind as one word.
    fileprivate static func text(_ value: JSONValue) -> String {
        value.string ?? String(decoding: value.encoded(), as: UTF8.self)
    }
}

extension Explanation.Account {
    init(_ value: JSONValue) throws(CommandFault) {
        guard let id = value["account_id"]?.string, let state = value["state"]?.string else {
            throw .foreign("Explain")
        }
        (self.id, self.state) = (id, state)
        rules = (value["rules"]?.array ?? []).map { rule in
            .init(
                name: rule["rule"]?.string ?? "?", isPassed: rule["passed"]?.boolean ?? true,
                value: rule["value"].map(Explanation.text))
        }
        cause = value["cause"].flatMap(PoolEvent.init)
        eligibleIn = value["eligible_in_ms"]?.integer
        probeIn = value["probe_in_ms"]?.integer
    }
}
