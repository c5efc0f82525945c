import Proxying
import Testing

struct UpstreamTests {
    @Test(arguments: [
        ("https://api.example.com/v1/messages?key=a", "https://api.example.com"),
        ("http://127.0.0.1:80/", "http://127.0.0.1:80"), ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://user:secret@host/a@b", "https://host"), ("https://host?key=a", "https://host"),
        ("https://host#a", "https://host"), ("", ""), ("no url", ""), ("http://", ""),
    ])
    func `the origin of a request is its scheme, its host and its port`(
        url: String, expected: String
    ) {
        #expect(UpstreamRequest(method: "GET", url: url).origin == expected)
    }
}
