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
            "\"kind\":\"window_exhausted\",\"account_id\":\"a\",\"window\":\"5h\","
                + "\"blocked_ms\":-1", "window exhausted  a  5h until somebody acts"
        ),
        (
            "\"kind\":\"select_refused\",\"provider\":\"p\",\"model\":\"m\",\"count\":3",
            "select refused  p  for m 3 times"
        ),
        (
            "\"kind\":\"account_set\",\"account_id\":\"a\",\"uid\":7",
            "account set  a  by uid 7"
        ),
        ("\"kind\":\"of_a_later_version\"", "of a later version"),
    ])
    func `an event reads like a sentence`(event: String, text: String) {
        #expect(line(event + ",\"at\":\"2026-03-12T11:34:58Z\"") == "  12:34:58  " + text)
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
