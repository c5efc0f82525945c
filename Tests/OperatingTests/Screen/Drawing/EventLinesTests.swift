import Leasing
import Operating
import Testing

struct EventLinesTests {
    private func line(_ event: String, columns: Int = 140) -> String? {
        let watching = Watching(.random(3, seed: 1))
        watching.pool.events = [event]
        watching.read()
        return watching.lines(columns).dropLast().last
    }

    @Test(arguments: [
        (
            "\"kind\":\"cooldown_opened\",\"account_id\":\"a\",\"reason\":\"rate_limited\","
                + "\"blocked_ms\":30000,\"upstream_status\":429,\"rule\":\"r.l\"",
            "cooldown opened  a  rate limited for 30s after a 429 (r.l)"
        ),
        (
            "\"kind\":\"account_status_update\",\"account_id\":\"a\",\"status\":\"expired\","
                + "\"reason\":\"auth_failed\"", "status update  a  expired: auth failed"
        ),
        (
            "\"kind\":\"account_status_update\",\"account_id\":\"a\",\"status\":\"active\","
                + "\"reason\":\"operator\",\"rule\":\"operator.set\"",
            "status update  a  taken back into rotation (operator.set)"
        ),
        (
            "\"kind\":\"window_exhausted\",\"account_id\":\"a\",\"window\":\"5h\","
                + "\"blocked_ms\":-1", "window exhausted  a  5h until somebody acts"
        ),
        (
            "\"kind\":\"select_refused\",\"provider\":\"p\",\"model\":\"m\",\"count\":3",
            "select refused  p  for m 3 times"
        ),
        (
            "\"kind\":\"blocks_cleared\",\"account_id\":\"a\",\"count\":2,\"uid\":7",
            "blocks cleared  a  2 blocks by uid 7"
        ),
        (
            "\"kind\":\"blocks_cleared\",\"account_id\":\"a\",\"count\":0",
            "blocks cleared  a  nothing to clear"
        ),
        ("\"kind\":\"inventory_reloaded\",\"count\":3", "inventory reloaded  3 accounts"),
        (
            "\"kind\":\"account_set\",\"account_id\":\"a\",\"uid\":7",
            "account set  a  by uid 7"
        ),
        ("\"kind\":\"of_a_later_version\"", "of a later version"),
    ])
    func `an event reads like a sentence`(event: String, text: String) {
        #expect(line(event + ",\"at\":\"2026-03-12T11:34:58Z\"") == "  12:34:58  " + text)
    }

    /// The events of a pool of two providers, as they are drawn.
    private func events(_ watching: Watching) -> [String] {
        watching.pool.add("a", Pool.account("a", provider: "claude"))
        watching.pool.add("b", Pool.account("b", provider: "codex"))
        watching.pool.events = [
            "\"kind\":\"account_set\",\"account_id\":\"a\",\"provider\":\"claude\"",
            "\"kind\":\"account_set\",\"account_id\":\"b\",\"provider\":\"codex\"",
            "\"kind\":\"select_refused\",\"provider\":\"codex\"", "\"kind\":\"resumed\"",
        ]
        watching.pool.revision += 1
        watching.pass(.seconds(60))
        return drawn(watching)
    }

    private func drawn(_ watching: Watching) -> [String] {
        let lines = watching.lines(140)
        let title = lines.lastIndex(of: "  EVENTS") ?? lines.endIndex - 2
        return lines[(title + 1)...].dropLast().map {
            $0.split(separator: " ").joined(separator: " ")
        }
    }

    @Test func `the events are those of the accounts that the filter shows`() {
        let watching = Watching(.random(0, seed: 1))
        #expect(
            events(watching) == [
                "account set a", "account set b", "select refused codex", "resumed",
            ])
        watching.press("/codex")
        #expect(drawn(watching) == ["account set b", "select refused codex", "resumed"])
        watching.press("x")
        #expect(watching.lines().contains("  no account matches; Esc clears the filter"))
    }

    @Test func `of one provider alone its own events are told`() {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 1, available: 1)]
        pool.add("a", Pool.account("a"))
        pool.events = [
            "\"kind\":\"account_set\",\"account_id\":\"a\"",
            "\"kind\":\"account_set\",\"account_id\":\"b\"",
            "\"kind\":\"select_refused\",\"provider\":\"codex\"", "\"kind\":\"resumed\"",
        ]
        let watching = Watching(pool, provider: "claude")
        watching.read()
        #expect(drawn(watching) == ["account set a", "resumed"])
    }

    @Test func `another life of the daemon is an event`() {
        let watching = Watching(.random(3, seed: 1))
        watching.pool.events = ["\"kind\":\"draining\""]
        watching.read()
        watching.isAway = true
        watching.pass(.seconds(2))
        watching.isAway = false
        watching.pass(.seconds(9))
        #expect(drawn(watching) == ["draining"])
        watching.isAway = true
        watching.pass(.seconds(2))
        (watching.pool.epoch, watching.pool.events) = ("e2", ["\"kind\":\"resumed\""])
        watching.isAway = false
        watching.pass(.seconds(9))
        let restart = "12:35:00 restarted accountd was started again"
        #expect(drawn(watching) == ["draining", restart, "resumed"])
        watching.pass(.seconds(9))
        #expect(drawn(watching).count == 3)
    }

    @Test func `an older daemon tells none, which is said`() {
        let watching = Watching(.random(3, seed: 1))
        watching.pool.unknown = ["Events"]
        watching.read()
        #expect(watching.lines().contains("  this daemon does not tell its events"))
        _ = watching.takeAsked()
        watching.pass(.seconds(2))
        #expect(!watching.takeAsked().contains("Events"))
    }
}
