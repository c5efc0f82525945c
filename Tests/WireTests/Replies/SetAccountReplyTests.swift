import JSON
import Testing
import Wire

struct SetAccountReplyTests {
    @Test func `it says how the account is set and what of it is new`() {
        let reply = SetAccountReply(
            account: "a", changed: ["draining", "weight"], isDraining: true, isEnabled: false,
            maxInFlight: 1, priority: 2, revoked: 3, weight: 4)
        var writer = JSONWriter()
        reply.write(&writer)
        let text =
            #"{"account_id":"a","changed":["draining","weight"],"draining":true,"enabled":false,"#
            + #""max_in_flight":1,"priority":2,"revoked":3,"weight":4}"#
        #expect(String(decoding: writer.take(), as: UTF8.self) == text)
    }
}
