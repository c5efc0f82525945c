import Leasing
import Providers
import Testing

@Suite struct TransportRulesTests {
    @Test(arguments: [
        (Evidence.Failure.network, Finding.Category.transient), (.timeout, .transient),
        (.prematureClose, .prematureClose), (.emptyResponse, .emptyResponse),
        (.cancelled, .clientCancelled), (.streamError, .transient),
    ])
    func `what the caller saw is taken at its word`(
        failure: Evidence.Failure, category: Finding.Category
    ) {
        #expect(finding("codex", nil, failure: failure).category == category)
    }

    @Test(arguments: ["connection refused", "unexpected EOF", "connection reset by peer", ""])
    func `a connection that failed is charged for half a minute`(text: String) {
        let found = finding("generic", nil, text)
        #expect(found.category == .transient)
        #expect(found.block == ends(in: 30, .default))
    }

    @Test(arguments: [
        "dial tcp: lookup chatgpt.com: no such host", "getaddrinfo ENOTFOUND api.openai.com",
        "x509: certificate signed by unknown authority",
    ])
    func `names and certificates are the route's`(text: String) {
        let found = finding("generic", nil, text)
        #expect(found.category == .networkBlocked)
        #expect(found.block == .none)
    }

    @Test func `a caller that went away is nobody's fault`() {
        #expect(
            finding("generic", nil, "upstream failed: context canceled").category
                == .clientCancelled)
        #expect(finding("generic", nil, "client closed request").category == .clientCancelled)
        #expect(finding("generic", nil, "context deadline exceeded").category == .transient)
    }

    @Test(arguments: [
        (
            "stream closed before response.completed", Finding.Category.prematureClose,
            Finding.Retry.none
        ),
        ("stream disconnected before completion: x", .prematureClose, .none),
        ("upstream producer disconnected after response.created", .transient, .other),
        ("websocket: close 1006 (abnormal closure)", .transient, .other),
        ("close 1006 after response.completed", .ok, .none),
    ])
    func `a stream that broke is charged to nobody`(
        text: String, category: Finding.Category, retry: Finding.Retry
    ) {
        let found = finding("codex", nil, text, phase: .stream)
        #expect(found.category == category)
        #expect(found.retry == retry)
        #expect(found.block == .none)
        #expect(found.scope == .none)
    }
}
