import HTTP
import Testing

struct PathRuleTests {
    @Test(arguments: [
        "/.", "/..", "/./a", "/a/..", "/a/../b", "/../", "/%2e", "/%2E%2e/a", "/.%2e", "/a/%2e./b",
        "/..%2fa", "/a%2f..", "/a%2F..%2Fb", "/..%5Ca", "/a%5c..", "/a/..?b", "http://a/..",
    ])
    func `a dot segment is refused, escaped or not`(text: String) {
        #expect(Requests.fault("GET \(text) HTTP/1.1", "Host: a") == .malformedTarget)
    }

    @Test(arguments: [
        "/...", "/a.", "/.a", "/..a", "/a../b", "/.well-known/x", "/a?b=..", "/a?/../b",
        "/%2e%2e%2e",
        "/models/org%2Fname", "/a%5cb",
    ])
    func `dots among other characters are a name`(text: String) {
        #expect(Requests.fault("GET \(text) HTTP/1.1", "Host: a") == nil)
    }
}
