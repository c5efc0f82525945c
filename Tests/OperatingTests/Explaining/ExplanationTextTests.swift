import Operating
import Testing

struct ExplanationTextTests {
    private func lines(
        _ result: String, model: String? = "claude-sonnet-4-5", isTerminal: Bool = false
    ) throws -> [String] {
        let terminal = Terminal()
        terminal.isTerminal = isTerminal
        return ExplanationText(
            try Explanation(Array(quoted(result).utf8)),
            of: .select(provider: "claude", model: model), console: terminal.console()
        ).lines()
    }

    private static func account(_ id: String, _ state: String, _ members: String = "") -> String {
        "{'account_id':'\(id)','state':'\(state)'\(members.isEmpty ? "" : ",\(members)")}"
    }

    private static let limited = account(
        "claude-a", "quota",
        "'cause':{'at':'2026-03-12T11:34:07Z','kind':'window_exhausted','lease_id':'L',"
            + "'rule':'anthropic.limit','upstream_status':429},'eligible_in_ms':7800000,"
            + "'rules':[{'passed':true,'rule':'enabled'},{'passed':false,'rule':'quota',"
            + "'value':'5h'}]")

    @Test func `it reads like sentences: who is chosen and why, then what keeps each other`() throws
    {
        let chosen = Self.account(
            "claude-b", "available",
            "'rules':[{'passed':true,'rule':'order','value':'least_busy: 0'}]")
        let other = Self.account(
            "claude-d", "available",
            "'rules':[{'passed':false,'rule':'priority','value':'200'}]")
        let accounts = [Self.limited, chosen, Self.account("claude-c", "excluded"), other]
        let result =
            "{'accounts':[\(accounts.joined(separator: ","))],'chosen':'claude-b','why':'strategy'}"
        #expect(
            try lines(result) == [
                "A Select of claude for claude-sonnet-4-5 would get claude-b: the strategy "
                    + "takes it before others that are able (least busy: 0).", "",
                "claude-a  a quota is used up (5h); able in 2 h 10 min (14:45)",
                "          because at 12:34:07: the upstream answered 429; rule anthropic.limit; "
                    + "lease L",
                "claude-c  excluded by the request",
                "claude-d  available, but others of a lower priority number go first (200)",
            ])
    }

    @Test(arguments: [
        ("strategy", "least_busy: 0", true), ("strategy", "least_busy: 1", false),
        ("held", "least_busy: 0", false),
    ])
    func `between accounts that are equally busy it is the rest that decides`(
        why: String, value: String, isTied: Bool
    ) throws {
        let accounts = [("a", "true", "least_busy: 0"), ("b", "false", value)].map {
            Self.account(
                $0, "available", "'rules':[{'passed':\($1),'rule':'order','value':'\($2)'}]")
        }
        let lines = try lines(
            "{'accounts':[\(accounts.joined(separator: ","))],'chosen':'a','why':'\(why)'}")
        if why == "strategy" {
            let rest = isTied ? " as of others, and it has rested longest" : ""
            #expect(lines[0].hasSuffix("others that are able (least busy: 0\(rest))."))
        }
        let rest = isTied ? ", and the other has rested longer" : ""
        let seen = value.replacing("_", with: " ")
        #expect(lines.last == "b  available, but the strategy takes another first (\(seen)\(rest))")
    }

    @Test func `an account that is tried out before its block ends is told as such`() throws {
        let dead = Self.account("a", "auth_failed", "'probe_in_ms':3600000")
        let quota = Self.account("b", "quota", "'eligible_in_ms':7800000,'probe_in_ms':0")
        let result = "{'accounts':[\(dead),\(quota)],'why':'none_eligible'}"
        let lines = try lines(result, model: nil)
        #expect(lines[0].hasSuffix("The first is b, in 0 s, to be tried out."))
        #expect(lines[2].hasSuffix("; tried out in 1 h (13:35) if nothing else is able"))
        #expect(
            lines[3].hasSuffix(
                "able in 2 h 10 min (14:45); tried out at once if nothing else is able"))
    }

    @Test func `with nobody to choose it says who is able first`() throws {
        let result =
            "{'accounts':[\(Self.limited),\(Self.account("b", "disabled"))],'why':'No account is "
            + "able.'}"
        #expect(
            try lines(result, model: nil) == [
                "A Select of claude would get no account: No account is able. The first is "
                    + "claude-a, in 2 h 10 min (14:45).",
                "",
                "claude-a  a quota is used up (5h); able in 2 h 10 min (14:45)",
                "          because at 12:34:07: the upstream answered 429; rule anthropic.limit; "
                    + "lease L",
                "b         disabled; not able until somebody acts",
            ])
    }

    @Test func `with nobody who comes back by itself it says that`() throws {
        let result = "{'accounts':[\(Self.account("b", "draining"))],'why':''}"
        #expect(
            try lines(result).first
                == "A Select of claude for claude-sonnet-4-5 would get no account. "
                + "None becomes able by itself.")
    }

    @Test(arguments: [
        (
            [account("a", "at_capacity"), account("b", "disabled")],
            "One becomes able when a lease ends."
        ),
        (
            [account("a", "at_capacity"), limited],
            "The first is claude-a, in 2 h 10 min (14:45), or another when a lease ends."
        ),
    ])
    func `where accounts are full the end of a lease is what is waited for`(
        accounts: [String], sentence: String
    ) throws {
        let result = "{'accounts':[\(accounts.joined(separator: ","))],'why':'none_eligible'}"
        #expect(
            try lines(result, model: nil).first
                == "A Select of claude would get no account: none is able. \(sentence)")
    }

    @Test(arguments: [
        ("half_open", "blocked, and the next to be tried out"), ("available", "available"),
        ("model_unsupported", "does not serve the model"),
        ("auth_failed", "its credential does not authorize; not able until somebody acts"),
        ("at_capacity", "carries as many leases as it may"),
        ("cooldown", "cools down; not able until somebody acts"),
        ("of_later_version", "of later version"),
    ])
    func `every state has its sentence`(state: String, sentence: String) throws {
        let result = "{'accounts':[\(Self.account("a", state))],'chosen':'z','why':''}"
        #expect(try lines(result).last == "a  \(sentence)")
    }

    @Test(arguments: [
        ("only", "no other is able"), ("named", "the request names it"),
        ("session", "its session has it"), ("half_open", "all are blocked, and it is tried out"),
        ("of_later_version", "of later version"),
    ])
    func `every reason has its sentence`(reason: String, sentence: String) throws {
        #expect(
            try lines("{'accounts':[],'chosen':'a','why':'\(reason)'}", model: nil)
                == ["A Select of claude would get a: \(sentence)."])
    }

    @Test(arguments: [
        ("at_capacity", "recovery", "takes on leases one by one after a block (v)"),
        ("available", "order", "available, but the strategy takes another first (v)"),
        ("available", "session", "available, but the session stays with its account (v)"),
        ("available", "new_rule", "available, but another goes first by new rule (v)"),
    ])
    func `the first rule that was not passed is what keeps it`(
        state: String, rule: String, sentence: String
    ) throws {
        let account = Self.account(
            "a", state,
            "'rules':[{'passed':true,'rule':'quota'},{'passed':false,'rule':'probe'},"
                + "{'passed':false,'rule':'\(rule)','value':'v'},"
                + "{'passed':false,'rule':'order'}]")
        #expect(
            try lines("{'accounts':[\(account)],'chosen':'z','why':''}").last == "a  \(sentence)")
    }

    @Test(arguments: [
        ("expired", "auth_revoked", "its credential is dead: put in a new one"),
        ("expired", "credential_expired", "its credential has expired"),
        ("refreshing", "auth_expired", "its credential is being refreshed"),
        ("suspended", "account_suspended", "suspended by the upstream"),
        ("v", "r", "its credential does not authorize (v)"),
    ])
    func `what is wrong with a credential is true of a key and of a login`(
        value: String, reason: String, sentence: String
    ) throws {
        let account = Self.account(
            "a", "auth_failed",
            "'cause':{'reason':'\(reason)'},"
                + "'rules':[{'passed':false,'rule':'credential','value':'\(value)'}]")
        let lines = try lines("{'accounts':[\(account)],'chosen':'z','why':''}")
        #expect(lines.contains("a  \(sentence); not able until somebody acts"))
    }

    @Test func `a terminal's lines are broken between words`() throws {
        let result = "{'accounts':[\(Self.limited)],'why':'no_eligible_account'}"
        for line in try lines(result, isTerminal: true) {
            #expect(DisplayWidth.of(line) <= 80, "\(line)")
        }
    }

    @Test func `what another says cannot move the cursor`() throws {
        let account = Self.account("\\u001b[2J", "\\u001b[2J")
        let text = try lines("{'accounts':[\(account)],'chosen':'\\u001b[2J','why':'\\u001b[2J'}")
        #expect(!text.joined().contains("\u{1b}"))
    }
}
