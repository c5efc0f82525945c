import Testing
import Wire

struct EnvelopeTests {
    private func read(_ text: String) throws(ErrorReason) -> Envelope {
        let bytes = Array(text.utf8)
        return try Envelope.read(bytes, in: 0..<bytes.count)
    }

    @Test func `a request has its id, its method and the place of its params`() throws {
        let text = #"{"jsonrpc":"2.0","id":7,"method":"Health","params":{"x":[1]}}"#
        let envelope = try read(text)
        guard case .request(.integer(7), .health) = envelope.content else {
            Issue.record("not the request that was sent")
            return
        }
        let params = try #require(envelope.params)
        #expect(String(decoding: Array(text.utf8)[params], as: UTF8.self) == #"{"x":[1]}"#)
    }

    @Test func `members may come in any order and unknown ones are passed over`() throws {
        let text = #"{"params":{},"x":{"y":[null]},"method":"Health","id":"a","jsonrpc":"2.0"}"#
        guard case .request(.text("a"), .health) = try read(text).content else {
            Issue.record("not the request that was sent")
            return
        }
    }

    @Test func `params that are null are absent and others than objects are bad`() throws {
        let null = try read(#"{"jsonrpc":"2.0","id":1,"method":"Health","params":null}"#)
        #expect(null.params == nil)
        #expect(!null.hasBadParams)
        let list = try read(#"{"jsonrpc":"2.0","id":1,"method":"Health","params":[]}"#)
        #expect(list.hasBadParams)
    }

    @Test(arguments: [
        (#"{"jsonrpc":"1.0","id":1,"method":"Health"}"#, ErrorReason.invalidRequest),
        (#"{"jsonrpc":2.0,"id":1,"method":"Health"}"#, .invalidRequest),
        (#"{"id":1,"method":"Health"}"#, .invalidRequest),
        (#"{"jsonrpc":"2.0","id":null,"method":"Health"}"#, .invalidRequest),
        (#"{"jsonrpc":"2.0","id":1.0,"method":"Health"}"#, .invalidRequest),
        (#"{"jsonrpc":"2.0","id":-1,"method":"Health"}"#, .invalidRequest),
        (#"{"jsonrpc":"2.0","id":"","method":"Health"}"#, .invalidRequest),
        (#"{"jsonrpc":"2.0","id":1,"result":{}}"#, .invalidRequest),
        (#"{"jsonrpc":"2.0","id":1,"method":3}"#, .invalidRequest),
        ("[]", .batchUnsupported), ("7", .invalidRequest), ("null", .invalidRequest),
        ("{", .malformed), ("{} {}", .malformed), (#"{"a":1,"a":2}"#, .duplicateKey),
        (String(repeating: "[", count: 100_000), .limit),
    ])
    func `what is no request is refused with its reason`(
        _ text: String, _ reason: ErrorReason
    ) {
        #expect(throws: reason) { try read(text) }
    }

    @Test func `notifications are cancel, nothing, or a request that cannot be answered`() throws {
        guard case .cancel = try read(#"{"jsonrpc":"2.0","method":"$/cancel"}"#).content,
            case .ignored = try read(#"{"jsonrpc":"2.0","method":"$/other"}"#).content,
            case .withoutID = try read(#"{"jsonrpc":"2.0","method":"Select"}"#).content,
            case .withoutID = try read(#"{"jsonrpc":"2.0","method":"nonsense"}"#).content
        else {
            Issue.record("a notification was taken for another")
            return
        }
    }

    @Test func `a method is known by its exact bytes, however they are escaped`() throws {
        guard
            case .request(_, .health) = try read(
                #"{"jsonrpc":"2.0","id":1,"method":"\u0048ealth"}"#
            ).content,
            case .request(_, nil) = try read(
                #"{"jsonrpc":"2.0","id":1,"method":"health"}"#
            ).content,
            case .request(_, nil) = try read(
                #"{"jsonrpc":"2.0","id":1,"method":"$/cancel"}"#
            ).content
        else {
            Issue.record("a method was taken for another")
            return
        }
    }
}
