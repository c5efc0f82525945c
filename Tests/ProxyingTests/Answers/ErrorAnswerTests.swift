import AccountClient
import HTTP
import Proxying
import Testing

struct ErrorAnswerTests {
    @Test func `all blocked says when to come again, rounded up`() {
        #expect(ErrorAnswer(AllBlocked(retryAfter: .milliseconds(1500))).retryAfter == 2)
        #expect(ErrorAnswer(AllBlocked(retryAfter: .zero)).retryAfter == 1)
        #expect(ErrorAnswer(AllBlocked(retryAfter: nil)).retryAfter == 10)
        #expect(ErrorAnswer(AllBlocked(retryAfter: nil)).status == 429)
    }

    @Test func `a daemon that is away is 503 and its place is not told`() {
        let error = ErrorAnswer(ClientError.unavailable("/run/secret.sock"))
        #expect(error.status == 503)
        #expect(!error.message.contains("secret"))
        #expect(error.retryAfter == 1)
    }

    @Test(arguments: [
        (TransportError.network, 502), (.timeout, 504), (.prematureClose, 504),
        (.emptyResponse, 502), (.streamError, 502),
    ])
    func `an upstream's fault is a gateway's status`(error: TransportError, status: Int) {
        #expect(ErrorAnswer(error).status == status)
    }

    @Test func `a fault of the request has its own status`() {
        #expect(ErrorAnswer(HTTPFault.contentTooLarge).status == 413)
        #expect(ErrorAnswer(HTTPFault.contentTooLarge).kind == .tooLarge)
        #expect(ErrorAnswer(HTTPFault.headTooLarge).status == 431)
    }

    @Test func `the head says the type, and what the status asks for`() {
        let refused = ErrorAnswer(.keyRefused, status: 401, "no").response(in: .openai)
        #expect(refused.head.fields.first("www-authenticate")?.value == "Bearer")
        let blocked = ErrorAnswer(.allBlocked, status: 429, "no", retryAfter: 3)
        let head = blocked.response(in: .anthropic).head
        #expect(head.fields.first("retry-after")?.value == "3")
        #expect(head.fields.first("content-type")?.value == "application/json")
    }
}
