import HTTP
import Testing

struct RequestLineTests {
    @Test(arguments: [
        "GET", "GET /", "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/1.1 ", " GET / HTTP/1.1",
        "GET\t/ HTTP/1.1", "GET /\tHTTP/1.1", "GET / a HTTP/1.1", "G ET / HTTP/1.1", "/ HTTP/1.1",
        "GE(T / HTTP/1.1", "G\u{c9}T / HTTP/1.1", "GET HTTP/1.1",
    ])
    func `a line of other than three words with one space between is refused`(line: String) {
        let fault = Requests.fault(line, "Host: a")
        #expect(fault == .malformedStartLine || fault == .malformedTarget)
    }

    @Test func `a method keeps its case and has a length`() throws {
        #expect(try Requests.head("gEt / HTTP/1.1", "Host: a").method == "gEt")
        let longest = String(repeating: "A", count: HTTPLimits().methodBytes)
        #expect(try Requests.head("\(longest) / HTTP/1.1", "Host: a").method == longest)
        #expect(Requests.fault("\(longest)A / HTTP/1.1", "Host: a") == .unsupportedMethod)
    }

    @Test func `tunnels and questions to the server as a whole are not served`() {
        #expect(Requests.fault("CONNECT a:443 HTTP/1.1", "Host: a") == .unsupportedMethod)
        #expect(Requests.fault("CONNECT / HTTP/1.1", "Host: a") == .unsupportedMethod)
        #expect(Requests.fault("OPTIONS * HTTP/1.1", "Host: a") == .unsupportedMethod)
        #expect(Requests.fault("GET * HTTP/1.1", "Host: a") == .malformedTarget)
        #expect(Requests.fault("OPTIONS /* HTTP/1.1", "Host: a") == nil)
    }

    @Test func `the preface of HTTP/2 is another version`() {
        #expect(Requests.steps("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").fault() == .unsupportedVersion)
    }
}
