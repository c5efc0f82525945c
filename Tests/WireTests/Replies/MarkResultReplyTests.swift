import JSON
import Testing
import Wire

struct MarkResultReplyTests {
    private func text(_ reply: MarkResultReply) -> String {
        var writer = JSONWriter()
        reply.write(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func `all of a verdict stands in the order of its names`() {
        let reply = MarkResultReply(
            accountState: "quota", isApplied: false, blocked: -1, category: "quota_exhausted",
            leaseState: "released", limitedBy: "attempts", retry: "none", retryAfter: 5,
            rule: "codex.usage_limit_reached", scope: "account", skip: "DUPLICATE_SEQ",
            window: "primary")
        #expect(
            text(reply)
                == #"{"account_state":"quota","applied":false,"blocked_ms":-1,"#
                + #""category":"quota_exhausted","lease_state":"released","#
                + #""limited_by":"attempts","retry":"none","retry_after_ms":5,"#
                + #""rule":"codex.usage_limit_reached","scope":"account","#
                + #""skip":"DUPLICATE_SEQ","window":"primary"}"#)
    }

    @Test func `what there is not is left out`() {
        let reply = MarkResultReply(
            accountState: "available", isApplied: true, blocked: 0, category: "ok",
            leaseState: "active", retry: "none", rule: "ok")
        #expect(
            text(reply)
                == #"{"account_state":"available","applied":true,"blocked_ms":0,"category":"ok","#
                + #""lease_state":"active","retry":"none","rule":"ok"}"#)
    }
}
