import JSON
import Testing
import Wire

struct JSONWriterMembersTests {
    private func text(_ reply: EventReply) -> String {
        var writer = JSONWriter()
        reply.write(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func `what is not known is no member`() {
        var reply = EventReply(seq: 1, at: "t", kind: "k")
        #expect(text(reply) == #"{"at":"t","kind":"k","seq":1}"#)
        reply.count = 0
        reply.reason = ""
        #expect(text(reply) == #"{"at":"t","count":0,"kind":"k","reason":"","seq":1}"#)
    }

    @Test(arguments: [true, false])
    func `yes and no are written both, and a list of nothing too`(isYes: Bool) {
        var writer = JSONWriter()
        SetAccountReply(
            account: "a", changed: [], isDraining: isYes, isEnabled: !isYes, maxInFlight: 1,
            priority: 2, revoked: 3, weight: 4
        ).write(&writer)
        #expect(
            String(decoding: writer.take(), as: UTF8.self)
                == #"{"account_id":"a","changed":[],"draining":\#(isYes),"enabled":\#(!isYes),"#
                + #""max_in_flight":1,"priority":2,"revoked":3,"weight":4}"#)
    }
}
