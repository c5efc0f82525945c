import JSON
import Testing
import Wire

struct ExplainReplyTests {
    private func text(_ reply: ExplainReply) -> String {
        var writer = JSONWriter()
        reply.write(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func `an account tells its rules, and what brought its state about`() throws {
        let cause = ExplainReply.Cause(
            at: "2026-01-01T00:00:00.000Z", reason: "rate_limited", rule: "r",
            upstreamStatus: 429, window: nil, models: "m-*",
            lease: LeaseName(Array("8P2Frg7_Do9pOUSMobAAAA".utf8)[...]), uid: 1000)
        let account = ExplainReply.Account(
            id: "a", state: "cooldown",
            rules: [ExplainReply.Rule(name: "cooldown", passed: false, value: "rate_limited")],
            cause: cause, eligibleIn: 7, probeIn: 0)
        let text = text(
            ExplainReply(chosen: nil, why: "none_eligible", accounts: [account], next: "a"))
        #expect(
            text == #"{"accounts":[{"account_id":"a","cause":{"at":"2026-01-01T00:00:00.000Z","#
                + #""lease_id":"8P2Frg7_Do9pOUSMobAAAA","models":"m-*","reason":"rate_limited","#
                + #""rule":"r","uid":1000,"upstream_status":429},"#
                + #""eligible_in_ms":7,"probe_in_ms":0,"#
                + #""rules":[{"passed":false,"rule":"cooldown","value":"rate_limited"}],"#
                + #""state":"cooldown"}],"next":"a","why":"none_eligible"}"#)
        #expect(try JSONValue.parse(Array(text.utf8)).encoded() == Array(text.utf8))
    }

    @Test func `what is not known is not told`() {
        let account = ExplainReply.Account(
            id: "a", state: "available", rules: [], cause: nil, eligibleIn: nil)
        let text = text(ExplainReply(chosen: "a", why: "only", accounts: [account], next: nil))
        #expect(
            text == #"{"accounts":[{"account_id":"a","rules":[],"state":"available"}],"#
                + #""chosen":"a","why":"only"}"#)
    }
}
