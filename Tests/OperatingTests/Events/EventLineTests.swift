import Operating
import Testing

struct EventLineTests {
    private func line(_ kind: String, _ members: String = "") throws -> String {
        let events = try Happenings.read(Happenings.event(1, kind, members))
        let lines = events.flatMap(EventLine(console: Terminal().console()).lines)
        return lines.joined(separator: "|")
    }

    @Test(arguments: [
        (
            "account_status_update", "'status':'expired','reason':'auth_revoked'",
            "its credential is dead: put in a new one: auth revoked"
        ),
        ("account_status_update", "'status':'active'", "able again"),
        (
            "account_status_update",
            "'status':'active','reason':'operator','rule':'operator.set','uid':0",
            "taken back into rotation; rule operator.set; by uid 0"
        ),
        (
            "account_status_update",
            "'status':'draining','reason':'operator','rule':'operator.set','uid':0",
            "draining: no new leases; rule operator.set; by uid 0"
        ),
        (
            "account_status_update", "'status':'quota','reason':'usage_exhausted_primary'",
            "is quota: usage exhausted primary"
        ),
        (
            "window_exhausted",
            "'window':'5h','blocked_ms':7800000,'rule':'anthropic.limit','upstream_status':429,"
                + "'lease_id':'L'",
            "quota 5h is used up for 2 h 10 min; the upstream answered 429; rule anthropic.limit; "
                + "lease L"
        ),
        ("window_opened", "'window':'5h'", "quota 5h is open again"),
        (
            "window_exhausted", "'window':'quota','blocked_ms':-1",
            "quota is used up until somebody acts"
        ),
        (
            "cooldown_opened", "'reason':'rate_limited','blocked_ms':30000,'model':'m'",
            "cools down for 30 s (m): rate limited"
        ),
        ("cooldown_opened", "'blocked_ms':-1", "cools down until somebody acts"),
        ("cooldown_ended", "", "cooldown ended"),
        (
            "account_set", "'uid':0,'reason':'draining'",
            "changed by an operator: draining; by uid 0"
        ),
        ("blocks_cleared", "'uid':1000", "blocks cleared by an operator; by uid 1000"),
        ("blocks_cleared", "'count':0", "an operator found nothing to clear"),
        ("blocks_cleared", "'count':2,'model':'m'", "2 blocks cleared by an operator; for m"),
        (
            "lease_ended", "'status':'expired','reason':'holder_gone','lease_id':'L','uid':7",
            "lease expired: holder gone; lease L of uid 7"
        ),
        ("something_new", "'status':'so','reason':'why'", "something new so: why"),
    ])
    func `an event is told in words, and what caused it`(
        kind: String, members: String, text: String
    ) throws {
        #expect(
            try line(
                kind,
                ["'account_id':'claude-a'", members].filter { !$0.isEmpty }
                    .joined(separator: ",")) == "12:34:07  claude-a        \(text)")
    }

    @Test(arguments: [
        ("", "a Select was refused"),
        (
            "'reason':'at_capacity','model':'m','uid':1000,'blocked_ms':8123",
            "a Select was refused for m: no account is able: at capacity; able in 9 s; "
                + "by uid 1000"
        ),
        ("'count':12,'reason':'QUEUE_FULL'", "12 Selects were refused: queue full"),
    ])
    func `why Selects were refused is said, and how many`(members: String, text: String) throws {
        let members = members.isEmpty ? "'provider':'claude'" : "'provider':'claude',\(members)"
        #expect(try line("select_refused", members) == "12:34:07  claude          \(text)")
    }

    @Test func `what is nobody's is the daemon's`() throws {
        #expect(
            try line("draining") == "12:34:07  daemon          the daemon grants no more leases")
    }

    @Test func `a terminal has as many lines as an event needs, a program one`() throws {
        let event = try Happenings.read(
            Happenings.event(
                1, "window_exhausted",
                "'account_id':'claude-a','window':'5h','blocked_ms':7800000,'upstream_status':429,"
                    + "'rule':'anthropic.unified_rejected'"))[0]
        let terminal = Terminal()
        #expect(EventLine(console: terminal.console()).lines(event).count == 1)
        terminal.isTerminal = true
        let lines = EventLine(console: terminal.console()).lines(event)
        #expect(
            lines == [
                "12:34:07  claude-a        quota 5h is used up for 2 h 10 min; the upstream",
                "                          answered 429; rule anthropic.unified_rejected",
            ])
    }

    @Test func `colour is for what asks for a look, on terminals that have it`() throws {
        let events = try Happenings.read(
            Happenings.event(1, "select_refused"), Happenings.event(2, "resumed"),
            Happenings.event(3, "account_set"))
        let terminal = Terminal()
        (terminal.isTerminal, terminal.isColoured) = (true, true)
        let lines = events.flatMap(EventLine(console: terminal.console()).lines)
        #expect(lines.map { $0.contains("\u{1b}[31m") } == [true, false, false])
        #expect(lines.map { $0.contains("\u{1b}[32m") } == [false, true, false])
    }

    @Test func `what another says cannot move the cursor`() throws {
        #expect(!(try line("account_set", "'account_id':'\\u001b[2J'")).contains("\u{1b}"))
        #expect(!(try line("account_set", "'reason':'\\u001b[2J'")).contains("\u{1b}"))
    }

    @Test func `a cause is when it was and what was seen`() throws {
        let lines = EventLine(console: Terminal().console())
        let events = try Happenings.read(
            Happenings.event(1, "window_exhausted", "'upstream_status':429,'rule':'r'"),
            Happenings.event(2, "cooldown_ended"))
        #expect(
            events.map(lines.cause) == [
                "at 12:34:07: the upstream answered 429; rule r", "at 12:34:07: cooldown ended",
            ])
    }
}
