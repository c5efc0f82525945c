import HTTP
import Testing

struct HTTPVersionTests {
    private func version(_ text: String) throws(HTTPFault) -> HTTPVersion {
        try Requests.head("GET / \(text)", "Host: a").version
    }

    @Test func `a later minor version is read as the latest that is known`() throws {
        #expect(try version("HTTP/1.0") == .http10)
        for minor in 1...9 { #expect(try version("HTTP/1.\(minor)") == .http11) }
    }

    @Test(arguments: ["HTTP/0.9", "HTTP/2.0", "HTTP/3.0", "HTTP/9.9"])
    func `another major version is not supported`(text: String) {
        #expect(throws: HTTPFault.unsupportedVersion) { try version(text) }
    }

    @Test(arguments: [
        "http/1.1", "HTTP/1", "HTTP/1.", "HTTP/1.10", "HTTP/11", "HTTP 1.1", "HTTPS/1.1", "",
        "HTTP/a.b", "HTTP/1,1",
    ])
    func `what is no version makes no request-line`(text: String) {
        #expect(throws: HTTPFault.malformedStartLine) { try version(text) }
    }
}
