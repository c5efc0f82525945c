import HTTP
import Testing

struct StatusLineTests {
    @Test(arguments: [
        "HTTP/1.1 200 OK", "HTTP/1.1 599 ", "HTTP/1.0 200 Not \u{e9} Good", "HTTP/1.1 200  ",
    ])
    func `a status-line is a version, a status and a phrase or none`(line: String) {
        #expect(Responses.steps("\(line)\r\n\r\n").heads().count == 1)
    }

    @Test(arguments: [
        "HTTP/1.1 200", "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1  200 OK", "HTTP/1.1 099 OK",
        "HTTP/1.1 600 OK", "HTTP/1.1 2x0 OK", "HTTP/1.1 -20 OK", "HTTP/1.1\t200 OK", "200 OK", "",
        "HTTP/1.1", "ICY 200 OK", " HTTP/1.1 200 OK",
    ])
    func `anything else is refused`(line: String) {
        #expect(Responses.steps("\(line)\r\n\r\n").fault() == .malformedStartLine)
    }

    @Test func `another version is another version`() {
        #expect(Responses.steps("HTTP/2.0 200 OK\r\n\r\n").fault() == .unsupportedVersion)
    }
}
