import AccountClient
import JSON

extension Command {
    /// `revoke`: a lease is taken from its holder, or all leases of an account.
    static let revoke = Command(
        "revoke", words: "LEASE|ACCOUNT", wordCount: 1...1,
        purpose: "Take a lease back, or all leases of an account",
        options: [json],
        details: """
            Its holder is told, and the slot is free at once. An account gets new leases unless it
            is drained or disabled before. accountctl leases lists the leases.
            """
    ) { (arguments, console) throws(CommandFault) in
        let name = arguments.word
        var connection = try console.connection(arguments)
        var isAccount = true
        if name.looksLikeLease { isAccount = try connection.account(name) != nil }
        let result = try connection.ask(
            "RevokeLease", [isAccount ? "account_id" : "lease_id": .text(name)])
        if arguments.has("--json") { return try console.print(result) }
        guard let revoked = try JSONValue.answer(result, to: "RevokeLease")["revoked"]?.count else {
            throw .foreign("RevokeLease")
        }
        let sentence =
            switch (isAccount, revoked) {
            case (true, 0): "nobody holds a lease of \(name)"
            case (true, _): "\(Wording.count(revoked, "lease")) of \(name) ended"
            case (false, 0): "lease \(name) had ended before"
            case (false, _): "lease \(name) ended"
            }
        try console.print(VisibleText.of(sentence))
    }
}

extension String {
    /// Whether this may be a lease's id: 128 bits as 22 characters of base64url.
    fileprivate var looksLikeLease: Bool {
        utf8.count == 22
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                case _: false
                }
            }
    }
}
