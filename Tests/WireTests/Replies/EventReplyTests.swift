import JSON
import Testing
import Wire

struct EventReplyTests {
    private func text(_ event: EventReply) -> String {
        var writer = JSONWriter()
        event.write(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func `what is not known is left out`() {
        let event = EventReply(seq: 3, at: "2026-01-01T00:00:00Z", kind: "draining")
        #expect(text(event) == #"{"at":"2026-01-01T00:00:00Z","kind":"draining","seq":3}"#)
    }

    @Test func `all that is known stands in the order of the names`() {
        var event = EventReply(seq: 3, at: "t", kind: "k")
        (event.accountID, event.blocked, event.count, event.model) = ("a", -1, 2, "m")
        event.lease = LeaseName(high: 0, low: 0)
        (event.provider, event.reason, event.rule, event.status) = ("p", "r", "u", "s")
        (event.uid, event.upstreamStatus, event.window) = (7, 429, "5h")
        #expect(
            text(event)
                == #"{"account_id":"a","at":"t","blocked_ms":-1,"count":2,"kind":"k","#
                + #""lease_id":"AAAAAAAAAAAAAAAAAAAAAA","model":"m","provider":"p","#
                + #""reason":"r","rule":"u","seq":3,"status":"s","uid":7,"#
                + #""upstream_status":429,"window":"5h"}"#)
    }
}
