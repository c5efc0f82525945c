import AccountClient
import JSON

extension Command {
    /// `enable`: back into rotation.
    static let enable = rotation(
        "enable", "enabled", true, purpose: "Put an account back into rotation")

    /// `disable`: out of rotation at once.
    static let disable = rotation(
        "disable", "enabled", false, purpose: "Take an account out, and end its leases",
        details: """
            Its leases are taken from their holders at once; drain lets them end by themselves.
            accountctl enable ACCOUNT puts it back.
            """)

    /// `drain`: out of rotation, gently.
    static let drain = rotation(
        "drain", "draining", true, purpose: "Take an account out, and let its leases end",
        details: """
            It gets no new leases, and those that run go on. accountctl accounts says how many
            are to go; accountctl undrain ACCOUNT puts it back.
            """)

    /// `undrain`: back into rotation.
    static let undrain = rotation(
        "undrain", "draining", false, purpose: "Undo drain: put the account back")

    private static func rotation(
        _ name: String, _ setting: String, _ value: Bool, purpose: String, details: String = ""
    ) -> Command {
        Command(
            name, words: "ACCOUNT", wordCount: 1...1, purpose: purpose, options: [json],
            details: details
        ) { (arguments, console) throws(CommandFault) in
            var connection = try console.connection(arguments)
            let result = try connection.ask(
                "SetAccount", ["account_id": .text(arguments.word), setting: .truth(value)])
            if arguments.has("--json") { return try console.print(result) }
            let standing = Standing(
                try JSONValue.answer(result, to: "SetAccount"), setting, value)
            let name = VisibleText.of(arguments.word)
            var sentence = "\(name) \(standing.sentence)"
            // What was asked for is done; that what else keeps it cannot be told is no failure.
            if standing.isInRotation, let account = try? connection.account(arguments.word),
                let block = AccountRemarks(console: console).block(account)
            {
                sentence += ", \(block)"
            }
            try console.print(sentence)
        }
    }

    /// How an account stands after it was set.
    private struct Standing {
        let isEnabled, isDraining: Bool
        /// Whether the setting was to drain, or not to.
        let isOfDraining: Bool
        /// Whether it stood so before; `false` when the daemon does not say.
        let isUnchanged: Bool
        /// How many of its leases were ended.
        let revoked: Int64

        init(_ answer: JSONValue, _ setting: String, _ value: Bool) {
            isOfDraining = setting == "draining"
            isEnabled = answer["enabled"]?.boolean ?? (isOfDraining ? true : value)
            isDraining = answer["draining"]?.boolean ?? (isOfDraining ? value : false)
            isUnchanged = answer["changed"]?.array?.isEmpty ?? false
            revoked = answer["revoked"]?.integer ?? 0
        }

        var isInRotation: Bool { isEnabled && !isDraining }

        /// What that means, and how it is undone.
        var sentence: String {
            let already = isUnchanged ? " already" : ""
            switch (isEnabled, isDraining) {
            case (true, false): return "is in rotation\(already)"
            case (true, true) where isOfDraining:
                return "gets no new leases\(isUnchanged ? ", as before" : "")"
                    + "; accountctl undrain puts it back"
            case (true, true):
                return "is enabled\(already), but drains: accountctl undrain puts it back"
            case (false, true) where isOfDraining:
                return "is draining\(already), and disabled besides; "
                    + "accountctl undrain and enable put it back"
            case (false, false) where isOfDraining:
                return "is not draining, but disabled; accountctl enable puts it back"
            case (false, _):
                let ended = revoked > 0 ? ", \(Wording.count(revoked, "lease")) ended" : ""
                let back = isDraining ? "enable and undrain put" : "enable puts"
                return "is out of rotation\(already)\(ended); accountctl \(back) it back"
            }
        }
    }
}

extension Arguments {
    /// The first word behind the command's name.
    var word: String { words.dropFirst().first ?? "" }
}
