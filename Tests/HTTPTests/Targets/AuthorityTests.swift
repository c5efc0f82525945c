import HTTP
import Testing

struct AuthorityTests {
    @Test(arguments: [
        "a", "a.b", "a:80", "a:", "", "127.0.0.1:8080", "[::1]", "[::ffff:1.2.3.4]:80", "a_b",
        "%41", "xn--a", "a!$&'()*+,;=",
    ])
    func `a host and a port are taken`(host: String) {
        #expect(Requests.fault("GET / HTTP/1.1", "Host: \(host)") == nil)
    }

    @Test(arguments: [
        "a b", "a/b", "a?b", "a#b", "u@a", "a:b", "a:80:80", "a:-1", "[", "[]", "[::1", "::1]",
        "[::1]80", "[::1]a", "[g]", "[v1.a]", "a[::1]", "%", "%zz", "a\\b", "\u{e9}", "a\"", "a, b",
        "http://a",
    ])
    func `anything else is refused`(host: String) {
        #expect(Requests.fault("GET / HTTP/1.1", "Host: \(host)") == .malformedHost)
    }
}
