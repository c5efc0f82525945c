import JSON
import Testing
import Wire

struct OperatorRepliesTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func `it says how many blocks were cleared`() {
        #expect(text { ClearBlocksReply(cleared: 3).write(&$0) } == #"{"cleared":3}"#)
    }

    @Test func `it says how many leases were taken back`() {
        #expect(text { RevokeLeaseReply(revoked: 0).write(&$0) } == #"{"revoked":0}"#)
    }

    @Test func `it says whether a new credential was asked for`() {
        #expect(text { RefreshReply(isQueued: true).write(&$0) } == #"{"queued":true}"#)
        #expect(text { RefreshReply(isQueued: false).write(&$0) } == #"{"queued":false}"#)
    }

    @Test func `it says how many accounts there are and how many have changed`() {
        let reply = ReloadReply(accounts: 3, changed: 1)
        #expect(text { reply.write(&$0) } == #"{"accounts":3,"changed":1}"#)
    }
}
