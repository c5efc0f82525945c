import JSON
import Testing
import Wire

struct EventsReplyTests {
    private func text(_ reply: EventsReply) -> String {
        var writer = JSONWriter()
        reply.write(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func `a list without events is one`() {
        #expect(text(EventsReply(events: [], lastSeq: 0)) == #"{"events":[],"last_seq":0}"#)
    }

    @Test func `events stand in the order in which they were given`() {
        let events = [4, 5].map { EventReply(seq: $0, at: "t", kind: "k") }
        #expect(
            text(EventsReply(events: events, lastSeq: 5))
                == #"{"events":[{"at":"t","kind":"k","seq":4},{"at":"t","kind":"k","seq":5}],"#
                + #""last_seq":5}"#)
    }
}
