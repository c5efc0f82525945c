import Kernel
import Testing

struct InternetAddressTests {
    @Test(arguments: [
        ("127.0.0.1:80", true), ("[::1]:80", true), ("localhost:0", true), ("127.9.9.9:1", true),
        ("0.0.0.0:80", false), ("[::]:80", false), ("10.0.0.1:65535", false),
    ])
    func `an address is read, and known to be this host's alone`(text: String, isLoopback: Bool) {
        #expect(InternetAddress(text)?.isLoopback == isLoopback)
    }

    @Test(arguments: [
        "", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+1",
        "::1:80", "[::1]", "[127.0.0.1]:80", "example.com:80", "[]:80", "1.2.3:80", "[::1:80",
        "127.0.0.1\u{0}:80",
    ])
    func `what is no address and port is none`(text: String) {
        #expect(InternetAddress(text) == nil)
    }

    @Test func `the text is what a URL has`() {
        #expect(InternetAddress("[::1]:80")?.description == "[::1]:80")
        #expect(InternetAddress("localhost:80")?.description == "127.0.0.1:80")
    }
}
